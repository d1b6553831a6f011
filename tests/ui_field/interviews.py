"""What an interviewer does over and over, so that each story can begin where it matters."""

from __future__ import annotations

from desktop import CTRL, Person
from PySide6.QtCore import Qt
from stations import Stations

from interview_kit.interview.interview import Interview
from interview_kit.vault import drafts, interviews

CONSENT = {
    "/consent/explained": "YES",
    "/consent/understood": "YES",
    "/consent/sc1": "YES",
    "/consent/sc2": "YES",
    "/consent/sc3": "YES",
    "/consent/mode": "AUDIO",
}


ONE, TWO = Qt.Key.Key_1, Qt.Key.Key_2


def give_consent(person: Person) -> None:
    """Give every consent that opens the other sections, by number keys and Enter alone."""
    for key in (ONE, ONE, ONE, ONE, ONE, TWO):
        person.press(key)
        person.saved()
        person.press(Qt.Key.Key_Return)


def add_person(person: Person, number: int = 1) -> None:
    """Add somebody who was harmed."""
    person.conduct.show_section("/harm")
    person.press(Qt.Key.Key_N, CTRL)
    person.until(lambda: person.on_screen(f"/harm[{number}]/person"))


def stored(stations: Stations) -> Interview:
    """Return the one interview of the laptop as its journal tells it, read without any window."""
    with stations.laptop() as laptop:
        (row,) = interviews.listing(laptop)
        return drafts.open_draft(laptop, row.interview).interview
