"""An interviewer at a laptop that knows its office, made once and copied for every story."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from desktop import Person
from pytestqt.qtbot import QtBot
from stations import PASSPHRASE, Stations, enrolled_stations


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Stations:
    return enrolled_stations(tmp_path_factory.mktemp("stations"))


@pytest.fixture
def stations(made_once: Stations, tmp_path: Path) -> Stations:
    return made_once.copied_to(tmp_path / "stations")


@pytest.fixture
def locked_person(qtbot: QtBot, stations: Stations, tmp_path: Path) -> Iterator[Person]:
    """Somebody in front of the unlock screen of the laptop."""
    person = Person(qtbot, stations.folder / "laptop", tmp_path / "settings.json")
    yield person
    person.go_away()


@pytest.fixture
def person(locked_person: Person) -> Person:
    """Somebody whose workspace is open, at the list of interviews."""
    locked_person.unlock(PASSPHRASE)
    return locked_person


@pytest.fixture
def interviewer(person: Person) -> Person:
    """Somebody who has just begun an interview."""
    person.begin()
    return person
