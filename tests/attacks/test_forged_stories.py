"""Behind good signatures: answers and journal must tell one story, also where the chain is linked anew.

The forger has a genuine laptop and all its keys; say, a bribed colleague. What he may tell, and what not, is
here; that nothing else is accepted, the campaign shows.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from interview_kit.interview.journal import Entry, EntryKind
from interview_kit.office.intake import import_bundles
from interview_kit.vault.workspace import Workspace
from tests.attacks.forger import Forger, relink, take_apart
from tests.attacks.refusals import assert_refused
from tests.stations import Stations


@pytest.fixture
def forger(stations: Stations) -> Forger:
    return take_apart(stations)


@pytest.fixture
def office(stations: Stations) -> Iterator[Workspace]:
    with stations.office() as opened:
        yield opened


def entry_at(entries: list[Entry], path: str) -> int:
    return max(number for number, entry in enumerate(entries) if entry.path == path)


def with_entry(forger: Forger, number: int, **changes: Any) -> None:
    """Change one entry and link the chain anew, as somebody with all the keys can."""
    entries = forger.journal()
    entries[number] = replace(entries[number], **changes)
    forger.rewrite_journal(relink(forger.manifest["interview"], entries))


def test_invariant_04_a_journal_relinked_to_tell_otherwise_contradicts_the_answers(
    forger: Forger, office: Workspace, tmp_path: Path
) -> None:
    with_entry(forger, entry_at(forger.journal(), "/story/account"), value={"value": "다른 이야기"})
    assert_refused(office, forger.write(tmp_path), "interview.record")


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


def test_an_interview_has_a_beginning(forger: Forger, office: Workspace, tmp_path: Path) -> None:
    entries = forger.journal()
    forger.rewrite_journal(relink(forger.manifest["interview"], entries[1:]))
    forger.manifest["begun"] = entries[1].time
    assert_refused(office, forger.write(tmp_path), "interview.record")
