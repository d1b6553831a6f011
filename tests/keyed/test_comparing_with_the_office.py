"""What was typed is compared with what the office has, fact by fact."""

from __future__ import annotations

import pytest

from interview_kit.interview.answer import Answer
from interview_kit.interview.course import Course
from tests.keyed.office import Record, differences

TYPED = {"/witness/name": Answer("T-하늘"), "/harm[1]/when": Answer({"edtf": "2010-21"}, source="SAW")}


def found(there: dict[str, Answer]) -> list[str]:
    return list(differences(TYPED, Record(there, Course())))


def test_the_same_facts_are_no_difference() -> None:
    assert found(dict(reversed(TYPED.items()))) == []


@pytest.mark.parametrize(
    ("there", "told"),
    [
        ({"/witness/name": TYPED["/witness/name"]}, "/harm[1]/when: typed, and not at the office"),
        (TYPED | {"/witness/sex": Answer("F")}, "/witness/sex: at the office, and never typed"),
        (
            TYPED | {"/witness/name": Answer("T-하")},
            "/witness/name: typed T-하늘, there T-하",
        ),
        (
            TYPED | {"/harm[1]/when": Answer({"edtf": "2010-21"})},
            "/harm[1]/when: typed {'value': {'edtf': '2010-21'}, 'source': 'SAW'}, there {'edtf': '2010-21'}",
        ),
    ],
    ids=["lost", "from nowhere", "cut short", "without its source"],
)
def test_every_other_is_told(there: dict[str, Answer], told: str) -> None:
    assert found(there) == [told]


def test_when_it_was_heard_and_what_was_recorded_nobody_typed() -> None:
    heard = TYPED | {
        "/witness/name": Answer("T-하늘", anchor=(10, 20)),
        "/story/recording": Answer({"size": 1}),
    }
    record = Record(heard, Course())
    assert list(differences(TYPED, record)) == []
    assert (record.moments, record.sounds) == (1, ["/story/recording"])
