"""Repeats: persons are added, told apart, and taken out with a reason."""

from __future__ import annotations

from desktop import Person
from interviews import add_person, stored
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from stations import Stations

from interview_kit.interview.journal import EntryKind
from interview_kit_ui.field.instance_card import InstanceCard


def headers(person: Person) -> list[str]:
    cards = [card for card in person.conduct.findChildren(InstanceCard) if card.isVisible()]
    return sorted(card.header.accessibleName() for card in cards)


def name(person: Person, number: int, called: str, relation: str) -> None:
    person.go_to(f"/harm[{number}]/person")
    person.type(called)
    person.pick(f"/harm[{number}]/relation", relation)


def test_an_empty_repeat_says_what_to_do(interviewer: Person) -> None:
    interviewer.conduct.show_section("/harm")
    assert interviewer.reads("None recorded yet")


def test_the_focus_goes_into_who_was_just_added(interviewer: Person) -> None:
    add_person(interviewer)
    assert interviewer.focus_in("/harm[1]/person")


def test_a_header_says_whom_it_is_about(interviewer: Person) -> None:
    add_person(interviewer)
    name(interviewer, 1, "T-언니", "sibling")
    assert headers(interviewer) == ["1 T-언니 · Brother or sister"]


def test_only_one_person_is_open_after_adding_another(interviewer: Person) -> None:
    add_person(interviewer)
    name(interviewer, 1, "T-언니", "sibling")
    add_person(interviewer, 2)
    assert interviewer.on_screen("/harm[2]/person")
    assert not interviewer.on_screen("/harm[1]/person")


def test_enter_on_a_closed_person_goes_inside(interviewer: Person) -> None:
    add_person(interviewer)
    add_person(interviewer, 2)
    cards = interviewer.conduct.findChildren(InstanceCard)
    next(card for card in cards if card.header.accessibleName().startswith("1 ")).header.setFocus()
    interviewer.press(Qt.Key.Key_Return)
    assert interviewer.focus_in("/harm[1]/person")


def test_somebody_is_taken_out_with_a_reason(interviewer: Person, stations: Stations) -> None:
    add_person(interviewer)
    name(interviewer, 1, "T-언니", "sibling")
    add_person(interviewer, 2)
    name(interviewer, 2, "T-조카", "nephew_niece")
    interviewer.push("Remove")
    interviewer.press(Qt.Key.Key_Return)
    assert any("Give a reason" in notice for notice in interviewer.notices())
    interviewer.type("두 번 적음")
    interviewer.press(Qt.Key.Key_Return)
    interviewer.until(lambda: headers(interviewer) == ["1 T-언니 · Brother or sister"])
    interviewer.go_away()
    interview = stored(stations)
    assert interview.answers_json(identifying=True) == {"/harm[1]/person": "T-언니"}
    removal = next(entry for entry in interview.entries if entry.kind is EntryKind.REMOVE)
    assert removal.value == {"reason": "두 번 적음"}


def test_what_was_typed_about_one_person_stays_with_them(interviewer: Person) -> None:
    add_person(interviewer)
    interviewer.type("T-언니")
    add_person(interviewer, 2)
    interviewer.type("T-조카")
    interviewer.saved()
    assert interviewer.answer("/harm[1]/person") == "T-언니"
    assert interviewer.answer("/harm[2]/person") == "T-조카"


def test_alt_and_an_arrow_put_a_person_before_another(interviewer: Person, stations: Stations) -> None:
    add_person(interviewer)
    name(interviewer, 1, "T-언니", "sibling")
    add_person(interviewer, 2)
    name(interviewer, 2, "T-형부", "in_law")
    card = next(
        card
        for card in interviewer.conduct.findChildren(InstanceCard)
        if card.isVisible() and card.header.accessibleName().startswith("2")
    )
    card.header.setFocus()
    QTest.keyClick(card.header, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    interviewer.until(lambda: headers(interviewer)[0].startswith("1 T-형부"))
    assert headers(interviewer)[1].startswith("2 T-언니")
    assert card.header.hasFocus()
    QTest.keyClick(card.header, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)  # there is no place before
    interviewer.saved()
    interviewer.go_away()
    moves = [entry.value for entry in stored(stations).entries if entry.kind is EntryKind.MOVE]
    assert moves == [{"to": 1}]
