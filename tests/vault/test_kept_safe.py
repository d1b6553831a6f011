"""What must never be lost by our own doing, and what must be gone when it is said to be."""

from __future__ import annotations

import errno
import os

import pytest

from interview_kit.errors import RefusedError, StorageError
from interview_kit.interview.answer import Answer
from interview_kit.interview.journal import EntryKind
from interview_kit.protocol import library
from interview_kit.vault import drafts, interviews
from interview_kit.vault.database import Database
from interview_kit.vault.drafts import Draft
from interview_kit.vault.workspace import Workspace
from tests.interview.forms import protocol, question
from tests.stations import Stations, record


def test_an_empty_database_is_damage_and_never_furnished_anew(stations: Stations) -> None:
    bundles = {file.name for file in (stations.folder / "laptop" / "sealed").iterdir()}
    (stations.folder / "laptop" / "store.db").write_bytes(b"")
    with pytest.raises((RefusedError, StorageError)):
        stations.laptop()
    assert {file.name for file in (stations.folder / "laptop" / "sealed").iterdir()} == bundles


def test_a_bundle_the_database_does_not_know_is_left_alone(stations: Stations) -> None:
    sealed = stations.folder / "laptop" / "sealed"
    (sealed / "fromanolderbackup.ikb").write_bytes(b"T")
    (sealed / "cutoff.ikb.part").write_bytes(b"T")
    (sealed.parent / "attachments" / ".Trash").mkdir()
    with stations.laptop() as laptop:
        interviews.finish_owed(laptop)
    assert (sealed / "fromanolderbackup.ikb").exists()
    assert not (sealed / "cutoff.ikb.part").exists()


def test_a_bundle_cut_off_before_it_had_its_name_gets_it_at_the_next_opening(stations: Stations) -> None:
    with stations.laptop() as laptop:
        (name,) = (row[0] for row in laptop.database.run("SELECT file FROM sealed"))
        file = laptop.folder / "sealed" / name
        file.rename(file.with_name(f"{name}.part"))
        interviews.finish_owed(laptop)
        assert file.exists()


def test_a_rotation_that_fails_leaves_a_session_that_goes_on(
    stations: Stations, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: Database, __: bytes) -> None:
        raise StorageError("files.disk-full", path="T")

    with stations.laptop() as laptop:
        laptop.owe_rotation()
        with monkeypatch.context() as disk:
            disk.setattr(Database, "rekey", full)
            with pytest.raises(StorageError):
                laptop.rotate_if_owed()
        draft = drafts.begin(laptop, library.find(library.shipped_protocols(), "ed-short"))
        draft.answer("/consent/explained", Answer("YES"))
        laptop.rotate_if_owed()
        assert drafts.open_draft(laptop, draft.interview.id).interview.consent() == {}


def test_an_answer_that_an_expression_cannot_work_with_never_bars_the_draft(stations: Stations) -> None:
    loaded = protocol(
        question("when"),
        question("then", relevant="date(/data/when) > date('2000-01-01')", constraint="date(.) > 1"),
        {"name": "sum", "kind": "calculation", "calculate": "date(/data/when)"},
    )
    with stations.laptop() as laptop:
        draft = drafts.begin(laptop, loaded)
        draft.answer("/when", Answer("봄"))
        draft.answer("/then", Answer("그 뒤"))
        again = drafts.open_draft(laptop, draft.interview.id).interview
    assert again.answers_json(identifying=False) == {"/when": "봄", "/then": "그 뒤"}


def test_clearing_what_consent_no_longer_covers_destroys_it(stations: Stations) -> None:
    with stations.laptop() as laptop:
        draft = _told(laptop, "canary-4711")
        draft.answer("/consent/sc2", Answer("NO"))
        draft.answer("/story/account", Answer())
        draft = drafts.open_draft(laptop, draft.interview.id)
        assert "canary-4711" not in str([entry.value for entry in draft.interview.entries])


def test_what_was_cleared_before_consent_was_withdrawn_does_not_travel_either(stations: Stations) -> None:
    with stations.laptop() as laptop:
        draft = _told(laptop, "canary-4712")
        draft.answer("/story/account", Answer())
        draft.answer("/consent/sc2", Answer("NO"))
        assert "canary-4712" in str([entry.value for entry in draft.interview.entries])
        draft.destroy_beyond_consent()
        assert "canary-4712" not in str([entry.value for entry in draft.interview.entries])
        drafts.open_draft(laptop, draft.interview.id)


def test_all_that_the_witness_no_longer_allows_is_destroyed_at_once(stations: Stations) -> None:
    with stations.laptop() as laptop:
        draft = drafts.open_draft(laptop, record(laptop, "witness-2.json"))
        assert any((laptop.folder / "attachments").iterdir())
        draft.answer("/consent/sc1", Answer("NO"))
        beyond = {problem.path for problem in draft.interview.problems() if "beyond" in problem.code}
        assert len(beyond) > 30
        draft.withdraw_all()
        again = drafts.open_draft(laptop, draft.interview.id).interview
        for one in (draft.interview, again):
            assert not any("beyond" in problem.code for problem in one.problems())
            assert not any(node.withheld for node in one.nodes())
            assert [entry.path for entry in one.entries if entry.kind is EntryKind.CLEAR] != []
        assert again.answers_json(identifying=True) == {}
        said = [
            entry.path for entry in again.entries if entry.kind is EntryKind.ANSWER and not entry.withheld
        ]
        assert [path for path in said if not path.startswith("/consent/")] == []
        assert not any((laptop.folder / "attachments").iterdir())
        draft.answer("/consent/sc1", Answer("YES"))
        draft.withdraw_all()


def test_why_somebody_was_taken_out_goes_with_the_consent_it_was_said_under(stations: Stations) -> None:
    with stations.laptop() as laptop:
        draft = _told(laptop, "T before")
        draft.add("/harm")
        draft.remove("/harm[1]", "canary-4713 was meant")
        draft.answer("/consent/sc2", Answer("NO"))
        draft.destroy_beyond_consent()
        assert "canary-4713" not in str([entry.value for entry in draft.interview.entries])
        again = drafts.open_draft(laptop, draft.interview.id)
        assert not again.interview.instances()
        assert not again.can_undo


def _told(laptop: Workspace, words: str) -> Draft:
    draft = drafts.begin(laptop, library.find(library.shipped_protocols(), "ed-short"))
    draft.answer("/consent/sc1", Answer("YES"))
    draft.answer("/consent/sc2", Answer("YES"))
    draft.answer("/story/account", Answer(words))
    return draft


def test_answers_need_no_room_that_the_disk_could_lack_by_then(stations: Stations) -> None:
    """The log takes its room when a draft is opened, and again after a checkpoint gave it back."""
    with stations.laptop() as laptop:
        log = laptop.folder / "store.db-wal"
        draft = drafts.begin(laptop, library.find(library.shipped_protocols(), "ed-short"))
        taken = log.stat().st_size
        for turn in range(20):
            draft.answer("/consent/explained", Answer("YES") if turn % 2 else Answer())
        assert log.stat().st_size == taken > 4_000_000
        laptop.database.checkpoint()
        assert log.stat().st_size == 0
        drafts.open_draft(laptop, draft.interview.id)
        assert log.stat().st_size == taken
        draft.withdraw("/consent/explained")
        assert log.stat().st_size == taken
    assert not log.exists()


def test_a_draft_opens_where_there_is_no_room_for_the_log(
    stations: Stations, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "T")

    with stations.laptop() as laptop:
        with monkeypatch.context() as disk:
            disk.setattr(os, "fsync", full)
            draft = drafts.begin(laptop, library.find(library.shipped_protocols(), "ed-short"))
        draft.answer("/consent/explained", Answer("YES"))
        head = draft.interview.entries[-1].hash
    with stations.laptop() as laptop:
        again = drafts.open_draft(laptop, draft.interview.id).interview
        assert again.entries[-1].hash == head
