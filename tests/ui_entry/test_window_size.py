"""The window fits the screen it opens on, with whatever frame is put around it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, QSize
from pytestqt.qtbot import QtBot

from interview_kit_ui.preferences import Preferences
from interview_kit_ui.window import FRAME, MainWindow
from interview_kit_ui.worker import Worker


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    worker = Worker()
    made = MainWindow(worker, Preferences(worker, tmp_path / "settings.json"), None)
    qtbot.addWidget(made)
    yield made
    worker.shutdown()


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
