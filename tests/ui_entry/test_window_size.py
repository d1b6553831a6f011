"""The window fits the screen it opens on, with whatever frame is put around it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import pytest
from PySide6.QtCore import QPoint, QRect, QSize
from pytestqt.qtbot import QtBot

from interview_kit_ui.preferences import Preferences
from interview_kit_ui.window import FRAME, MainWindow
from interview_kit_ui.window_place import hand_on
from interview_kit_ui.worker import Worker

#: Two pixels to the left and above, of which Qt is told only once there is a window.
_FRAME_OF_A_TEST: Final = 4
Opened = Callable[[], MainWindow]


@pytest.fixture
def opened(qtbot: QtBot, tmp_path: Path) -> Iterator[Opened]:
    """Open the window of a program that starts; it starts over without doing so."""
    worker = Worker()

    def open_one() -> MainWindow:
        preferences = Preferences(worker, tmp_path / "settings.json")
        made = MainWindow(worker, preferences, None, replace=lambda _folder: hand_on())
        qtbot.addWidget(made)
        return made

    yield open_one
    worker.shutdown()


@pytest.fixture
def window(opened: Opened) -> MainWindow:
    return opened()


def with_frame(window: MainWindow) -> QRect:
    return QRect(window.pos(), window.size() + FRAME)


@pytest.mark.parametrize(
    "room", [QRect(0, 0, 1280, 800), QRect(0, 32, 1366, 736), QRect(64, 0, 960, 600), QRect(0, 0, 2560, 1440)]
)
def test_the_first_window_fits_with_its_frame(window: MainWindow, room: QRect) -> None:
    window.fit_into(room)
    window.show()
    assert room.contains(with_frame(window))


def test_a_large_screen_is_not_filled(window: MainWindow) -> None:
    window.fit_into(QRect(0, 0, 2560, 1440))
    assert window.size() == QSize(1280, 800)


def test_it_can_be_made_as_small_as_1024_by_640_with_its_frame(window: MainWindow) -> None:
    window.fit_into(QRect(0, 0, 1920, 1080))
    window.show()
    window.resize(10, 10)
    assert with_frame(window).size() == QSize(1024, 640)


def test_it_stands_where_it_stood_when_the_program_starts_over(window: MainWindow, opened: Opened) -> None:
    before = window.pos()
    window.move(3, 41)
    window.show()
    window._start_over(None)
    assert (opened().pos() - QPoint(3, 41)).manhattanLength() <= _FRAME_OF_A_TEST
    assert opened().pos() == before, "only the next one is told"


def test_over_the_whole_screen_it_stays_so(window: MainWindow, opened: Opened) -> None:
    window.showMaximized()
    window._start_over(None)
    assert opened().isMaximized()
