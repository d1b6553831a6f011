"""Lists and buttons that Tab passes by: the keys of what has the focus do the same."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from interview_kit_ui.field.pictures.picture_sheet import PictureSheet
from interview_kit_ui.field.questions.place_sheet import PlaceSheet
from interview_kit_ui.widgets.buttons import PillButton

Key = Qt.Key


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    shown = QWidget()
    qtbot.addWidget(shown)
    shown.resize(1024, 640)
    shown.show()
    return shown


def button(sheet: QWidget, label: str) -> PillButton:
    (found,) = [one for one in sheet.findChildren(PillButton) if one.label == label]
    return found


def test_the_keys_of_a_picture_do_what_its_buttons_do(window: QWidget) -> None:
    image = QImage(400, 300, QImage.Format.Format_RGB32)
    sheet = PictureSheet(window, "A photograph", image, "T-1.jpg")
    sheet.open()
    seen = []
    for key, label in ((Key.Key_Plus, "Closer"), (Key.Key_Minus, "Farther"), (Key.Key_0, "Show all")):
        sheet.view.whole()
        sheet.view.closer()
        sheet.view.closer()
        QTest.keyClick(sheet.view, key)
        by_key = sheet.view.nearer
        sheet.view.whole()
        sheet.view.closer()
        sheet.view.closer()
        button(sheet, label).click()
        assert sheet.view.nearer == by_key, label
        seen.append(by_key)
    assert seen[0] > seen[1] > seen[2] == 1.0


def test_arrows_in_the_search_choose_from_the_places_found(qtbot: QtBot, window: QWidget) -> None:
    sheet = PlaceSheet(window, "chongjin")
    sheet.open()
    assert sheet.found.count() > 2
    wanted = sheet.found.item(1).data(Qt.ItemDataRole.UserRole)
    QTest.keyClick(sheet.search, Key.Key_Down)
    QTest.keyClick(sheet.search, Key.Key_Down)
    QTest.keyClick(sheet.search, Key.Key_Up)
    assert sheet.search.accessibleDescription(), "who does not see the list hears what is marked"
    with qtbot.waitSignal(sheet.chosen) as chosen:
        QTest.keyClick(sheet.search, Key.Key_Return)
    assert chosen.args == [wanted]


def test_after_a_click_on_a_place_found_enter_takes_it(qtbot: QtBot, window: QWidget) -> None:
    sheet = PlaceSheet(window, "chongjin")
    with qtbot.waitActive(window):
        window.activateWindow()
    sheet.open()
    second = sheet.found.item(1)
    inside = sheet.found.visualItemRect(second).center()
    QTest.mouseClick(sheet.found.viewport(), Qt.MouseButton.LeftButton, pos=inside)
    assert sheet.search.hasFocus()
    sheet.map.setFocus()
    with qtbot.waitSignal(sheet.chosen) as chosen:
        QTest.keyClick(QApplication.focusWidget(), Key.Key_Return)
    assert chosen.args == [second.data(Qt.ItemDataRole.UserRole)]
