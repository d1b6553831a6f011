"""At the table: sittings, breaks, hard moments, and an end at any time that is kind and keeps everything."""

from __future__ import annotations

from collections.abc import Callable

from desktop import CTRL, Person
from interviews import stored
from PySide6.QtCore import Qt
from stations import Stations

from interview_kit.interview import events
from interview_kit.interview.events import Event, What
from interview_kit.interview.journal import EntryKind
from interview_kit.interview.sittings import sittings
from interview_kit_ui.widgets.buttons import PillButton
from interview_kit_ui.widgets.sheet import Sheet

SHIFT = Qt.KeyboardModifier.ShiftModifier
F6 = Qt.Key.Key_F6


def happened(stations: Stations) -> list[Event]:
    """Return the events of the one interview, in order."""
    entries = stored(stations).entries
    return [events.from_json(entry.value) for entry in entries if entry.kind is EntryKind.EVENT]


def shown(person: Person) -> list[Sheet]:
    return [sheet for sheet in person.window.findChildren(Sheet) if sheet.isVisible()]


def say_who_is_here(person: Person, *keys: Qt.Key) -> None:
    person.press(F6, CTRL)
    person.until(lambda: shown(person))
    for key in keys:
        person.press(key)
    person.push("Done")
    person.saved()


def test_to_look_at_an_interview_is_no_sitting(interviewer: Person, stations: Stations) -> None:
    interviewer.conduct.show_section("/story")
    interviewer.push("Back to the list")
    interviewer.until(lambda: not interviewer.conducting)
    interviewer.go_away()
    assert happened(stations) == []


def test_a_sitting_begins_with_the_first_answer_and_ends_when_one_leaves(
    interviewer: Person, stations: Stations
) -> None:
    interviewer.pick("/consent/understood", "AGAIN")
    interviewer.pick("/consent/mode", "SIGNED")
    interviewer.push("Back to the list")
    interviewer.until(lambda: not interviewer.conducting)
    interviewer.go_away()
    assert happened(stations) == [Event(What.SITTING, ("WITNESS", "INTERVIEWER")), Event(What.END)]
    entries = stored(stations).entries
    begun = next(at for at, entry in enumerate(entries) if entry.kind is EntryKind.EVENT)
    assert entries[begun + 1].path == "/consent/understood"


def test_locking_ends_the_sitting_and_going_on_begins_another(
    interviewer: Person, stations: Stations, unlock_again: Callable[[Person], Person]
) -> None:
    say_who_is_here(interviewer, Qt.Key.Key_3)
    interviewer.press(Qt.Key.Key_L, CTRL)
    interviewer.until(lambda: interviewer.started_over)
    again = unlock_again(interviewer)
    again.until(lambda: again.conducting)
    again.conduct.show_section("/consent")
    again.pick("/consent/understood", "AGAIN")
    again.go_away()
    first, second = sittings(stored(stations).entries)
    assert first.present == second.present == ("WITNESS", "INTERVIEWER", "INTERPRETER")


def test_who_comes_later_is_noted_when_they_come(interviewer: Person, stations: Stations) -> None:
    interviewer.pick("/consent/understood", "AGAIN")
    say_who_is_here(interviewer, Qt.Key.Key_4)
    interviewer.go_away()
    noted = [event for event in happened(stations) if event.what is What.PRESENT]
    assert noted == [Event(What.PRESENT, ("WITNESS", "INTERVIEWER", "SUPPORT"))]


def test_a_break_hides_the_questions_until_one_goes_on(interviewer: Person, stations: Stations) -> None:
    interviewer.conduct.show_section("/witness")
    interviewer.go_to("/witness/name")
    interviewer.type("T-h")
    interviewer.press(F6)
    interviewer.until(lambda: interviewer.reads("이 방에 저와 함께 계십니다"))
    assert not interviewer.on_screen("/witness/name")
    assert not interviewer.conduct.desk.rail.isEnabled()
    interviewer.press(Qt.Key.Key_Return)  # the button that goes on has the focus
    interviewer.until(lambda: interviewer.on_screen("/witness/name"))
    interviewer.saved()
    assert interviewer.answer("/witness/name") == "T-h"
    interviewer.go_away()
    (sitting,) = sittings(stored(stations).entries)
    assert len(sitting.breaks) == 1


def test_after_a_break_one_is_back_at_the_question_one_was_at(interviewer: Person) -> None:
    interviewer.conduct.show_section("/use")
    interviewer.go_to("/use/sc8")
    interviewer.press(F6)
    interviewer.press(F6)
    assert interviewer.focus_in("/use/sc8")


def test_words_of_care_are_said_in_the_witness_s_language(interviewer: Person) -> None:
    interviewer.press(F6)
    assert interviewer.reads("이 방에 저와 함께 계십니다")
    interviewer.press(F6)
    while not interviewer.buttons("Witness: Español"):
        interviewer.click(
            next(
                one
                for one in interviewer.conduct.findChildren(PillButton)
                if one.label.startswith("Witness: ")
            )
        )
    interviewer.press(F6)
    assert interviewer.reads("Ahora está aquí, en esta sala, y es hoy.")


def test_no_two_actions_have_one_key(interviewer: Person) -> None:
    keys = [action.key for action in interviewer.conduct._can_do() if action.key]
    assert len(keys) == len(set(keys)) > 10


def test_a_hard_moment_is_marked_without_anything_in_the_way(interviewer: Person, stations: Stations) -> None:
    interviewer.conduct.show_section("/witness")
    interviewer.go_to("/witness/name")
    interviewer.press(F6, SHIFT)
    assert interviewer.buttons("Noted")
    assert interviewer.focus_in("/witness/name")
    assert not shown(interviewer)
    interviewer.saved()
    interviewer.go_away()
    (sitting,) = sittings(stored(stations).entries)
    assert len(sitting.distress) == 1


def test_an_interview_ends_kindly_in_the_middle_and_stays_a_draft(
    interviewer: Person, stations: Stations
) -> None:
    interviewer.pick("/consent/understood", "AGAIN")
    interviewer.press(F6, CTRL)
    interviewer.push("End for today")
    interviewer.until(lambda: interviewer.reads("The interview stays a draft"))
    interviewer.push("End and close")
    interviewer.until(lambda: not interviewer.conducting)
    interviewer.go_away()
    assert happened(stations)[-1] == Event(What.END)
    assert stored(stations).answers_json(identifying=False)["/consent/understood"] == "AGAIN"


def test_consent_is_at_hand_from_the_table(interviewer: Person) -> None:
    interviewer.conduct.show_section("/witness")
    interviewer.press(F6, CTRL)
    interviewer.push("To consent")
    interviewer.until(lambda: interviewer.on_screen("/consent/sc1"))
    assert interviewer.focus_in("/consent/sc1")
