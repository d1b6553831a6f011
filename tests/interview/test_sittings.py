"""What happened at the table is in the journal, in codes and times that everybody may read."""

from __future__ import annotations

import pytest

from interview_kit.crypto.canonical import JsonValue
from interview_kit.errors import RefusedError
from interview_kit.interview import course, events, journal
from interview_kit.interview.events import Event, What
from interview_kit.interview.journal import Entry, EntryKind
from interview_kit.interview.sittings import Sitting, sittings
from tests.interview.forms import AUTHOR, INTERVIEW, Witness, protocol, question

SOUND = "t" * 26


def at_a_table(*happened: tuple[str, Event | str]) -> list[Entry]:
    """The journal of an interview: events, or an answer, at these times of one day."""
    witness = Witness(protocol(question("name")))
    entries = list(witness.interview.entries)
    for time, what in happened:
        kind, path, value = EntryKind.ANSWER, "/name", {"value": what}
        if isinstance(what, Event):
            kind, path, value = EntryKind.EVENT, "", what.to_json()
        clock = f"2026-11-28T{time}:00.000Z"
        entries.append(
            journal.link(INTERVIEW, entries[-1], kind=kind, path=path, value=value, author=AUTHOR, time=clock)
        )
    return entries


def clock(*times: str) -> tuple[str, ...]:
    return tuple(f"2026-11-28T{time}:00.000Z" for time in times)


def test_two_sittings_with_those_present_a_break_and_a_hard_moment() -> None:
    entries = at_a_table(
        ("09:00", Event(What.SITTING, ("INTERVIEWER", "WITNESS"))),
        ("09:10", "T-하나"),
        ("09:20", Event(What.PRESENT, ("INTERVIEWER", "WITNESS", "INTERPRETER"))),
        ("09:30", Event(What.DISTRESS)),
        ("09:31", Event(What.BREAK)),
        ("09:45", Event(What.RESUME)),
        ("10:00", Event(What.END)),
        ("15:00", Event(What.SITTING, ("INTERVIEWER", "WITNESS"))),
        ("15:30", "T-둘"),
    )
    first, second = sittings(entries)
    assert (first.begun, first.ended) == clock("09:00", "10:00")
    assert first.present == ("INTERVIEWER", "WITNESS", "INTERPRETER")
    assert (first.breaks, first.distress) == ((clock("09:31", "09:45"),), clock("09:30"))
    assert second == Sitting(*clock("15:00", "15:30"), ("INTERVIEWER", "WITNESS"))


def test_a_sitting_that_a_crash_ended_ends_with_the_last_word() -> None:
    entries = at_a_table(
        ("09:00", Event(What.SITTING)),
        ("09:40", "T-하나"),
        ("11:00", Event(What.SITTING)),
        ("11:05", Event(What.BREAK)),
        ("11:20", Event(What.END)),
    )
    first, second = sittings(entries)
    assert first.ended == clock("09:40")[0]
    assert second.breaks == (clock("11:05", "11:20"),)


def test_what_is_written_after_the_end_is_no_part_of_the_sitting() -> None:
    entries = at_a_table(
        ("09:00", Event(What.SITTING)),
        ("09:40", Event(What.END)),
        ("10:00", "T-하나"),
        ("10:05", "T-둘"),
        ("10:10", Event(What.DISTRESS)),
    )
    assert sittings(entries) == (Sitting(*clock("09:00", "09:40")),)


def test_the_archive_keeps_the_sittings() -> None:
    told = course.course(at_a_table(("09:00", Event(What.SITTING, ("WITNESS",))), ("09:05", "T")), 0)
    assert told.sittings == (Sitting(*clock("09:00", "09:05"), ("WITNESS",)),)
    assert course.from_json(told.to_json()) == told


def test_an_event_is_read_as_it_was_written() -> None:
    happened = [
        Event(What.SITTING, ("WITNESS",)),
        Event(What.SOUND, attachment=SOUND, at=0),
        Event(What.STAMP, at=61_000),
        Event(What.SILENCE, at=62_000),
        Event(What.BREAK),
    ]
    assert [events.from_json(one.to_json()) for one in happened] == happened


@pytest.mark.parametrize(
    "value",
    [
        None,
        {"what": "nap"},
        {"what": "break", "present": []},
        {"what": "sitting"},
        {"what": "sitting", "present": ["T Kim"]},
        {"what": "sitting", "present": ["WITNESS", "WITNESS"]},
        {"what": "distress", "words": "T"},
        {"what": "stamp"},
        {"what": "stamp", "at": -1},
        {"what": "stamp", "at": True},
        {"what": "sound", "at": 0},
        {"what": "sound", "at": 0, "attachment": "T-name.ogg"},
    ],
    ids=str,
)
def test_an_event_has_no_room_for_words(value: JsonValue) -> None:
    last = at_a_table()[-1]
    entry = journal.link(INTERVIEW, last, kind=EntryKind.EVENT, path="", value=value, author=AUTHOR)
    with pytest.raises(RefusedError, match="journal-line"):
        journal.entry_from_json(entry.to_json())
