"""Whoever reads an interview in the office is told how it came about, where that is not the usual way."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from interview_kit.cli import main
from interview_kit.interview.journal import EntryKind
from interview_kit.office import archive
from interview_kit.office.intake import import_bundles
from interview_kit.office.remarks import remarks
from interview_kit.trust import own, roster
from interview_kit.trust.signed import key_id
from interview_kit.vault.workspace import Workspace
from tests.attacks.forger import Forger, take_apart
from tests.attacks.journals import closed_by, takeover, torn, with_notes
from tests.stations import PASSPHRASE, Stations

STRANGER = "0" * 64


@pytest.fixture
def forger(stations: Stations) -> Forger:
    return take_apart(stations)


@pytest.fixture
def office(forger: Forger, stations: Stations) -> Iterator[Workspace]:
    with stations.office() as opened:
        yield opened


def told(office: Workspace, file: Path, language: str = "en") -> tuple[str, ...]:
    (interview,) = import_bundles(office, [file]).accepted
    return remarks(archive.find(office, interview), language)


def mended(forger: Forger) -> None:
    """Entries 2 and 3, both about what was explained, are gone."""
    for path in {entry.path for entry in forger.journal() if entry.counter in (2, 3)}:
        forger.retell("interview.json", lambda it, gone=path: it["answers"].pop(gone, None))
    forger.rewrite_journal(closed_by(torn(forger, 2, 3), [{"after": 1, "before": 4}]))


def test_of_an_ordinary_interview_nothing_is_said(stations: Stations, office: Workspace) -> None:
    assert told(office, stations.bundle) == ()


def test_what_was_lost_is_named(forger: Forger, office: Workspace, tmp_path: Path) -> None:
    mended(forger)
    (lost,) = told(office, forger.write(tmp_path))
    assert lost == "Entries of the journal that were lost: 2 (after 1, before 4)."


def test_an_end_that_was_lost_is_named(forger: Forger, office: Workspace, tmp_path: Path) -> None:
    entries = forger.journal()
    forger.rewrite_journal(closed_by(entries, [{"after": entries[-1].counter, "before": None}]))
    (lost,) = told(office, forger.write(tmp_path))
    assert lost == f"The end of the journal was lost, after entry {len(entries)}. Nobody knows how much."


def test_who_wrote_is_named_and_how_the_clock_jumped(
    forger: Forger, office: Workspace, tmp_path: Path
) -> None:
    laptop, workspace = forger.manifest["laptop"], forger.manifest["workspace"]
    with_notes(
        forger,
        (EntryKind.TAKEOVER, takeover(laptop), STRANGER),
        (EntryKind.CLOCK, {"jumped_ms": 3_723_000}, STRANGER),
        (EntryKind.TAKEOVER, takeover(STRANGER, workspace=workspace), laptop),
        (EntryKind.CLOCK, {"went_back_ms": 61_000}, laptop),
    )
    assert told(office, forger.write(tmp_path)) == (
        "Written under the keys of T-1, 00000000 (not enrolled), in this order.",
        "The laptop's clock jumped ahead by 1:02:03.",
        "The laptop's clock jumped back by 0:01:01.",
    )


def test_that_the_office_sealed_is_said_in_both_languages(
    forger: Forger, office: Workspace, tmp_path: Path
) -> None:
    laptop, workspace = forger.manifest["laptop"], forger.manifest["workspace"]
    forger.keys = own.signing_keys(office)
    key = key_id(forger.keys.public)
    forger.manifest |= {"laptop": key, "sealed_for": laptop}
    with_notes(forger, (EntryKind.TAKEOVER, takeover(laptop, workspace=workspace, why="reopened"), key))
    roster.keep_sealed_for(office, [hashlib.sha256(forger.body()).hexdigest()])
    assert told(office, forger.write(tmp_path)) == (
        "Sealed by the office, because the interviewer could not.",
        "Written under the keys of T-1, the office, in this order.",
    )
    (row,) = archive.listing(office)
    assert remarks(row, "ko")[0] == "면담자가 봉인할 수 없어 사무실이 봉인했습니다."


def test_an_archive_from_before_knows_nothing_of_it(stations: Stations, office: Workspace) -> None:
    import_bundles(office, [stations.bundle])
    office.database.run("UPDATE bundle SET body = json_remove(body, '$.course')")
    (row,) = archive.listing(office)
    assert (row.course.authors, remarks(row, "en")) == ((), ())


def test_the_commands_say_it_too(
    forger: Forger, stations: Stations, office: Workspace, tmp_path: Path
) -> None:
    mended(forger)
    told(office, forger.write(tmp_path))
    (row,) = archive.listing(office)
    office.close()
    (tmp_path / "passphrase").write_text(PASSPHRASE, "utf-8")

    def types(*words: str) -> Result:
        given = [*words, "--passphrase-file", str(tmp_path / "passphrase"), "--language", "en"]
        return CliRunner().invoke(main, given)

    place = str(stations.folder / "office")
    assert "received · entries lost" in " ".join(types("office", "list", place).output.split())
    shown = types("office", "show", place, row.interview)
    assert "were lost: 2 (after 1, before 4)" in shown.output
    as_json = types("office", "show", place, row.interview, "--json").output
    assert '"sealed_by_office": false' in as_json
    assert '"before": 4' in as_json
