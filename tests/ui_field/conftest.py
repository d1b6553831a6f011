"""An interviewer at a laptop that knows its office, made once and copied for every story."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from desktop import Person
from interviews import CONSENT
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from stations import PASSPHRASE, Stations, enrolled_stations, record

from interview_kit_ui import theme


@pytest.fixture(scope="session", autouse=True)
def _look(qapp: QApplication) -> None:
    theme.prepare(qapp)
    theme.apply(qapp, theme.LIGHT)


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
    """Somebody whose workspace is open, at an empty list of interviews."""
    locked_person.unlock(PASSPHRASE)
    return locked_person


@pytest.fixture
def unlock_again(qtbot: QtBot, stations: Stations, tmp_path: Path) -> Iterator[Callable[[Person], Person]]:
    """Take the place of a process that ended, as one that starts over does, and unlock."""
    people = []

    def unlock(before: Person) -> Person:
        before.go_away()
        people.append(Person(qtbot, stations.folder / "laptop", tmp_path / "settings.json"))
        people[-1].unlock(PASSPHRASE)
        return people[-1]

    yield unlock
    for person in people:
        person.go_away()


@pytest.fixture
def beginner(person: Person) -> Person:
    """Somebody who has just begun an interview."""
    person.begin()
    return person


@pytest.fixture
def interviewer(stations: Stations, locked_person: Person) -> Person:
    """Somebody whose witness has agreed to everything, at the beginning of that interview."""
    with stations.laptop() as laptop:
        record(laptop, dict(CONSENT))
    locked_person.unlock(PASSPHRASE)
    locked_person.press(Qt.Key.Key_Return)
    locked_person.until(lambda: locked_person.conducting)
    locked_person.conduct.show_section("/consent")
    return locked_person
