"""Widgets are destroyed on the GUI thread, whoever leaves garbage behind."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from interview_kit_ui.garbage import GarbageCollection, collect_due
from interview_kit_ui.worker import Worker


class Forgotten(QWidget):
    """Refers to itself, so that only the collector can tell that nobody needs it."""

    def __init__(self) -> None:
        super().__init__()
        self.me = self


@pytest.fixture
def collected_on() -> Iterator[list[str]]:
    """The threads on which Python collected."""
    threads: list[str] = []

    def note(phase: str, _info: dict[str, int]) -> None:
        if phase == "start":
            threads.append(threading.current_thread().name)

    gc.callbacks.append(note)
    yield threads
    gc.callbacks.remove(note)


def litter() -> None:
    """Leave far more behind than makes Python collect."""
    for _ in range(20 * gc.get_threshold()[0]):
        cycle: list[object] = []
        cycle.append(cycle)


def test_a_worker_that_leaves_much_behind_destroys_no_widget(qtbot: QtBot, collected_on: list[str]) -> None:
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
    assert set(collected_on) <= {"MainThread"}
    qtbot.waitUntil(lambda: gone() is None, timeout=5000)
    assert set(collected_on) == {"MainThread"}
    collection.deleteLater()


def test_nothing_is_collected_before_it_is_due(collected_on: list[str]) -> None:
    gc.collect()
    collected_on.clear()
    collect_due()
    assert collected_on == []
    litter()
    collect_due()
    assert collected_on == ["MainThread"]
