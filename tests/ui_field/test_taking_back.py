"""Ctrl+Z takes back what was done last, wherever that was, and Ctrl+Shift+Z brings it back."""

from __future__ import annotations

from desktop import CTRL, SHIFT, Person
from interviews import add_person
from PySide6.QtCore import Qt


def test_a_choice_that_slipped_is_taken_back_and_brought_back(interviewer: Person) -> None:
    interviewer.go_to("/consent/mode")
    before = interviewer.answer("/consent/mode")
    interviewer.press(Qt.Key.Key_1)
    interviewer.saved()
    slipped = interviewer.answer("/consent/mode")
    assert slipped != before
    interviewer.press(Qt.Key.Key_Z, CTRL)
    interviewer.until(lambda: interviewer.answer("/consent/mode") == before)
    interviewer.press(Qt.Key.Key_Z, CTRL | SHIFT)
    interviewer.until(lambda: interviewer.answer("/consent/mode") == slipped)


def test_it_leads_to_where_something_was_taken_back(interviewer: Person) -> None:
    interviewer.conduct.show_section("/next")
    interviewer.go_to("/next/danger")
    interviewer.press(Qt.Key.Key_1)
    interviewer.saved()
    interviewer.conduct.show_section("/consent")
    interviewer.press(Qt.Key.Key_Z, CTRL)
    interviewer.until(lambda: interviewer.answer("/next/danger") is None)
    interviewer.until(lambda: interviewer.focus_in("/next/danger"))
    assert interviewer.on_screen("/next/danger")


def test_a_person_added_by_mistake_goes_again(interviewer: Person) -> None:
    add_person(interviewer)
    interviewer.conduct.show_section("/consent")
    interviewer.press(Qt.Key.Key_Z, CTRL)
    interviewer.until(lambda: not interviewer.on_screen("/harm[1]/person"))
    assert not interviewer.notices()


def test_in_a_text_the_keys_are_the_texts_own(interviewer: Person) -> None:
    interviewer.conduct.show_section("/witness")
    interviewer.go_to("/witness/name")
    interviewer.type("Tae")
    interviewer.press(Qt.Key.Key_Z, CTRL)
    interviewer.saved()
    assert interviewer.answer("/consent/mode") == "AUDIO"
    assert interviewer.answer("/witness/name") is None


def test_with_nothing_to_take_back_nothing_happens(beginner: Person) -> None:
    beginner.press(Qt.Key.Key_Z, CTRL)
    beginner.press(Qt.Key.Key_Z, CTRL | SHIFT)
    beginner.saved()
    assert beginner.notices() == []
    assert beginner.focus_in("/consent/explained")
