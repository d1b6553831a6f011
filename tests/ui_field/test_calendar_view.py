"""The life calendar on the screen: it can be read and gone through without seeing it."""

from __future__ import annotations

import pytest
from invented_family import LIFE, in_section, life
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from interview_kit.interview.picture import NodePicture
from interview_kit.protocol.library import find, shipped_protocols
from interview_kit_ui.field.views.calendar import CalendarView
from interview_kit_ui.field.views.calendar_row import CalendarRow
from interview_kit_ui.field.views.registry import view_for
from interview_kit_ui.field.wording import Wording


@pytest.fixture
def view(qtbot: QtBot) -> CalendarView:
    shown = view_for(life()[0].definition)
    assert isinstance(shown, CalendarView)
    qtbot.addWidget(shown)
    show(shown, life())
    with qtbot.waitActive(shown):
        shown.show()
        shown.activateWindow()
    return shown


def show(view: CalendarView, nodes: tuple[NodePicture, ...]) -> None:
    view.show_instances(nodes, Wording(("en",), "en", "en"), find(shipped_protocols(), "ed-full").protocol)


def test_a_row_says_what_when_and_what_contradicts_it(view: CalendarView) -> None:
    names = [row.accessibleName() for row in view.rows.rows]
    assert names[0] == "Left · Hoeryong, Crossing or return, 1971, This lies before the witness was born."
    assert names[-1] == "Army, Personal event, Date not told"


def test_down_goes_on_in_time_and_enter_asks_for_what_was_told(view: CalendarView, qtbot: QtBot) -> None:
    view.rows.rows[0].setFocus()
    QTest.keyClick(view.rows.rows[0], Qt.Key.Key_Down)
    here = QApplication.focusWidget()
    assert isinstance(here, CalendarRow)
    with qtbot.waitSignal(view.chosen) as chosen:
        QTest.keyClick(here, Qt.Key.Key_Return)
    assert chosen.args is not None
    assert chosen.args[0].startswith("/calendar/residence[")


def test_up_and_down_end_at_the_ends(view: CalendarView) -> None:
    view.rows.rows[0].setFocus()
    QTest.keyClick(view.rows.rows[0], Qt.Key.Key_Up)
    assert view.rows.rows[0].hasFocus()


def test_a_warning_makes_its_row_taller_and_is_gone_with_its_cause(view: CalendarView) -> None:
    before = view.rows.rows[0].heightForWidth(700)
    show(view, in_section("/calendar", LIFE, {"/calendar/crossing[1]/when": {"edtf": "1999-06"}}))
    row = next(row for row in view.rows.rows if row.text() == "Left · Hoeryong")
    assert row.heightForWidth(700) < before
    assert "born" not in row.accessibleName()


def test_without_any_date_there_are_rows_and_no_years(view: CalendarView) -> None:
    show(view, in_section("/calendar", {"/calendar/anchor[1]/kind": "ARMY"}))
    assert view.axis.isHidden()
    assert len(view.rows.rows) == 1
