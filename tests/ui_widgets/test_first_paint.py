"""What waits for the first paint is done once, also where no paint ever comes."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from interview_kit_ui.first_paint import FirstPaint


def test_it_is_done_once_soon_after_the_window_appeared(qtbot: QtBot) -> None:
    window, done = QWidget(), list[bool]()
    qtbot.addWidget(window)
    FirstPaint(window, lambda: done.append(window.isVisible()))
    window.show()
    qtbot.waitUntil(lambda: bool(done))
    window.repaint()
    qtbot.wait(600)
    assert done == [True]


def test_it_is_done_where_the_window_is_never_painted(qtbot: QtBot) -> None:
    window, done = QWidget(), list[bool]()
    qtbot.addWidget(window)
    FirstPaint(window, lambda: done.append(window.isVisible()))
    qtbot.waitUntil(lambda: bool(done))
    assert done == [False]
