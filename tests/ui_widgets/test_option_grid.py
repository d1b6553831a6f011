"""Closed answers: picked by number, shown as told."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from interview_kit_ui.widgets.option_grid import OptionGrid

AGENCIES = [(f"A{number}", f"기관 {number}") for number in range(1, 12)]


@pytest.fixture
def picks() -> list[tuple[str, ...]]:
    return []


def shown(
    qtbot: QtBot, picks: list[tuple[str, ...]], *, multiple: bool = False, obey: bool = True
) -> OptionGrid:
    grid = OptionGrid(AGENCIES, multiple=multiple)
    qtbot.addWidget(grid)
    grid.picked.connect(picks.append)
    if obey:
        grid.picked.connect(grid.set_chosen)
    grid.resize(700, 400)
    with qtbot.waitActive(grid):
        grid.show()
        grid.activateWindow()
    grid.focus_answer()
    return grid


def test_a_number_key_picks_its_option(qtbot: QtBot, picks: list[tuple[str, ...]]) -> None:
    grid = shown(qtbot, picks)
    QTest.keyClick(grid.rows[0], Qt.Key.Key_3)
    QTest.keyClick(grid.rows[2], Qt.Key.Key_9, Qt.KeyboardModifier.KeypadModifier)
    assert picks == [("A3",), ("A9",)]
    assert grid.chosen == ("A9",)
    assert grid.rows[8].hasFocus()


def test_options_beyond_nine_have_no_number(qtbot: QtBot, picks: list[tuple[str, ...]]) -> None:
    grid = shown(qtbot, picks)
    assert [row.number for row in grid.rows] == [*range(1, 10), 0, 0]
    QTest.keyClick(grid.rows[0], Qt.Key.Key_0)
    assert picks == []


def test_the_grid_shows_what_it_is_told_not_what_was_clicked(
    qtbot: QtBot, picks: list[tuple[str, ...]]
) -> None:
    grid = shown(qtbot, picks, obey=False)
    grid.set_chosen(("A1",))
    QTest.mouseClick(grid.rows[1], Qt.MouseButton.LeftButton)
    assert picks == [("A2",)]
    assert grid.chosen == ("A1",)


def test_several_answers_toggle_and_keep_the_order_of_the_list(
    qtbot: QtBot, picks: list[tuple[str, ...]]
) -> None:
    grid = shown(qtbot, picks, multiple=True)
    for key in (Qt.Key.Key_4, Qt.Key.Key_2, Qt.Key.Key_4):
        QTest.keyClick(grid.rows[0], key)
    assert picks == [("A4",), ("A2", "A4"), ("A2",)]


def test_arrows_move_without_answering_and_space_picks(qtbot: QtBot, picks: list[tuple[str, ...]]) -> None:
    grid = shown(qtbot, picks)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Right):
        QTest.keyClick(grid.focusWidget(), key)
    assert (picks, grid.rows[3].hasFocus()) == ([], True)
    QTest.keyClick(grid.focusWidget(), Qt.Key.Key_Space)
    assert picks == [("A4",)]


@pytest.mark.parametrize("key", [Qt.Key.Key_Delete, Qt.Key.Key_Backspace])
def test_an_answer_can_be_taken_back(qtbot: QtBot, picks: list[tuple[str, ...]], key: Qt.Key) -> None:
    grid = shown(qtbot, picks)
    grid.set_chosen(("A2",))
    QTest.keyClick(grid.rows[1], key)
    assert (picks, grid.chosen) == ([()], ())


def test_tab_enters_the_grid_once_at_the_chosen_option(qtbot: QtBot, picks: list[tuple[str, ...]]) -> None:
    grid = shown(qtbot, picks)
    grid.rows[0].clearFocus()
    grid.set_chosen(("A5",))
    stops = [row.name for row in grid.rows if row.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert stops == ["A5"]


@pytest.mark.parametrize(
    ("multiple", "role"), [(False, QAccessible.Role.RadioButton), (True, QAccessible.Role.CheckBox)]
)
def test_screen_readers_hear_name_role_and_state(
    qtbot: QtBot, picks: list[tuple[str, ...]], multiple: bool, role: QAccessible.Role
) -> None:
    grid = shown(qtbot, picks, multiple=multiple)
    grid.set_chosen(("A2",))
    spoken = QAccessible.queryAccessibleInterface(grid.rows[1])
    assert (spoken.role(), spoken.text(QAccessible.Text.Name)) == (role, "기관 2")
    assert grid.rows[1].isChecked()


def test_a_long_option_wraps_and_its_row_grows(qtbot: QtBot, picks: list[tuple[str, ...]]) -> None:
    grid = shown(qtbot, picks)
    long = "여러 기관이 함께 움직였으나 누가 지휘했는지는 끝내 알 수 없었던 경우에 고르는 항목"
    grid.set_options([("A", "안전부"), ("B", long)])
    grid.resize(500, 300)
    qtbot.waitUntil(lambda: grid.rows[1].height() > 60)
    assert grid.rows[1].height() >= grid.rows[1].heightForWidth(grid.rows[1].width())


def test_a_narrow_grid_has_one_column(qtbot: QtBot, picks: list[tuple[str, ...]]) -> None:
    grid = shown(qtbot, picks)
    grid.resize(400, 700)
    qtbot.waitUntil(lambda: grid.rows[0].x() == grid.rows[1].x())
