"""Widgets are destroyed on the GUI thread, whoever leaves garbage behind."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from interview_kit_ui.garbage import GarbageCollection, collect_due
from interview_kit_ui.worker import Worker


class Forgotten(QWidget):
    """Refers to itself, so that only the collector can tell that nobody needs it."""

    def __init__(self) -> None:
        super().__init__()
        self.me = self


@pytest.fixture
def collected() -> Iterator[list[tuple[str, int]]]:
    """What Python collected: on which thread, and up to which generation."""
    collections: list[tuple[str, int]] = []

    def note(phase: str, info: dict[str, int]) -> None:
        if phase == "start":
            collections.append((threading.current_thread().name, info["generation"]))

    gc.callbacks.append(note)
    yield collections
    gc.callbacks.remove(note)


def litter() -> None:
    """Leave far more behind than makes Python collect."""
    for _ in range(20 * gc.get_threshold()[0]):
        cycle: list[object] = []
        cycle.append(cycle)


def test_a_worker_that_leaves_much_behind_destroys_no_widget(
    qtbot: QtBot, collected: list[tuple[str, int]]
) -> None:
    qapp = QCoreApplication.instance()
    assert qapp is not None
    gc.enable()
    collection = GarbageCollection(qapp)
    gone = weakref.ref(Forgotten())
    worker = Worker()
    done: list[str] = []
    worker.run(litter, lambda _: done.append("littered"), lambda error: done.append(error.code))
    qtbot.waitUntil(lambda: done == ["littered"])
    worker.shutdown()
    assert {thread for thread, _ in collected} <= {"MainThread"}
    qtbot.waitUntil(lambda: gone() is None, timeout=5000)
    assert {thread for thread, _ in collected} == {"MainThread"}
    collection.deleteLater()


def test_nothing_is_collected_before_it_is_due(collected: list[tuple[str, int]]) -> None:
    gc.collect()
    collected.clear()
    collect_due()
    assert collected == []
    litter()
    collect_due()
    assert [thread for thread, _ in collected] == ["MainThread"]


def test_what_takes_long_waits_until_the_hands_rest(qtbot: QtBot, collected: list[tuple[str, int]]) -> None:
    limits = gc.get_threshold()
    line = QLineEdit()
    qtbot.addWidget(line)
    collection = GarbageCollection(line)
    try:
        gc.set_threshold(limits[0], limits[1], 0)
        for _ in range(2):
            gc.collect(1)  # the oldest generation is due from now on
        collected.clear()
        for _ in range(12):
            QTest.keyClick(line, Qt.Key.Key_A)
            qtbot.wait(100)
        assert line.text() == "a" * 12
        assert 2 not in {generation for _, generation in collected}
        qtbot.waitUntil(lambda: 2 in {generation for _, generation in collected}, timeout=10_000)
    finally:
        gc.set_threshold(*limits)
        collection.deleteLater()
