"""An interview goes on under other keys: in a restored workspace, or sealed by the office as it was left."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from interview_kit.bundle.export import export
from interview_kit.bundle.seal import seal
from interview_kit.errors import InputError, RefusedError
from interview_kit.interview.answer import Answer
from interview_kit.office import archive
from interview_kit.office.intake import import_bundles
from interview_kit.trust import own, packs, receipts, roster
from interview_kit.trust.signed import key_id
from interview_kit.vault import drafts
from interview_kit.vault.workspace import Workspace
from tests.attacks.forger import take_apart
from tests.attacks.refusals import assert_refused
from tests.stations import CUSTODIAN_PASSPHRASE, Stations, introduce, record
from tests.successors import moved


@pytest.fixture
def laptop(stations: Stations) -> Iterator[Workspace]:
    with stations.laptop() as opened:
        yield opened


@pytest.fixture
def office(stations: Stations) -> Iterator[Workspace]:
    with stations.office() as opened:
        yield opened


@pytest.fixture
def restored(stations: Stations, office: Workspace) -> Iterator[Workspace]:
    """Another laptop with keys of its own, enrolled."""
    with stations.with_laptop("restored").open("restored") as opened:
        introduce(opened, office, stations.new_folder("handed"))
        yield opened


def kinds(draft: drafts.Draft) -> list[str]:
    return [entry.kind.value for entry in draft.interview.entries]


def test_the_first_thing_done_in_a_restored_workspace_says_that_it_was_taken_over(
    laptop: Workspace, restored: Workspace
) -> None:
    interview = record(laptop)
    moved(interview, laptop, restored)
    draft = drafts.open_draft(restored, interview)
    before = len(draft.interview.entries)
    assert not draft.can_undo, "what another author said stays"
    draft.answer("/closing/readback", Answer("T-nothing"))
    draft.answer("/closing/readback", Answer("T-something"))
    assert kinds(draft)[before:] == ["takeover", "answer", "answer"]
    taken = draft.interview.entries[before]
    assert taken.value == {"from": laptop.author, "workspace": restored.id, "why": "restored"}
    draft = drafts.open_draft(restored, interview)
    draft.undo()
    draft.undo()
    with pytest.raises(InputError, match="nothing-to-undo"):
        draft.undo()


def test_taking_over_can_be_said_by_itself_and_only_once(laptop: Workspace, restored: Workspace) -> None:
    interview = record(laptop)
    assert drafts.open_draft(laptop, interview).take_over() is None
    moved(interview, laptop, restored)
    draft = drafts.open_draft(restored, interview)
    assert draft.take_over() is not None
    assert draft.take_over() is None
    assert kinds(drafts.open_draft(restored, interview))[-1] == "takeover"


def test_the_office_takes_what_a_restored_workspace_sealed_and_shows_both_authors(
    laptop: Workspace, restored: Workspace, office: Workspace, tmp_path: Path
) -> None:
    """Though nothing was done to it there but sealing."""
    interview = record(laptop)
    moved(interview, laptop, restored)
    seal(restored, interview)
    report = import_bundles(office, export(restored, tmp_path))
    assert report.accepted == [interview]
    shown = archive.find(office, interview)
    assert shown.course.authors == (laptop.author, restored.author)
    assert shown.manifest.workspace == restored.id
    assert not shown.sealed_by_office
    assert archive.read_identity(
        office, interview, custodian_passphrase=CUSTODIAN_PASSPHRASE, reason="T"
    ).answers


def test_an_author_whom_the_office_does_not_know_is_shown_by_key_alone(
    stations: Stations, restored: Workspace, office: Workspace, tmp_path: Path
) -> None:
    with stations.with_laptop("stranger").open("stranger") as stranger:
        introduce_pack_only(stranger, stations)
        interview = record(stranger)
        moved(interview, stranger, restored)
        author = stranger.author
    seal(restored, interview)
    assert import_bundles(office, export(restored, tmp_path)).accepted == [interview]
    shown = archive.find(office, interview)
    assert shown.course.authors[0] == author
    assert author not in shown.authors


def introduce_pack_only(stranger: Workspace, stations: Stations) -> None:
    with stations.laptop() as laptop:
        fingerprint = packs.must_be_pinned(laptop).fingerprint
    packs.accept_pack(stranger, stations.stick / "office.ikp", fingerprint)


def sealed_by_office(
    laptop: Workspace, office: Workspace, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> str:
    """An interviewer is gone amid an interview. The office seals it; the laptop's own keys are shut."""
    interview = record(laptop)
    draft = drafts.open_draft(laptop, interview)
    draft.answer("/closing/readback_result", Answer())
    assert [problem for problem in draft.interview.problems() if problem.level == "error"]
    keys = own.signing_keys(office)
    with monkeypatch.context() as shut:
        shut.setattr(Workspace, "secret", _shut)
        sealed = seal(laptop, interview, signer=keys)
    roster.keep_sealed_for(office, [sealed.bundle.hex()])  # as reopening does
    export(laptop, folder)
    assert sealed.interview == interview
    return interview


def _shut(*_: object) -> bytes:
    raise RefusedError("vault.database-damaged", path="T")


def test_the_office_seals_for_an_interviewer_who_is_gone_and_says_so(
    laptop: Workspace, office: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    interview = sealed_by_office(laptop, office, tmp_path, monkeypatch)
    report = import_bundles(office, [tmp_path], receipts=tmp_path)
    assert interview in report.accepted
    shown = archive.find(office, interview)
    key = key_id(own.signing_keys(office).public)
    assert (shown.manifest.laptop, shown.manifest.sealed_for) == (key, laptop.author)
    assert (shown.sealed_by_office, shown.laptop) == (True, "T-1")
    assert shown.course.authors == (laptop.author, key)
    assert shown.manifest.number == 2, "the laptop's own numbers go on"
    assert interview in receipts.accept_receipt(laptop, report.receipts[0])
    assert import_bundles(office, [tmp_path]).accepted == []


def test_what_no_office_sealed_does_not_mention_it(stations: Stations) -> None:
    """So every bundle from before is the same to the byte."""
    assert "sealed_for" not in take_apart(stations).manifest


def test_an_interview_the_office_could_not_seal_is_as_it_was(
    laptop: Workspace, office: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    interview = record(laptop)
    before = kinds(drafts.open_draft(laptop, interview))
    monkeypatch.setattr("interview_kit.bundle.seal._compare", _shut)
    with pytest.raises(RefusedError):
        seal(laptop, interview, signer=own.signing_keys(office))
    assert kinds(drafts.open_draft(laptop, interview)) == before


def test_another_office_that_seals_for_our_laptop_is_refused(
    stations: Stations, laptop: Workspace, office: Workspace, tmp_path: Path
) -> None:
    with stations.with_office("other").open("other") as other:
        seal(laptop, record(laptop), signer=own.signing_keys(other))
    for file in export(laptop, tmp_path):
        if not import_bundles(office, [file]).accepted:
            assert_refused(office, file, "bundle.unknown-laptop")
            break
    else:
        pytest.fail("it was accepted")


def test_an_office_seals_only_for_a_laptop_it_has_enrolled(
    stations: Stations, office: Workspace, tmp_path: Path
) -> None:
    with stations.with_laptop("stranger").open("stranger") as stranger:
        introduce_pack_only(stranger, stations)
        seal(stranger, record(stranger), signer=own.signing_keys(office))
        (file,) = export(stranger, tmp_path)
    assert_refused(office, file, "bundle.unknown-laptop")


def test_a_laptop_that_seals_for_another_is_refused(
    stations: Stations, laptop: Workspace, restored: Workspace, office: Workspace, tmp_path: Path
) -> None:
    """The interview, its journal and the signature are good; but only an office seals for somebody else."""
    seal(laptop, record(laptop), signer=own.signing_keys(restored))
    files = export(laptop, tmp_path)
    refused = [one.error.code for file in files for one in import_bundles(office, [file]).quarantined]
    assert refused == ["bundle.manifest"]
