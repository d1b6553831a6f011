"""Entries and records by somebody who holds a laptop's keys and wrote them without our program."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from interview_kit.crypto.canonical import JsonValue
from interview_kit.errors import InputError, RefusedError
from interview_kit.interview import journal
from interview_kit.interview.answer import MAX_TEXT, Answer, check
from interview_kit.interview.history import histories
from interview_kit.interview.interview import Interview
from interview_kit.interview.journal import Entry, EntryKind
from interview_kit.interview.record import check_record
from interview_kit.interview.splices import spliced
from tests.interview.forms import AUTHOR, INTERVIEW, Witness, protocol, question

FORM = protocol(
    question("age", type="integer"),
    question("name", kit={"identifying": True}),
    question("other_name", kit={"identifying": True}),
    question("towns", type="select_multiple", choices="towns", choice_filter="true()"),
    question("photo", type="attachment"),
    {"name": "leg", "kind": "repeat", "children": [question("where")]},
    towns=["T-A", "T-B", "T-C"],
)


def followed_by(witness: Witness, kind: EntryKind, path: str, value: JsonValue) -> list[Entry]:
    entries = witness.interview.entries
    more = journal.link(INTERVIEW, entries[-1], kind=kind, path=path, value=value, author=AUTHOR)
    return [*entries, more]


@pytest.mark.parametrize("text", ["forty", "4.0", "9" * 5_000, "\u0664\u0660", " 40", ""])
def test_a_text_the_protocol_never_set_is_no_number_and_no_stumbling_block(text: str) -> None:
    entries = followed_by(Witness(FORM), EntryKind.SET, "/age", text)
    interview = Interview.fold(FORM, INTERVIEW, entries)
    assert not isinstance(interview.answers_json(identifying=False).get("/age"), int)
    (told,) = histories(entries, FORM.form)["/age"]
    assert told.answer == Answer(text or None)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (EntryKind.ADD, {"name": "T-바다"}),
        (EntryKind.ADD, ""),
        (EntryKind.CLEAR, "T-바다"),
        (EntryKind.CLEAR, []),
        (EntryKind.REMOVE, None),
        (EntryKind.REMOVE, {"reason": "T", "name": "T-바다"}),
        (EntryKind.REMOVE, {"reason": 1}),
    ],
    ids=str,
)
def test_entries_say_no_more_than_they_have_to(kind: EntryKind, value: JsonValue) -> None:
    *_, last = followed_by(Witness(FORM), kind, "/leg[x]", value)
    with pytest.raises(RefusedError, match="journal-line"):
        journal.entry_from_json(last.to_json())


@pytest.mark.parametrize(
    "value",
    [
        {"at": 0, "delete": 0, "insert": "x" * MAX_TEXT},
        {"at": 0, "delete": 0, "insert": "x", "name": "T-바다"},
        {"at": False, "delete": 0, "insert": "x"},
        {"at": 0, "delete": True, "insert": "x"},
        {"at": -1, "delete": 0, "insert": "x"},
        {"at": 0, "delete": 9, "insert": "x"},
    ],
    ids=lambda value: str(value)[:50],
)
def test_a_change_of_a_text_has_one_form_and_never_leaves_more_than_an_answer(value: JsonValue) -> None:
    with pytest.raises(RefusedError, match="journal-line"):
        spliced(Answer("한국"), value)
    whole: JsonValue = {"at": 0, "delete": 0, "insert": "x" * (MAX_TEXT - 2)}
    assert len(str(spliced(Answer("한국"), whole).value)) == MAX_TEXT


PHOTO: dict[str, Any] = {"attachment": "a" * 26, "media": "image/png", "sha256": "0" * 64, "size": 9}


@pytest.mark.parametrize(
    "change",
    [
        {"attachment": 1},
        {"media": None},
        {"media": ""},
        {"media": "image/png\r\nx: y"},
        {"media": "image"},
        {"sha256": []},
        {"size": "9"},
        {"size": True},
        {"size": -1},
        {"more": 1},
    ],
    ids=str,
)
def test_an_attachment_is_described_in_one_form(change: dict[str, Any]) -> None:
    """What no reader recognises as an attachment would be one of which nothing has to be there."""
    photo = FORM.form.at("/photo")
    check(Answer(PHOTO), photo, FORM.protocol, path="/photo")
    with pytest.raises(InputError, match="expected-attachment"):
        check(Answer(PHOTO | change), photo, FORM.protocol, path="/photo")


def told() -> tuple[dict[str, Any], list[Entry]]:
    """A record, and the journal it is sealed with: identifying answers travel apart."""
    witness = Witness(FORM)
    witness.says_all({"/towns": ["T-C", "T-A", "T-B"], "/name": "T-바다", "/other_name": "T-파도"})
    apart = witness.interview.travels_apart
    entries = [one.without_value() if apart(one) else one for one in witness.interview.entries]
    return dict(witness.interview.to_json()), entries


@pytest.mark.parametrize("towns", [["T-C", "T-A", "T-B"], ["T-C", "T-B"], ["T-A"]], ids=str)
def test_choices_that_are_no_longer_offered_are_left_out(towns: JsonValue) -> None:
    record, entries = told()
    record["answers"] = {"/towns": towns}
    assert check_record(record, FORM, INTERVIEW, entries).answers == {"/towns": towns}


@pytest.mark.parametrize(
    "towns",
    ["T-A", ["T-A", "T-C"], ["T-A", "T-A"], ["T-A", 1], [], {"value": ["T-A"]}, None, {"T-A": 1}],
    ids=str,
)
def test_choices_are_told_as_they_were_made(towns: JsonValue) -> None:
    """In their order, once, as a list, and in the one way to write it."""
    record, entries = told()
    record["answers"] = {"/towns": towns}
    with pytest.raises(RefusedError, match="record"):
        check_record(record, FORM, INTERVIEW, entries)


@pytest.mark.parametrize("apart", [["/other_name", "/name"], ["/name", "/name"], ["/towns"], [1]], ids=str)
def test_paths_of_what_is_apart_are_told_once_and_in_order(apart: JsonValue) -> None:
    record, entries = told()
    assert check_record(record, FORM, INTERVIEW, entries).apart == ("/name", "/other_name")
    with pytest.raises(RefusedError, match="record"):
        check_record(record | {"apart": apart}, FORM, INTERVIEW, entries)


def test_an_entry_that_was_withheld_says_nothing_about_its_form() -> None:
    *_, last = followed_by(Witness(FORM), EntryKind.REMOVE, "/leg[x]", {"reason": "T"})
    assert journal.entry_from_json(last.without_value().to_json()) == replace(
        last, salt=None, value=None, encoded=None
    )


COUNTED = protocol(
    question("many", type="integer"),
    {
        "name": "stay",
        "kind": "repeat",
        "repeat_count": "/data/many",
        "children": [question("place"), {"name": "leg", "kind": "repeat", "children": [question("to")]}],
    },
)


def counted() -> tuple[dict[str, Any], list[Entry]]:
    """A record of three instances by count, of which somebody wrote into the second, and added one in it."""
    witness = Witness(COUNTED)
    witness.says_all({"/many": 3, "/stay[2]/place": "T-A"})
    witness.adds("/stay[2]/leg")
    return dict(witness.interview.to_json()), witness.interview.entries


def test_a_record_tells_of_as_many_instances_as_the_count_said() -> None:
    """The office cannot count again: it believes what there was, if it is a beginning."""
    record, entries = counted()
    genuine = record["instances"]
    assert check_record(record, COUNTED, INTERVIEW, entries).instances == genuine
    more = genuine | {"/stay[4]": "n4"}
    assert check_record(record | {"instances": more}, COUNTED, INTERVIEW, entries).instances == more
    fewer = {"instances": {"/stay[1]": "n1"}, "answers": {"/many": 3}}
    assert check_record(record | fewer, COUNTED, INTERVIEW, entries).instances == {"/stay[1]": "n1"}


INSTANCES: dict[str, Any] = {
    "one left out in the middle": lambda it: it.pop("/stay[2]"),
    "one left out at the beginning": lambda it: it.pop("/stay[1]"),
    "one left out with what was added in it": lambda it: [it.pop(name) for name in list(it) if "[2]" in name],
    "one that was added left out": lambda it: it.pop("/stay[2]/leg[1]"),
    "one that nobody added": lambda it: it.update({"/stay[1]/leg[1]": "n1"}),
    "a gap": lambda it: it.update({"/stay[5]": "n5"}),
    "another id": lambda it: it.update({"/stay[3]": "n4"}),
    "an id of another kind": lambda it: it.update({"/stay[3]": ["n3"]}),
    "a number written otherwise": lambda it: it.update({"/stay[03]": "n3"}),
    "no number": lambda it: it.update({"/stay": "n1"}),
    "a question": lambda it: it.update({"/many[1]": "n1"}),
    "what is nowhere": lambda it: it.update({"/nowhere[1]": "n1"}),
    "more than there may be": lambda it: it.update({"/stay[60000]": "n60000"}),
    "fewer than where something is told": lambda it: [it.pop(name) for name in list(it) if name[5:] != "[1]"],
}


@pytest.mark.parametrize("what", INSTANCES)
def test_instances_are_those_that_were_added_and_the_first_of_what_was_counted(what: str) -> None:
    record, entries = counted()
    INSTANCES[what](record["instances"])
    with pytest.raises(RefusedError, match="record"):
        check_record(record, COUNTED, INTERVIEW, entries)
