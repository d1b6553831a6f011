"""Files are chosen on a sheet of our own, which leaves no history and never blocks the window."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from interview_kit_ui.file_choice import Choice, Wanted
from interview_kit_ui.file_choice_sheet import FileChoice
from interview_kit_ui.widgets.data_table import DataTable
from interview_kit_ui.widgets.text_line import TextLine
from interview_kit_ui.worker import Lane


@pytest.fixture
def lane() -> Iterator[Lane]:
    lane = Lane("side")
    yield lane
    lane.shutdown()


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1000, 700)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    return window


def open_sheet(window: QWidget, lane: Lane, folder: Path, chosen: list[Path]) -> DataTable:
    choice = Choice(Wanted.FILE, "entry.open", "entry.open-this", suffix=".ikp")
    sheet = FileChoice(window, lane, choice, chosen.append)
    sheet.go_to(folder)
    sheet.open()
    table = sheet.findChild(DataTable)
    assert table is not None
    return table


def test_a_file_is_chosen_with_the_keyboard(
    qtbot: QtBot, window: QWidget, lane: Lane, tmp_path: Path
) -> None:
    (tmp_path / "office.ikp").write_bytes(b"T")
    (tmp_path / "other.txt").write_bytes(b"T")
    chosen: list[Path] = []
    table = open_sheet(window, lane, tmp_path, chosen)
    qtbot.waitUntil(lambda: table.selected == "office.ikp")
    QTest.keyClick(table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: chosen == [tmp_path / "office.ikp"])


def test_enter_saves_a_new_file_where_the_sheet_opened(
    qtbot: QtBot, window: QWidget, lane: Lane, tmp_path: Path
) -> None:
    (tmp_path / "inside").mkdir()
    chosen: list[Path] = []
    choice = Choice(Wanted.NEW_FILE, "field.save-request", "field.save-here", ".ike", "laptop.ike")
    sheet = FileChoice(window, lane, choice, chosen.append)
    sheet.go_to(tmp_path)
    sheet.open()
    name = sheet.findChild(TextLine)
    assert name is not None
    qtbot.waitUntil(name.hasFocus)
    QTest.keyClick(name, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: chosen == [tmp_path / "laptop.ike"])


def test_the_sheet_outlives_the_garbage_collector(
    qtbot: QtBot, window: QWidget, lane: Lane, tmp_path: Path
) -> None:
    """Python once collected parts of the table while it was on the screen, and the program died."""
    (tmp_path / "office.ikp").write_bytes(b"T")
    choice = Choice(Wanted.FILE, "entry.open", "entry.open-this", suffix=".ikp")
    FileChoice(window, lane, choice, print).open()
    gc.collect()
    window.resize(1100, 720)
    qtbot.wait(1)
    assert window.findChild(DataTable).horizontalHeader().sizeHint().height() > 0
