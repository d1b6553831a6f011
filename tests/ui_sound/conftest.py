"""Somebody at an open interview whose witness allows sound: at its desk alone, and with the whole program."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from desktop import Person
from interview_table import FORM, Table
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sound_stand_ins import BUILT_IN, HEADSET, FakeMachine
from stations import PASSPHRASE, Stations
from testimony import AGREED, Begin, Testimony, prepare

from interview_kit.crypto.canonical import JsonValue
from interview_kit_ui import theme
from interview_kit_ui.sound.machine import Device


@pytest.fixture(scope="session", autouse=True)
def _look(qapp: QApplication) -> None:
    theme.prepare(qapp)
    theme.apply(qapp, theme.LIGHT)


@pytest.fixture
def table(qtbot: QtBot, stations: Stations) -> Iterator[Table]:
    """Everything is there, and the witness allows it."""
    table = Table(qtbot, stations.folder / "laptop", FakeMachine(HEADSET, BUILT_IN), FORM)
    table.answer("/consent/allowed", "YES")
    yield table
    table.go_away()


@pytest.fixture
def sit_down(qtbot: QtBot, stations: Stations, tmp_path: Path) -> Iterator[Begin]:
    """Unlock the program on a laptop with these microphones, and open an interview at its free account."""
    people = []

    def begin(
        *microphones: Device,
        protocol: str = "ed-full",
        answers: dict[str, JsonValue] | None = None,
        section: str = "",
    ) -> Testimony:
        section = section or {"ed-full": "/account", "ed-short": "/story"}[protocol]
        with stations.laptop() as laptop:
            prepare(laptop, protocol, AGREED if answers is None else answers)
        machine = FakeMachine(*microphones)
        person = Person(qtbot, stations.folder / "laptop", tmp_path / "settings.json", lambda: machine)
        people.append(person)
        person.unlock(PASSPHRASE)
        person.press(Qt.Key.Key_Return)
        person.until(lambda: person.conducting)
        person.conduct.show_section(section)
        person.until(person.conduct.focusWidget)
        return Testimony(person, machine)

    yield begin
    for person in people:
        person.go_away()


@pytest.fixture
def testimony(sit_down: Begin) -> Testimony:
    """A witness who agreed to sound, at the free account, with two microphones to choose from."""
    return sit_down(HEADSET, BUILT_IN)
