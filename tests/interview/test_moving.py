"""An instance is put in another place: what asks for an order follows, and it can be taken back."""

from __future__ import annotations

import pytest

from interview_kit.crypto.canonical import JsonValue
from interview_kit.errors import InputError, RefusedError
from interview_kit.interview import journal
from interview_kit.interview.interview import Interview
from interview_kit.interview.journal import EntryKind
from tests.interview.forms import AUTHOR, INTERVIEW, Witness, protocol, question


def told() -> Witness:
    """A witness who told of three stays, the last one first."""
    witness = Witness(
        protocol(
            {"name": "leg", "kind": "repeat", "children": [question("where"), _number()]},
            {"name": "last", "kind": "calculation", "calculate": "/data/leg[last()]/where"},
            question("sum", relevant="/data/leg[1]/where = 'T-first'"),
        )
    )
    for number, where in enumerate(("T-last", "T-first", "T-second"), start=1):
        witness.adds("/leg")
        witness.says(f"/leg[{number}]/where", where)
    return witness


def _number() -> dict[str, JsonValue]:
    return {"name": "number", "kind": "calculation", "calculate": "position(..)"}


def order(interview: Interview) -> list[JsonValue]:
    return [one for path, one in interview.answers_json(identifying=False).items() if path.endswith("where")]


def test_what_was_told_last_first_is_put_in_its_place() -> None:
    witness = told()
    change = witness.moves("/leg[1]", 3)
    assert order(witness.interview) == ["T-first", "T-second", "T-last"]
    assert change.structure
    results = witness.interview.calculated_json(identifying=False)
    assert results["/last"] == "T-last"
    assert [results[f"/leg[{number}]/number"] for number in (1, 2, 3)] == ["1", "2", "3"]
    assert witness.interview.told_at("/sum").relevant


def test_the_journal_alone_gives_the_same_order_and_undo_the_one_before() -> None:
    witness = told()
    witness.moves("/leg[3]", 1)
    again = Interview.fold(witness.interview.loaded, INTERVIEW, witness.interview.entries)
    assert order(again) == order(witness.interview) == ["T-second", "T-last", "T-first"]
    witness.undoes()
    assert order(witness.interview) == ["T-last", "T-first", "T-second"]


@pytest.mark.parametrize("to", [0, 4, -1])
def test_there_is_no_place_beyond_the_ends(to: int) -> None:
    witness = told()
    with pytest.raises(InputError) as error:
        witness.moves("/leg[1]", to)
    assert error.value.code == "interview.no-such-place"


def test_what_is_counted_cannot_be_put_in_another_order() -> None:
    counted = {"name": "stay", "kind": "repeat", "repeat_count": "2", "children": [question("place")]}
    witness = Witness(protocol(counted))
    with pytest.raises(InputError) as error:
        witness.moves("/stay[2]", 1)
    assert error.value.code == "interview.counted-repeat"


@pytest.mark.parametrize(
    "value", [None, {}, {"to": "1"}, {"to": True}, {"to": 0}, {"to": 1, "name": "T"}], ids=str
)
def test_an_entry_that_moves_says_nothing_else(value: JsonValue) -> None:
    witness = told()
    last = witness.interview.last_entry
    entry = journal.link(INTERVIEW, last, kind=EntryKind.MOVE, path="/leg[ta]", value=value, author=AUTHOR)
    with pytest.raises(RefusedError, match="journal-line"):
        journal.entry_from_json(entry.to_json())


def test_an_entry_that_moves_beyond_what_is_there_is_refused() -> None:
    witness = told()
    path = witness.interview.told_at("/leg[1]").stable_path()
    last = witness.interview.last_entry
    entry = journal.link(INTERVIEW, last, kind=EntryKind.MOVE, path=path, value={"to": 9}, author=AUTHOR)
    with pytest.raises(RefusedError, match="journal-line"):
        Interview.fold(witness.interview.loaded, INTERVIEW, [*witness.interview.entries, entry])
