"""Text does not leave the program by dragging, and windows not by pictures of the screen."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QDrag
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from interview_kit_ui.screen_capture import ScreenCaptureGuard
from interview_kit_ui.widgets.text_area import TextArea
from interview_kit_ui.widgets.text_line import TextLine
from interview_kit_ui.windows_events import goes_away

LEFT = Qt.MouseButton.LeftButton


@pytest.mark.parametrize("kind", [TextLine, TextArea])
def test_marked_text_cannot_be_dragged_away(kind: type[TextLine | TextArea], qtbot: QtBot) -> None:
    field = kind()
    qtbot.addWidget(field)
    field.resize(400, 120)
    with qtbot.waitExposed(field):
        field.show()
    field.set_text("testimony testimony testimony")
    field.selectAll()
    target: QWidget = field.viewport() if isinstance(field, TextArea) else field
    QTest.mousePress(target, LEFT, pos=QPoint(60, 18))
    # Had a drag begun, the cursor would not follow the mouse and the whole text would stay marked.
    for x in (90, 140, 200):
        QTest.mouseMove(target, QPoint(x, 18))
    QTest.mouseRelease(target, LEFT, pos=QPoint(200, 18))
    cursor = field.textCursor().selectedText() if isinstance(field, TextArea) else field.selectedText()
    assert cursor != field.text()
    assert cursor in field.text()
    assert not field.findChildren(QDrag)


def test_a_click_beside_marked_text_and_a_longer_mark_work_as_ever(qtbot: QtBot) -> None:
    field = TextArea()
    qtbot.addWidget(field)
    field.resize(400, 120)
    with qtbot.waitExposed(field):
        field.show()
    field.set_text("testimony")
    QTest.mouseClick(field.viewport(), LEFT, pos=QPoint(4, 18))
    QTest.mouseClick(field.viewport(), LEFT, Qt.KeyboardModifier.ShiftModifier, pos=QPoint(390, 18))
    assert field.textCursor().selectedText() == "testimony"
    QTest.mouseClick(field.viewport(), LEFT, pos=QPoint(390, 18))
    assert not field.textCursor().hasSelection()


def test_every_window_and_menu_is_kept_out_of_pictures_of_the_screen(
    qtbot: QtBot, qapp: QApplication
) -> None:
    excluded: list[int] = []
    guard = ScreenCaptureGuard(qapp, excluded.append)
    window = QWidget()
    qtbot.addWidget(window)
    inside = QWidget(window)
    menu = QMenu(window)
    menu.addAction("one")
    with qtbot.waitExposed(window):
        window.show()
    inside.show()
    menu.popup(QPoint(0, 0))
    assert excluded == [int(window.winId()), int(menu.winId())]
    menu.close()
    qapp.removeEventFilter(guard)
    guard.deleteLater()


@pytest.mark.parametrize(
    ("message", "detail", "away"),
    [
        (0x0218, 4, True),  # about to suspend
        (0x0218, 7, False),  # resumed
        (0x02B1, 7, True),  # screen locked
        (0x02B1, 8, False),  # screen unlocked
        (0x0010, 7, False),  # something else
    ],
)
def test_what_windows_says_of_going_away_is_understood(message: int, detail: int, away: bool) -> None:
    assert goes_away(message, detail) is away
