"""The sheet: it holds the keyboard until the question is settled, and no longer."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from interview_kit_ui.widgets.buttons import PrimaryButton, QuietButton
from interview_kit_ui.widgets.sheet import Sheet
from interview_kit_ui.widgets.text_line import TextLine
from interview_kit_ui.widgets.top_bar import TopBar


class Window(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.bar, self.field = TopBar(), TextLine()
        layout = QVBoxLayout(self)
        layout.addWidget(self.bar)
        layout.addWidget(self.field)
        self.sheet = Sheet(self)
        self.keep, self.seal = QuietButton("Keep writing"), PrimaryButton("Seal and forget")
        self.sheet.add_button(self.keep)
        self.sheet.add_button(self.seal)


@pytest.fixture
def window(qtbot: QtBot) -> Window:
    made = Window()
    qtbot.addWidget(made)
    made.resize(700, 400)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.field.setFocus()
    made.sheet.open()
    return made


def test_the_first_button_has_the_focus(window: Window) -> None:
    assert window.keep.hasFocus()
    assert window.sheet.geometry() == window.rect()


def test_tab_goes_round_inside(window: Window) -> None:
    QTest.keyClick(window.keep, Qt.Key.Key_Tab)
    assert window.seal.hasFocus()
    QTest.keyClick(window.seal, Qt.Key.Key_Tab)
    assert window.keep.hasFocus()
    QTest.keyClick(window.keep, Qt.Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
    assert window.seal.hasFocus()


def test_the_focus_cannot_be_taken_out(window: Window) -> None:
    window.field.setFocus()
    assert window.keep.hasFocus()


def test_escape_cancels_and_gives_the_focus_back(window: Window, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.sheet.cancelled):
        QTest.keyClick(window.keep, Qt.Key.Key_Escape)
    assert not window.sheet.isVisible()
    assert window.field.hasFocus()


def test_what_lies_under_the_sheet_hears_no_key(window: Window) -> None:
    QTest.keyClick(window.keep, Qt.Key.Key_A)
    assert window.field.text() == ""


def test_the_sheet_covers_a_window_that_grows(window: Window, qtbot: QtBot) -> None:
    window.resize(900, 600)
    qtbot.waitUntil(lambda: window.sheet.geometry() == window.rect())


def test_a_sheet_over_a_sheet_has_the_keyboard(window: Window) -> None:
    second = Sheet(window)
    button = PrimaryButton("T")
    second.add_button(button)
    second.open()
    assert button.hasFocus()
    second.cancel()
    assert window.keep.hasFocus()
