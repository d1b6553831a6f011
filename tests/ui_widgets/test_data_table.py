"""Tables: read by eye and by screen reader, opened by Enter."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from interview_kit_ui.language import LANGUAGE
from interview_kit_ui.widgets.data_table import DataTable
from interview_kit_ui.widgets.rows_model import Column, Row, Share, State

COLUMNS = (Column("widgets.cut", stretch=True), Column("widgets.copy"), Column("widgets.lock"))


def row(name: str, answers: int = 3) -> Row:
    return Row(name, (State(f"봉인됨 {name}", "ok"), answers, Share(0.25)))


@pytest.fixture
def table(qtbot: QtBot) -> DataTable:
    made = DataTable(COLUMNS)
    qtbot.addWidget(made)
    made.set_rows([row("a"), row("b"), row("c")])
    made.resize(600, 300)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.setFocus()
    return made


def test_enter_opens_the_row_under_the_cursor(table: DataTable, qtbot: QtBot) -> None:
    table.select("b")
    with qtbot.waitSignal(table.row_opened) as opened:
        QTest.keyClick(table, Qt.Key.Key_Return)
    assert opened.args == ["b"]


def test_arrows_tell_the_row_under_the_cursor(table: DataTable, qtbot: QtBot) -> None:
    table.select("a")
    with qtbot.waitSignal(table.row_selected) as selected:
        QTest.keyClick(table, Qt.Key.Key_Down)
    assert selected.args == ["b"]


def test_end_and_home_go_to_the_last_row_and_the_first(table: DataTable) -> None:
    table.select("b")
    QTest.keyClick(table, Qt.Key.Key_End)
    assert table.selected == "c"
    QTest.keyClick(table, Qt.Key.Key_Home)
    assert table.selected == "a"


def test_new_rows_keep_the_cursor_on_the_same_interview(table: DataTable) -> None:
    table.select("b")
    table.set_rows([row("z"), row("a"), row("b", 9)])
    assert table.selected == "b"
    table.set_rows([row("z")])
    assert table.selected == ""


def test_columns_yield_one_by_one_where_there_is_no_room(qtbot: QtBot) -> None:
    kinds = (Column("widgets.cut", stretch=True, yields=True), Column("widgets.copy", yields=True))
    narrow = DataTable((*kinds, Column("widgets.lock")))
    qtbot.addWidget(narrow)
    narrow.set_rows([Row("a", ("T" * 30, "2026-11-25", "T" * 20))])

    def hidden_at(width: int) -> list[bool]:
        narrow.resize(width, 300)
        return [narrow.isColumnHidden(at) for at in range(3)]

    narrow.show()
    assert hidden_at(600) == [False, False, False]
    assert hidden_at(400) == [False, True, False]
    assert hidden_at(250) == [True, True, False]
    assert hidden_at(600) == [False, False, False]


def test_every_cell_has_words_for_screen_readers(table: DataTable) -> None:
    model = table.model()
    role = Qt.ItemDataRole.AccessibleTextRole
    assert [model.index(0, at).data(role) for at in range(3)] == ["봉인됨 a", "3", "25%"]


def test_headings_follow_the_language(table: DataTable, qtbot: QtBot) -> None:
    model = table.model()
    with qtbot.waitSignal(model.headerDataChanged):
        LANGUAGE.use("ko")
    assert model.headerData(1, Qt.Orientation.Horizontal) == "복사"


def test_the_table_is_as_tall_as_its_rows(table: DataTable) -> None:
    table.resize(600, table.sizeHint().height())
    assert table.verticalScrollBar().maximum() == 0
