"""One filter hears keys and pointer for all who ask; the last who asked hears first, and may keep it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from interview_kit_ui.input_events import hear_input


class Listener(QObject):
    """Writes down what it hears, and keeps it to itself if told so."""

    def __init__(self, name: str, notes: list[str], parent: QObject, *, keeps: bool = False) -> None:
        super().__init__(parent)
        self._name, self._notes, self._keeps = name, notes, keeps

    def hear(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress:
            self._notes.append(self._name)
        return self._keeps


def test_who_asked_last_hears_first(qapp: QApplication, qtbot: QtBot) -> None:
    line, notes = QLineEdit(), list[str]()
    qtbot.addWidget(line)
    early, late = Listener("early", notes, line), Listener("late", notes, line)
    hear_input(qapp, early)
    hear_input(qapp, late)
    QTest.keyClick(line, Qt.Key.Key_A)
    assert notes == ["late", "early"]
    assert line.text() == "a"


def test_what_one_keeps_reaches_nobody_else(qapp: QApplication, qtbot: QtBot) -> None:
    line, notes = QLineEdit(), list[str]()
    qtbot.addWidget(line)
    early, late = Listener("early", notes, line), Listener("late", notes, line, keeps=True)
    hear_input(qapp, early)
    hear_input(qapp, late)
    QTest.keyClick(line, Qt.Key.Key_A)
    assert notes == ["late"]
    assert line.text() == ""


def test_who_is_gone_hears_nothing(qapp: QApplication, qtbot: QtBot) -> None:
    line, notes = QLineEdit(), list[str]()
    qtbot.addWidget(line)
    gone = Listener("gone", notes, line, keeps=True)
    hear_input(qapp, gone)
    delete(gone)
    QTest.keyClick(line, Qt.Key.Key_A)
    assert notes == []
    assert line.text() == "a"
