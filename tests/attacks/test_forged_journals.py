"""Behind good signatures: a journal says who wrote it, what was undone and what was lost, or is refused.

The forger holds all the keys of a laptop, and relinks the chain as he likes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from interview_kit.crypto.canonical import JsonValue
from interview_kit.crypto.signatures import SigningKeys
from interview_kit.interview.journal import Entry, EntryKind
from interview_kit.interview.notes import Gap
from interview_kit.office import archive
from interview_kit.office.intake import import_bundles
from interview_kit.trust import own
from interview_kit.trust.signed import key_id
from interview_kit.vault.workspace import Workspace
from tests.attacks.forger import Forger, relink, take_apart
from tests.attacks.journals import ELSEWHERE, closed_by, note, takeover, torn, with_notes
from tests.attacks.refusals import assert_refused
from tests.stations import Stations

STRANGER = "0" * 64


@pytest.fixture
def forger(stations: Stations) -> Forger:
    return take_apart(stations)


@pytest.fixture
def office(forger: Forger, stations: Stations) -> Iterator[Workspace]:
    with stations.office() as opened:
        yield opened


def accepted(office: Workspace, forger: Forger, folder: Path) -> archive.Archived:
    (interview,) = import_bundles(office, [forger.write(folder)]).accepted
    return archive.find(office, interview)


# Who wrote it -------------------------------------------------------------------------------------


def test_a_stranger_who_goes_on_without_a_takeover_is_refused(
    forger: Forger, office: Workspace, tmp_path: Path
) -> None:
    entries = forger.journal()
    for number in (3, len(entries)):
        again = [replace(one, author=STRANGER) if one.counter >= number else one for one in entries]
        forger.rewrite_journal(relink(forger.manifest["interview"], again))
        assert_refused(office, forger.write(tmp_path), "interview.journal-author")


def test_a_takeover_from_somebody_who_never_had_it_is_refused(
    forger: Forger, office: Workspace, tmp_path: Path
) -> None:
    with_notes(forger, (EntryKind.TAKEOVER, takeover(STRANGER), ""))
    assert_refused(office, forger.write(tmp_path), "interview.journal-author")


def test_a_journal_that_ends_with_a_stranger_is_not_the_laptops_to_seal(
    forger: Forger, office: Workspace, tmp_path: Path
) -> None:
    laptop = forger.manifest["laptop"]
    with_notes(forger, (EntryKind.TAKEOVER, takeover(laptop), STRANGER))
    assert_refused(office, forger.write(tmp_path), "bundle.journal")


def test_a_stranger_in_the_middle_who_gave_it_back_is_shown(
    forger: Forger, office: Workspace, tmp_path: Path
) -> None:
    laptop, workspace = forger.manifest["laptop"], forger.manifest["workspace"]
    with_notes(
        forger,
        (EntryKind.TAKEOVER, takeover(laptop), STRANGER),
        (EntryKind.TAKEOVER, takeover(STRANGER, workspace=workspace), laptop),
    )
    assert accepted(office, forger, tmp_path).course.authors == (laptop, STRANGER)


def test_the_workspace_in_the_manifest_is_where_the_last_takeover_led(
    forger: Forger, office: Workspace, tmp_path: Path
) -> None:
    laptop = forger.manifest["laptop"]
    with_notes(forger, (EntryKind.TAKEOVER, takeover(laptop), ""))
    assert_refused(office, forger.write(tmp_path), "bundle.manifest")
    forger.manifest["workspace"] = ELSEWHERE
    assert accepted(office, forger, tmp_path).manifest.workspace == ELSEWHERE


def test_only_an_office_says_that_it_reopened_an_interview(
    forger: Forger, office: Workspace, tmp_path: Path
) -> None:
    laptop, workspace = forger.manifest["laptop"], forger.manifest["workspace"]
    reopened = (EntryKind.TAKEOVER, takeover(laptop, workspace=workspace, why="reopened"), "")
    with_notes(forger, reopened)
    assert_refused(office, forger.write(tmp_path), "bundle.journal")
    forger.manifest["sealed_for"] = laptop
    assert_refused(office, forger.write(tmp_path), "bundle.manifest")


def by_the_office(forger: Forger, keys: SigningKeys) -> str:
    """Sign with the office's keys, as one who stole them or as the office itself."""
    forger.keys = keys
    return key_id(keys.public)


def test_the_office_is_not_taken_for_a_laptop(forger: Forger, office: Workspace, tmp_path: Path) -> None:
    key = by_the_office(forger, own.signing_keys(office))
    again = [replace(entry, author=key) for entry in forger.journal()]
    forger.rewrite_journal(relink(forger.manifest["interview"], again))
    forger.manifest["laptop"] = key
    assert_refused(office, forger.write(tmp_path), "bundle.manifest")


def test_what_the_office_sealed_for_somebody_says_so_at_the_end_of_its_journal(
    forger: Forger, office: Workspace, tmp_path: Path
) -> None:
    laptop, workspace = forger.manifest["laptop"], forger.manifest["workspace"]
    key = by_the_office(forger, own.signing_keys(office))
    genuine = forger.journal()
    forger.manifest |= {"laptop": key, "sealed_for": laptop}
    with_notes(forger, (EntryKind.TAKEOVER, takeover(laptop, workspace=workspace), key))
    assert_refused(office, forger.write(tmp_path), "bundle.journal")
    forger.rewrite_journal(genuine)
    reopened = takeover(laptop, workspace=workspace, why="reopened")
    with_notes(forger, (EntryKind.TAKEOVER, reopened, key), (EntryKind.CLOCK, {"jumped_ms": 9000}, key))
    assert_refused(office, forger.write(tmp_path), "bundle.journal")
    forger.rewrite_journal(genuine)
    with_notes(forger, (EntryKind.TAKEOVER, reopened, key))
    report = import_bundles(office, [forger.write(tmp_path)])  # whole; but the office never wrote it down
    assert (report.quarantined, report.accepted, report.held) == ([], [], [forger.manifest["interview"]])


# What was undone ----------------------------------------------------------------------------------


def last_of(entries: Sequence[Entry], path: str) -> Entry:
    return next(entry for entry in reversed(entries) if entry.path == path)


def test_an_undo_that_takes_back_a_told_answer_contradicts_it(
    forger: Forger, office: Workspace, tmp_path: Path
) -> None:
    last = forger.journal()[-1]
    with_notes(forger, (EntryKind.UNDO, {"counter": last.counter}, ""))
    assert_refused(office, forger.write(tmp_path), "interview.record")


@pytest.mark.parametrize("named", ["begin", "earlier", "later", "twice", "nothing"])
def test_an_undo_that_no_program_wrote_is_refused(
    forger: Forger, office: Workspace, tmp_path: Path, named: str
) -> None:
    last = forger.journal()[-1].counter
    undo = (EntryKind.UNDO, {"counter": last}, "")
    forged: dict[str, list[tuple[EntryKind, JsonValue, str]]] = {
        "begin": [(EntryKind.UNDO, {"counter": 1}, "")],
        "earlier": [(EntryKind.UNDO, {"counter": last - 1}, "")],
        "later": [(EntryKind.UNDO, {"counter": last + 2}, "")],
        "twice": [undo, undo],
        "nothing": [(EntryKind.UNDO, None, "")],
    }
    with_notes(forger, *forged[named])
    assert_refused(office, forger.write(tmp_path), "interview.journal-line")


def test_an_undo_that_was_taken_back_changes_nothing(
    forger: Forger, office: Workspace, tmp_path: Path
) -> None:
    last = forger.journal()[-1].counter
    with_notes(forger, (EntryKind.UNDO, {"counter": last}, ""), (EntryKind.UNDO, {"counter": last + 1}, ""))
    assert accepted(office, forger, tmp_path).course.gaps == ()


def test_invariant_09_a_name_that_was_undone_is_a_name_all_the_same(
    forger: Forger, office: Workspace, tmp_path: Path
) -> None:
    entries = forger.journal()
    name = last_of(entries, "/witness/name")
    told: dict[str, Any] = {"value": "T-바다", "said": "T"}
    wrong = replace(name, salt=bytes(32), value=told)
    undo = note(entries[-1], EntryKind.UNDO, {"counter": len(entries) + 1})
    forger.rewrite_journal(relink(forger.manifest["interview"], [*entries, wrong, undo]))
    assert_refused(office, forger.write(tmp_path), "bundle.journal")


def test_what_an_undo_says_is_never_withheld(forger: Forger, office: Workspace, tmp_path: Path) -> None:
    entries = forger.journal()
    undo = note(entries[-1], EntryKind.UNDO, {"counter": len(entries)}).without_value()
    forger.rewrite_journal(relink(forger.manifest["interview"], [*entries, undo]))
    assert_refused(office, forger.write(tmp_path), "interview.journal-line")


# What was lost ------------------------------------------------------------------------------------


def test_a_journal_that_was_mended_is_taken_and_its_gap_is_known(
    forger: Forger, office: Workspace, tmp_path: Path
) -> None:
    """Lost is the question whether the protocol was explained; the record does not tell it either."""
    lost = last_of(forger.journal(), "/consent/explained").counter
    forger.retell("interview.json", lambda it: it["answers"].pop("/consent/explained"))
    gaps: JsonValue = [{"after": lost - 1, "before": lost + 1}]
    forger.rewrite_journal(closed_by(torn(forger, lost), gaps))
    shown = accepted(office, forger, tmp_path)
    assert (shown.course.gaps, shown.course.lost) == ((Gap(lost - 1, lost + 1),), 1)
    assert ("journal-mended", shown.interview) in [
        (what, detail["interview"]) for _, what, detail in archive.audit(office)
    ]


@pytest.mark.parametrize(
    "gaps",
    [
        None,
        [{"after": 2, "before": 5}],
        [{"after": 3, "before": 6}],
        [{"after": 3, "before": 5}, {"after": 6, "before": 8}],
        [{"after": 3, "before": None}],
    ],
    ids=str,
)
def test_a_gap_that_no_repair_names_exactly_breaks_the_chain(
    forger: Forger, office: Workspace, tmp_path: Path, gaps: JsonValue
) -> None:
    left = torn(forger, 4)
    forger.rewrite_journal(left if gaps is None else closed_by(left, gaps))
    assert_refused(office, forger.write(tmp_path), "interview.journal-broken")


def test_a_repair_does_not_excuse_what_was_changed_beside_the_gap(
    forger: Forger, office: Workspace, tmp_path: Path
) -> None:
    left = torn(forger, 4)
    left[7] = replace(left[7], time="2026-01-01T00:00:00.000Z")
    forger.rewrite_journal(closed_by(left, [{"after": 3, "before": 5}]))
    assert_refused(office, forger.write(tmp_path), "interview.journal-broken")


def test_a_repair_is_no_way_to_drop_an_answer_that_is_told(
    forger: Forger, office: Workspace, tmp_path: Path
) -> None:
    lost = last_of(forger.journal(), "/story/account").counter
    gaps: JsonValue = [{"after": lost - 1, "before": lost + 1}]
    forger.rewrite_journal(closed_by(torn(forger, lost), gaps))
    assert_refused(office, forger.write(tmp_path), "interview.record")


def test_a_clock_that_jumped_is_shown(forger: Forger, office: Workspace, tmp_path: Path) -> None:
    with_notes(
        forger, (EntryKind.CLOCK, {"jumped_ms": 3_600_000}, ""), (EntryKind.CLOCK, {"went_back_ms": 9}, "")
    )
    assert accepted(office, forger, tmp_path).course.jumps == (3_600_000, -9)
