"""The family, a life and a way are drawn above the questions they are drawn from, and lead there."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest
from desktop import CTRL, Person
from invented_family import CONSENTED, FAMILY, LEG, LIFE, WAY
from PySide6.QtCore import Qt
from stations import PASSPHRASE, Stations

from interview_kit.crypto.canonical import JsonValue
from interview_kit.protocol import library
from interview_kit.vault import drafts
from interview_kit_ui.field.views.calendar import CalendarView
from interview_kit_ui.field.views.family import FamilyView
from interview_kit_ui.field.views.family_box import FamilyBox
from interview_kit_ui.field.views.repeat_view import RepeatView
from interview_kit_ui.field.views.route import RouteView

#: Opens an interview in which this was told, at a section.
Told = Callable[..., Person]


@pytest.fixture
def told(stations: Stations, locked_person: Person) -> Told:
    def begin(section: str, *answers: Mapping[str, JsonValue]) -> Person:
        every = {path: said for part in (CONSENTED, *answers) for path, said in part.items()}
        with stations.laptop() as laptop:
            full = library.find(library.shipped_protocols(), "ed-full")
            drafts.record(laptop, full, every, laptop.folder)
        person = locked_person
        person.unlock(PASSPHRASE)
        person.press(Qt.Key.Key_Return)
        person.until(lambda: person.conducting)
        person.conduct.show_section(section)
        return person

    return begin


def drawings(person: Person) -> list[RepeatView]:
    return [one for one in person.conduct.findChildren(RepeatView) if one.isVisible()]


def people(person: Person) -> list[FamilyBox]:
    return [one for one in person.conduct.findChildren(FamilyBox) if one.isVisible()]


def stable(person: Person, path: str) -> str:
    assert person.conduct.picture is not None
    return next(one.stable for one in person.conduct.picture.nodes.values() if one.path == path)


def test_the_family_is_drawn_once_there_is_somebody_and_follows_what_is_told(told: Told) -> None:
    person = told("/household")
    assert drawings(person) == []
    person.press(Qt.Key.Key_N, CTRL)
    person.until(lambda: person.on_screen("/household/person[1]/name"))
    (family,) = drawings(person)
    assert isinstance(family, FamilyView)
    person.type("T-언니")
    person.saved()
    assert "T-언니" in [one.person.name for one in people(person)]
    assert person.focus_in("/household/person[1]/name")
    assert family.y() < person.question("/household/person[1]/name").y()


def test_who_is_chosen_in_the_family_is_asked_about(told: Told) -> None:
    person = told("/household", FAMILY)
    assert not person.on_screen("/household/person[3]/name")
    sister = next(one for one in people(person) if one.person.name == "T-언니")
    sister.setFocus()
    person.press(Qt.Key.Key_Return)
    person.until(lambda: person.on_screen("/household/person[3]/name"))
    assert person.focus_in("/household/person[3]/name")


def test_a_life_is_drawn_in_its_section(told: Told) -> None:
    person = told("/calendar", LIFE)
    (calendar,) = drawings(person)
    assert isinstance(calendar, CalendarView)
    told_of = {path.rpartition("/")[0] for path in LIFE if path.startswith("/calendar/")}
    assert len(calendar.rows.rows) == len(told_of)


def test_a_way_is_drawn_above_its_stops_where_its_person_is_open(told: Told) -> None:
    person = told("/case", WAY)
    assert drawings(person) == []
    person.conduct.jump_to(stable(person, f"{LEG}[2]/facility"))
    (route,) = drawings(person)
    assert isinstance(route, RouteView)
    route.stops.rows[0].setFocus()
    person.press(Qt.Key.Key_Return)
    person.until(lambda: person.on_screen(f"{LEG}[1]/facility"))
    assert person.focus_in(f"{LEG}[1]/facility")
