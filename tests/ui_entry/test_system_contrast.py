"""Who asked the system for high contrast has it here, until they choose otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication

from interview_kit import settings
from interview_kit.settings import Settings
from interview_kit_ui import preferences as at
from interview_kit_ui import theme
from interview_kit_ui.preferences import Preferences
from interview_kit_ui.worker import Worker


class SaidBySystem(QObject):
    """Stands in for Qt's hints: no test can change what the system of a developer says."""

    contrastPreferenceChanged = Signal(Qt.ContrastPreference)  # noqa: N815 - Qt's name

    def __init__(self) -> None:
        super().__init__()
        self.wish = Qt.ContrastPreference.NoPreference

    def accessibility(self) -> SaidBySystem:
        return self

    def contrastPreference(self) -> Qt.ContrastPreference:  # noqa: N802 - Qt's name
        return self.wish

    def wants(self, wish: Qt.ContrastPreference) -> None:
        self.wish = wish
        self.contrastPreferenceChanged.emit(wish)


@pytest.fixture
def system(monkeypatch: pytest.MonkeyPatch) -> SaidBySystem:
    said = SaidBySystem()
    monkeypatch.setattr(at, "_system_hints", lambda: said)
    return said


@pytest.fixture
def worker(qapp: QApplication) -> Iterator[Worker]:
    running = Worker(qapp)
    yield running
    running.shutdown()


def test_the_look_follows_the_system_at_once(system: SaidBySystem, worker: Worker, tmp_path: Path) -> None:
    person = Preferences(worker, tmp_path / "settings.json")
    person.show()
    assert theme.current().name == "light"
    system.wants(Qt.ContrastPreference.HighContrast)
    assert theme.current().name == "contrast"
    system.wants(Qt.ContrastPreference.NoPreference)
    assert theme.current().name == "light"


def test_what_a_person_chose_counts_more(system: SaidBySystem, worker: Worker, tmp_path: Path) -> None:
    settings.save(Settings(theme="dark"), tmp_path / "settings.json")
    person = Preferences(worker, tmp_path / "settings.json")
    person.show()
    system.wants(Qt.ContrastPreference.HighContrast)
    assert (person.theme, theme.current().name) == ("dark", "dark")


def test_the_first_choice_starts_from_what_is_seen(
    system: SaidBySystem, worker: Worker, tmp_path: Path
) -> None:
    system.wants(Qt.ContrastPreference.HighContrast)
    person = Preferences(worker, tmp_path / "settings.json")
    assert (person.theme, person.next_theme) == ("contrast", "light")
    person.use_next_theme()
    assert person.theme == "light"
