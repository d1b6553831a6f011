"""The top bar: the saved text says what it was told, and locking is one key away."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from interview_kit_ui.language import LANGUAGE
from interview_kit_ui.widgets.buttons import PillButton
from interview_kit_ui.widgets.top_bar import TopBar
from interview_kit_ui.widgets.words import Words


@pytest.fixture
def bar(qtbot: QtBot) -> TopBar:
    made = TopBar()
    qtbot.addWidget(made)
    made.set_code("T-07")
    made.resize(1024, 56)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def visible_texts(bar: TopBar) -> list[str]:
    return [words.text() for words in bar.findChildren(Words) if words.isVisible() and words.text()]


def test_nothing_is_said_about_saving_until_something_is_saved(bar: TopBar) -> None:
    assert visible_texts(bar) == ["T-07"]


def test_saving_is_told_in_three_states_in_the_language_on_screen(bar: TopBar) -> None:
    LANGUAGE.use("ko")
    bar.set_saving()
    assert "저장 중" in visible_texts(bar)
    bar.set_saved("14:02:05")
    assert "저장됨 14:02:05" in visible_texts(bar)
    LANGUAGE.use("en")
    assert "Saved 14:02:05" in visible_texts(bar)
    bar.set_not_saved()
    assert "Not saved" in visible_texts(bar)


def test_the_lock_button_is_the_last_at_the_right(bar: TopBar, qtbot: QtBot) -> None:
    bar.set_break(PillButton("Break", "F7"))
    qtbot.waitUntil(lambda: len({button.x() for button in bar.findChildren(QPushButton)}) == 2)
    buttons = sorted(bar.findChildren(QPushButton), key=lambda button: button.x())
    assert [button.text() for button in buttons] == ["Break  F7", "Lock  Ctrl+L"]


def test_the_button_asks_to_lock(bar: TopBar, qtbot: QtBot) -> None:
    with qtbot.waitSignal(bar.lock_requested):
        (lock,) = bar.findChildren(QPushButton)
        QTest.mouseClick(lock, Qt.MouseButton.LeftButton)
