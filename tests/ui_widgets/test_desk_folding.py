"""The desk: the side panel folds away where there is no room, and practice shows everywhere."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from interview_kit_ui import theme
from interview_kit_ui.widgets.desk import Desk
from interview_kit_ui.widgets.page import Page
from interview_kit_ui.widgets.practice import PracticeBar
from interview_kit_ui.widgets.side_panel import PanelEntry, PanelItem


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    made = Desk()
    qtbot.addWidget(made)
    made.show_page(Page())
    made.resize(1280, 800)
    made.show()
    return made


def test_the_side_panel_folds_away_under_1100(desk: Desk) -> None:
    shown = []
    for width in (1280, 1100, 1099, 1024, 1280):
        desk.resize(width, 700)
        shown.append(desk.side_panel.isVisible())
    assert shown == [True, True, False, False, True]


def test_a_folded_panel_can_be_opened_by_hand(desk: Desk) -> None:
    desk.resize(1024, 640)
    desk.toggle_side_panel()
    assert desk.side_panel.isVisible()


def test_a_screen_without_side_panel_never_shows_one(desk: Desk) -> None:
    desk.set_side_panel_used(False)
    desk.resize(1400, 800)
    desk.resize(1000, 800)
    desk.resize(1400, 800)
    assert not desk.side_panel.isVisible()


def test_practice_is_marked_by_a_bar_and_behind_the_cards(desk: Desk, qapp: QApplication) -> None:
    plain = desk.grab().toImage()
    desk.set_practice(True)
    qapp.processEvents()
    marked = desk.grab().toImage()
    assert [bar.isVisible() for bar in desk.findChildren(PracticeBar)] == [True]
    ground, mark = (theme.LIGHT.colour(token).name() for token in ("ground", "word_mark"))
    pixels = {marked.pixelColor(x, y).name() for x in range(230, 1030, 3) for y in range(140, 790, 3)}
    before = {plain.pixelColor(x, y).name() for x in range(230, 1030, 3) for y in range(140, 790, 3)}
    assert (ground in pixels, mark in pixels, mark in before) == (True, True, False)


def test_a_note_is_chosen_by_mouse_or_enter(desk: Desk, qtbot: QtBot) -> None:
    entries = [PanelEntry("n1", "검은 차", "36:40"), PanelEntry("n2", "이웃이 봄", "38:02")]
    desk.side_panel.set_group("notes", "widgets.copy", entries)
    desk.side_panel.set_group("notes", "widgets.copy", entries)

    def visible() -> list[PanelItem]:
        return [item for item in desk.side_panel.findChildren(PanelItem) if item.isVisible()]

    qtbot.waitUntil(lambda: len(visible()) == 2)
    first, second = visible()
    with qtbot.waitSignal(desk.side_panel.entry_chosen) as chosen:
        QTest.mouseClick(first, Qt.MouseButton.LeftButton)
    assert chosen.args == ["notes", "n1"]
    with qtbot.waitSignal(desk.side_panel.entry_chosen) as chosen:
        QTest.keyClick(second, Qt.Key.Key_Return)
    assert chosen.args == ["notes", "n2"]
