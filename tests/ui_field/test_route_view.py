"""The way on the screen: the map, and its stops by keyboard."""

from __future__ import annotations

import pytest
from invented_family import WAY, in_section, way
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from interview_kit.protocol.library import find, shipped_protocols
from interview_kit_ui.field.views.registry import view_for
from interview_kit_ui.field.views.route import RouteView, StopRow
from interview_kit_ui.field.wording import Wording


@pytest.fixture
def view(qtbot: QtBot) -> RouteView:
    shown = view_for(way()[0].definition)
    assert isinstance(shown, RouteView)
    qtbot.addWidget(shown)
    shown.show_instances(way(), Wording(("en",), "en", "en"), find(shipped_protocols(), "ed-full").protocol)
    with qtbot.waitActive(shown):
        shown.show()
        shown.activateWindow()
    return shown


def test_every_stop_can_be_read_without_the_map(view: RouteView) -> None:
    names = [row.accessibleName() for row in view.stops.rows]
    assert names[0] == "1, Hoeryong, Police detention, March 2010 – May 2010, Known"
    assert names[5] == "6, North Korea, Rumour, Not on the map"
    assert "rumour" in view.map.canvas.accessibleDescription().lower()


def test_down_goes_to_the_next_stop_and_enter_asks_for_it(view: RouteView, qtbot: QtBot) -> None:
    view.stops.rows[0].setFocus()
    QTest.keyClick(view.stops.rows[0], Qt.Key.Key_Down)
    here = QApplication.focusWidget()
    assert isinstance(here, StopRow)
    with qtbot.waitSignal(view.chosen) as chosen:
        QTest.keyClick(here, Qt.Key.Key_Return)
    assert chosen.args == [way()[1].stable]


def test_without_a_place_there_is_no_map(view: RouteView) -> None:
    nowhere = {path: said for path, said in WAY.items() if path.startswith("/case[1]/victim[1]/leg[1]/st")}
    (case,) = in_section("/case", nowhere)
    view.show_instances((case,), Wording(("en",), "en", "en"), find(shipped_protocols(), "ed-full").protocol)
    assert view.map.isHidden()


def test_the_map_stays_where_it_was_moved_while_no_place_changes(view: RouteView) -> None:
    view.map.canvas.closer()
    moved = view.map.canvas.view
    when = {path: {"edtf": "2011"} if path.endswith("[2]/since") else said for path, said in WAY.items()}
    english, protocol = Wording(("en",), "en", "en"), find(shipped_protocols(), "ed-full").protocol
    view.show_instances(way(when), english, protocol)
    assert "2011" in view.stops.rows[1].accessibleName()
    assert view.map.canvas.view == moved
