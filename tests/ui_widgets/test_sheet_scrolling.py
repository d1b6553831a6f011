"""A sheet in a window that is too small for it."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from interview_kit_ui.widgets.buttons import QuietButton
from interview_kit_ui.widgets.sheet import Sheet
from interview_kit_ui.widgets.sheet_content import SheetContent
from interview_kit_ui.widgets.text_line import TextLine
from interview_kit_ui.widgets.words import Words

TALL, LOW = 900, 320


def opened(qtbot: QtBot, height: int) -> Sheet:
    """Return an open sheet with ten lines of words, a line to type in below them, and one button."""
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(640, height)
    window.show()
    sheet = Sheet(window)
    sheet.set_title("T-sheet")
    for number in range(10):
        sheet.body.addWidget(Words(f"T-line {number}"))
    leave = QuietButton()
    leave.set_label("T-leave")
    sheet.body.addWidget(TextLine())
    sheet.add_button(leave)
    sheet.open()
    for _ in range(4):
        QApplication.processEvents()
    return sheet


def content(sheet: Sheet) -> SheetContent:
    (found,) = sheet.findChildren(SheetContent)
    return found


def seen(sheet: Sheet, widget: QWidget) -> bool:
    """Return whether the whole of a widget lies where it can be seen."""
    view = content(sheet).viewport()
    place = QRect(widget.mapTo(view, widget.rect().topLeft()), widget.size())
    return view.rect().contains(place)


def test_a_sheet_with_room_is_as_tall_as_what_it_says(qtbot: QtBot) -> None:
    sheet = opened(qtbot, TALL)
    assert not content(sheet).verticalScrollBar().isVisible()
    assert all(seen(sheet, words) for words in content(sheet).findChildren(Words) if words.isVisible())


def test_without_room_it_scrolls_and_its_buttons_stay(qtbot: QtBot) -> None:
    sheet = opened(qtbot, LOW)
    assert content(sheet).verticalScrollBar().isVisible()
    (button,) = sheet.findChildren(QuietButton)
    place = QRect(button.mapTo(sheet, button.rect().topLeft()), button.size())
    assert sheet.rect().contains(place)


def test_what_has_the_focus_is_brought_to_sight(qtbot: QtBot) -> None:
    sheet = opened(qtbot, LOW)
    (line,) = sheet.findChildren(TextLine)
    content(sheet).verticalScrollBar().setValue(0)
    assert not seen(sheet, line)
    (button,) = sheet.findChildren(QuietButton)
    button.setFocus()
    line.setFocus(Qt.FocusReason.TabFocusReason)
    assert seen(sheet, line)


def test_keys_scroll_it_from_a_button(qtbot: QtBot) -> None:
    sheet = opened(qtbot, LOW)
    bar = content(sheet).verticalScrollBar()
    bar.setValue(bar.maximum())
    (button,) = sheet.findChildren(QuietButton)
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_PageUp)
    assert bar.value() < bar.maximum()


def test_a_bar_goes_once_there_is_room_even_if_beside_it_words_need_a_line_more(qtbot: QtBot) -> None:
    sheet = opened(qtbot, LOW)
    window = sheet.parentWidget()
    for letters in range(60, 90):  # some of these break a line earlier beside the bar
        sheet.set_text("T" * (letters // 2) + " " + "t" * (letters // 2))
        for height in (LOW, TALL):
            window.resize(640, height)
            for _ in range(4):
                QApplication.processEvents()
            assert content(sheet).verticalScrollBar().isVisible() == (height == LOW)
