"""The words of a date lean on what the interview knows: births, and days of the witness's life."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from interview_kit.interview.dates_known import contexts
from interview_kit.interview.drawing import draw
from interview_kit.protocol.library import LoadedProtocol
from interview_kit.values.date_phrases import understood
from tests.interview.forms import Witness, protocol, question

TODAY = date(2026, 11, 29)


def dated(name: str, **kit: Any) -> dict[str, Any]:
    return question(name, kit={"type": "fuzzy_date"} | kit)


def repeat(name: str, *children: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "kind": "repeat", "label": {"en": name}, "children": children}


def life() -> LoadedProtocol:
    """Return a protocol about a witness, their calendar, and people with a date of birth each."""
    event = question("kind", type="select_one", choices="kind")
    return protocol(
        {"name": "witness", "kind": "group", "children": [dated("birth", born=True), dated("left")]},
        {"name": "calendar", "kind": "group", "kit": {"view": "calendar"}}
        | {
            "children": [
                repeat("event", event, question("words"), dated("when")),
                repeat("home", question("town"), dated("since"), dated("until")),
            ]
        },
        repeat("person", dated("birth", born=True), dated("taken")),
        kind=["wedding", "move"],
    )


@pytest.fixture
def witness() -> Witness:
    told = Witness(life())
    told.says("/witness/birth", {"edtf": "1970-03-05"})
    return told


def years(witness: Witness, path: str, words: str) -> list[str]:
    """Return what words at a question may mean, as EDTF, without what one meaning says twice."""
    picture = draw(witness.interview)
    asked = next(one for one in picture.nodes.values() if one.path == path)
    found = [
        reading.date.edtf
        for context in contexts(picture, asked.stable, TODAY)
        for reading in understood(words, "en", context)
    ]
    return [*dict.fromkeys(found)]


def test_an_age_counts_from_the_witnesss_birth_in_either_way_of_counting(witness: Witness) -> None:
    assert years(witness, "/witness/left", "at the age of 20") == ["[1990-03-05..1991-03-04]", "1989"]


def test_without_a_birth_an_age_means_nothing() -> None:
    assert years(Witness(life()), "/witness/left", "at the age of 20") == []


def test_a_birth_that_is_told_in_words_alone_is_none() -> None:
    told = Witness(life())
    told.says("/witness/birth", {"words": "T, in the year of the horse"})
    assert years(told, "/witness/left", "at the age of 20") == []


def test_in_a_persons_instance_their_own_birth_comes_first(witness: Witness) -> None:
    for number, born in ((1, "1980"), (2, "1985-06-01")):
        witness.adds("/person")
        witness.says(f"/person[{number}]/birth", {"edtf": born})
    of_both = years(witness, "/person[2]/taken", "at the age of 20")
    assert of_both == ["[2005-06-01..2006-05-31]", "2004", "[1990-03-05..1991-03-04]", "1989"]


def test_a_day_of_the_calendar_is_a_landmark_by_its_words_and_its_kind(witness: Witness) -> None:
    witness.adds("/calendar/event")
    witness.says_all(
        {
            "/calendar/event[1]/kind": "wedding",
            "/calendar/event[1]/words": "T day",
            "/calendar/event[1]/when": {"edtf": "1998-04"},
        }
    )
    assert years(witness, "/witness/left", "the year after the wedding") == ["1999"]
    assert years(witness, "/witness/left", "the year after T day") == ["1999"]


def test_a_name_that_two_days_share_means_neither(witness: Witness) -> None:
    for number, year in ((1, "1998"), (2, "2004")):
        witness.adds("/calendar/event")
        witness.says(f"/calendar/event[{number}]/kind", "move")
        witness.says(f"/calendar/event[{number}]/when", {"edtf": year})
    assert years(witness, "/witness/left", "the year after the move") == []


def test_a_stay_and_the_day_just_being_told_are_no_landmarks(witness: Witness) -> None:
    witness.adds("/calendar/home")
    witness.says("/calendar/home[1]/town", "T-town")
    witness.says("/calendar/home[1]/since", {"edtf": "1998"})
    witness.adds("/calendar/event")
    witness.says("/calendar/event[1]/kind", "wedding")
    witness.says("/calendar/event[1]/when", {"edtf": "1998"})
    assert years(witness, "/witness/left", "the year after T-town") == []
    assert years(witness, "/calendar/event[1]/when", "the year after the wedding") == []
