"""Ctrl+N adds to what one is in, where repeats stand inside each other."""

from __future__ import annotations

import pytest
from desktop import CTRL, Person
from PySide6.QtCore import Qt
from stations import PASSPHRASE, Stations

from interview_kit.data import shipped
from interview_kit.protocol import library
from interview_kit.study import answers, read_study
from interview_kit.vault import drafts
from tests.content.test_study import SMALL

VICTIM = "/case[1]/victim[1]"


@pytest.fixture
def at_a_case(stations: Stations, locked_person: Person) -> Person:
    """Somebody at a case with one victim, who was held in two places one after the other."""
    told = answers(read_study(SMALL).interviews[0])
    with stations.laptop() as laptop:
        drafts.record(
            laptop, library.find(library.shipped_protocols(), "ed-full"), told, shipped("resources")
        )
    locked_person.unlock(PASSPHRASE)
    locked_person.press(Qt.Key.Key_Return)
    locked_person.until(lambda: locked_person.conducting)
    locked_person.conduct.show_section("/case")
    return locked_person


def add_at(person: Person, path: str) -> str:
    """Press the key at a question, and return where the focus is then, by its readable path."""
    picture = person.conduct.picture
    assert picture is not None
    count = len(picture.nodes)
    person.conduct.jump_to(next(node.stable for node in picture.nodes.values() if node.path == path))
    person.press(Qt.Key.Key_N, CTRL)
    person.until(lambda: len(person.conduct.picture.nodes) > count)
    person.saved()
    return next(
        node.path for node in person.conduct.picture.nodes.values() if node.stable == person.conduct.place
    )


def test_in_a_stay_it_adds_a_stay(at_a_case: Person) -> None:
    assert add_at(at_a_case, f"{VICTIM}/leg[1]/facility").startswith(f"{VICTIM}/leg[3]/")


def test_after_the_stays_it_adds_somebody_who_disappeared(at_a_case: Person) -> None:
    assert add_at(at_a_case, f"{VICTIM}/fate/status").startswith("/case[1]/victim[2]/")


def test_before_the_stays_it_adds_a_stay_too(at_a_case: Person) -> None:
    assert add_at(at_a_case, f"{VICTIM}/taking/when").startswith(f"{VICTIM}/leg[3]/")
