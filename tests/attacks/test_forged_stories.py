"""Behind good signatures: answers, journal, protocol and manifest must tell one story.

The forger has a genuine laptop and all its keys; say, a bribed colleague. He still cannot hand in answers
that his own journal does not bear out, nor put a name where more than the custodian would read it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from interview_kit.crypto import canonical
from interview_kit.interview.journal import Entry, EntryKind
from interview_kit.office.intake import import_bundles
from interview_kit.vault.workspace import Workspace
from tests.attacks.forger import Forger, relink, take_apart
from tests.attacks.refusals import assert_refused
from tests.stations import Stations

NAME = "/witness/name"


@pytest.fixture
def forger(stations: Stations) -> Forger:
    return take_apart(stations)


@pytest.fixture
def office(stations: Stations) -> Iterator[Workspace]:
    with stations.office() as opened:
        yield opened


Record = dict[str, Any]
RECORDS: dict[str, Callable[[Record], object]] = {
    "another answer": lambda it: it["answers"].update({"/story/account": "다른 이야기"}),
    "an answer nobody gave": lambda it: it["answers"].update({"/closing/corrections": "없던 말"}),
    "an answer to no question": lambda it: it["answers"].update({"/witness/shoe_size": "245"}),
    "an answer at a group": lambda it: it["answers"].update({"/witness": "모두"}),
    "an answer at a path of another form": lambda it: it["answers"].update({"story/account": "x"}),
    "an answer at a second writing of its path": lambda it: it["answers"].update(
        {"/witness[1]/sex": it["answers"]["/witness/sex"]}
    ),
    "an answer in an instance that is not there": lambda it: it["answers"].update({"/harm[9]/agency": "MPS"}),
    "a path that never ends": lambda it: it["answers"].update({"/a" * 5000: "x"}),
    "an identifying answer": lambda it: it["answers"].update({NAME: "T-바다"}),
    "an identifying answer as a result": lambda it: it["calculated"].update({NAME: "T-바다"}),
    "a result of no calculation": lambda it: it["calculated"].update({"/story/account": "x"}),
    "a result of the wrong kind": lambda it: it["calculated"].update({"/closing/persons": "many"}),
    "an open answer among those apart": lambda it: it["apart"].append("/story/account"),
    "an instance less": lambda it: it["instances"].clear(),
    "an instance more": lambda it: it["instances"].update({"/harm[2]": "aaaaaaaaaaaaaaaa"}),
    "another interview": lambda it: it.update({"interview": "a" * 26}),
    "another protocol": lambda it: it["protocol"].update({"version": "2"}),
    "another format": lambda it: it.update({"format": "interview-kit-interview/2"}),
    "a key more": lambda it: it.update({"note": "x"}),
    "a key less": lambda it: it.pop("apart"),
    "answers as a list": lambda it: it.update({"answers": []}),
}


@pytest.mark.parametrize("what", RECORDS)
def test_invariant_04_answers_are_what_the_journal_says(
    forger: Forger, office: Workspace, tmp_path: Path, what: str
) -> None:
    forger.retell("interview.json", RECORDS[what])
    assert_refused(office, forger.write(tmp_path), "interview.record")


JSONS = {
    "crypto.json-invalid": [b'{"a":NaN}', b'{"a":1,"a":2}', b'{"a":1.0}', b'{"a":"\\ud83d"}', b"", b"\xff"],
    "crypto.json-not-canonical": [b"{ }", b'{"b":1,"a":2}', b'{"a":"\\u00e9"}', b'{"a":-0}'],
    "crypto.json-too-deep": [b"[" * 100_000, b'{"a":' * 100 + b"1" + b"}" * 100],
}


@pytest.mark.parametrize(("code", "data"), [(code, data) for code, them in JSONS.items() for data in them])
def test_invariant_05_answers_protocol_and_journal_have_one_writing(
    forger: Forger, office: Workspace, tmp_path: Path, code: str, data: bytes
) -> None:
    genuine = dict(forger.parts)
    for name, written in (("interview.json", data), ("protocol.json", data), ("journal.jsonl", data + b"\n")):
        forger.parts = genuine | {name: written}
        assert_refused(office, forger.write(tmp_path), code)


def entry_at(entries: list[Entry], path: str) -> int:
    return max(number for number, entry in enumerate(entries) if entry.path == path)


def with_entry(forger: Forger, number: int, **changes: Any) -> None:
    """Change one entry and link the chain anew, as somebody with all the keys can."""
    entries = forger.journal()
    entries[number] = replace(entries[number], **changes)
    forger.rewrite_journal(relink(forger.manifest["interview"], entries))


def test_invariant_04_an_entry_changed_in_place_breaks_the_chain(
    forger: Forger, office: Workspace, tmp_path: Path
) -> None:
    entries = forger.journal()
    account = entry_at(entries, "/story/account")
    changed = replace(entries[account], value={"value": "다른 이야기"})
    forger.rewrite_journal([*entries[:account], changed, *entries[account + 1 :]])
    assert_refused(office, forger.write(tmp_path), "interview.journal-broken")


@pytest.mark.parametrize("cut", [slice(1, None), slice(None, None, -1), slice(0, None, 2)])
def test_invariant_04_entries_left_out_or_reordered_break_the_chain(
    forger: Forger, office: Workspace, tmp_path: Path, cut: slice
) -> None:
    forger.rewrite_journal(forger.journal()[cut])
    assert_refused(office, forger.write(tmp_path), "interview.journal-broken")


def test_invariant_04_a_journal_cut_at_its_end_is_not_the_one_that_was_signed(
    forger: Forger, office: Workspace, tmp_path: Path
) -> None:
    named = forger.manifest["journal"]
    forger.rewrite_journal(forger.journal()[:-1])
    forger.manifest["journal"] = named
    assert_refused(office, forger.write(tmp_path), "bundle.journal")


def test_invariant_04_a_journal_of_another_interview_does_not_fit(
    forger: Forger, office: Workspace, tmp_path: Path
) -> None:
    forger.manifest["interview"] = "a" * 26
    assert_refused(office, forger.write(tmp_path), "interview.journal-broken")


def test_invariant_04_a_journal_relinked_to_tell_otherwise_contradicts_the_answers(
    forger: Forger, office: Workspace, tmp_path: Path
) -> None:
    with_entry(forger, entry_at(forger.journal(), "/story/account"), value={"value": "다른 이야기"})
    assert_refused(office, forger.write(tmp_path), "interview.record")


def test_invariant_09_an_identifying_value_in_the_journal_is_refused(
    forger: Forger, office: Workspace, tmp_path: Path
) -> None:
    """Signed, chained and committed to: but only the custodian may read it."""
    number = entry_at(forger.journal(), NAME)
    assert forger.journal()[number].withheld
    with_entry(forger, number, salt=bytes(32), value={"value": "T-바다"})
    assert_refused(office, forger.write(tmp_path), "bundle.journal")


@pytest.mark.parametrize(
    "changes",
    [
        {"path": "/witness/shoe_size"},
        {"path": "/harm[aaaaaaaaaaaaaaaa]/agency"},
        {"path": "../../etc/passwd"},
        {"kind": EntryKind.SPLICE},
        {"kind": EntryKind.SPLICE, "value": {"at": 10**9, "delete": 1, "insert": "x"}},
        {"kind": EntryKind.REMOVE},
        {"kind": EntryKind.ADD},
        {"value": {"value": 1, "missing": "DK"}},
        {"value": {"missing": "XX"}},
        {"value": {"value": "x", "anchor": [2, 1]}},
        {"value": {"value": "x", "unknown": 1}},
    ],
    ids=str,
)
def test_invariant_05_entries_that_make_no_sense_are_refused(
    forger: Forger, office: Workspace, tmp_path: Path, changes: dict[str, Any]
) -> None:
    with_entry(forger, entry_at(forger.journal(), "/witness/sex"), **changes)
    file = forger.write(tmp_path)
    report = import_bundles(office, [file])
    assert report.quarantined[0].error.code in ("interview.record", "interview.journal-line")


def test_a_side_field_the_question_does_not_offer_is_refused(
    forger: Forger, office: Workspace, tmp_path: Path
) -> None:
    """Whatever laptop said so: journal and answers agree, and are signed."""
    told = {"value": "M", "source": "SAW"}
    with_entry(forger, entry_at(forger.journal(), "/witness/sex"), value=told)
    forger.retell("interview.json", lambda it: it["answers"].update({"/witness/sex": told}))
    assert_refused(office, forger.write(tmp_path), "interview.record")


LINES: dict[str, Callable[[Record], object]] = {
    "an unknown kind": lambda it: it.update({"kind": "become"}),
    "a salt without a value": lambda it: it.pop("value"),
    "a value without a salt": lambda it: it.pop("salt"),
    "a short salt": lambda it: it.update({"salt": it["salt"][:-2]}),
    "a salt in capitals": lambda it: it.update({"salt": "AB" * 32}),
    "a salt that is no text": lambda it: it.update({"salt": 1}),
    "a counter in words": lambda it: it.update({"counter": "one"}),
    "no author": lambda it: it.pop("author"),
    "a key more": lambda it: it.update({"note": 1}),
}


@pytest.mark.parametrize("what", LINES)
def test_invariant_05_a_journal_line_has_one_form(
    forger: Forger, office: Workspace, tmp_path: Path, what: str
) -> None:
    first, *rest = forger.parts["journal.jsonl"].splitlines(keepends=True)
    line = canonical.decode(first.rstrip())
    assert isinstance(line, dict)
    LINES[what](line)
    forger.parts["journal.jsonl"] = b"".join([canonical.encode(line) + b"\n", *rest])
    assert_refused(office, forger.write(tmp_path), "interview.journal-line")


def test_a_journal_without_its_last_line_end_is_refused(
    forger: Forger, office: Workspace, tmp_path: Path
) -> None:
    forger.parts["journal.jsonl"] = forger.parts["journal.jsonl"][:-1]
    assert_refused(office, forger.write(tmp_path), "bundle.journal")


def test_an_entry_by_another_author_is_refused(forger: Forger, office: Workspace, tmp_path: Path) -> None:
    """A laptop seals what was said to it, and nothing that another laptop wrote."""
    with_entry(forger, 3, author="0" * 64)
    assert_refused(office, forger.write(tmp_path), "interview.journal-author")


def test_an_interview_has_a_beginning(forger: Forger, office: Workspace, tmp_path: Path) -> None:
    entries = forger.journal()
    forger.rewrite_journal(relink(forger.manifest["interview"], entries[1:]))
    forger.manifest["begun"] = entries[1].time
    assert_refused(office, forger.write(tmp_path), "interview.record")


def test_consent_in_the_manifest_is_what_the_witness_said(
    forger: Forger, office: Workspace, tmp_path: Path
) -> None:
    assert forger.manifest["consent"]["SC9"] == "NO"
    forger.manifest["consent"]["SC9"] = "YES"
    assert_refused(office, forger.write(tmp_path), "bundle.manifest")


def test_the_protocol_is_the_one_that_is_named(forger: Forger, office: Workspace, tmp_path: Path) -> None:
    forger.manifest["protocol"]["digest"] = "0" * 64
    assert_refused(office, forger.write(tmp_path), "bundle.protocol")


def test_the_protocol_is_written_as_its_digest_was_taken(
    forger: Forger, office: Workspace, tmp_path: Path
) -> None:
    """What stands at its default is left out; writing it down would give two texts one digest."""
    forger.retell("protocol.json", lambda it: it["children"][0].update({"appearance": ""}))
    assert_refused(office, forger.write(tmp_path), "bundle.protocol")


@pytest.mark.parametrize(
    "change",
    [{"relevant": "((("}, {"relevant": "/data/nowhere = 1"}, {"kind": "quiz"}, {"children": 1}],
    ids=str,
)
def test_a_protocol_that_cannot_be_conducted_is_refused(
    forger: Forger, office: Workspace, tmp_path: Path, change: dict[str, Any]
) -> None:
    forger.retell("protocol.json", lambda it: it["children"][1].update(change))
    assert_refused(office, forger.write(tmp_path), "bundle.protocol")


def test_an_attachment_no_answer_names_is_refused(forger: Forger, office: Workspace, tmp_path: Path) -> None:
    forger.parts["attachments/zzz"] = b"#!/bin/sh"
    assert_refused(office, forger.write(tmp_path), "bundle.members")


def test_an_attachment_an_answer_names_is_there_and_the_same(
    forger: Forger, office: Workspace, tmp_path: Path
) -> None:
    (name,) = [name for name in forger.parts if name.startswith("attachments/")]
    genuine = forger.parts.pop(name)
    assert_refused(office, forger.write(tmp_path), "bundle.members")
    forger.parts[name] = genuine[:-1] + b"\0"
    assert_refused(office, forger.write(tmp_path), "bundle.members")
