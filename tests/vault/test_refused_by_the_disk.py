"""What the campaigns of ``tests/faults`` once found, each as a short story of its own."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from interview_kit import files
from interview_kit.crypto import keys
from interview_kit.errors import StorageError
from interview_kit.files import remove_durably
from interview_kit.interview.answer import Answer
from interview_kit.interview.interview import Interview
from interview_kit.protocol import library
from interview_kit.trust import own, packs, restoring
from interview_kit.trust.restoring import by_code
from interview_kit.vault import backup, drafts, header, interviews, recordings
from interview_kit.vault.database import Database
from interview_kit.vault.workspace import Workspace, open_workspace
from tests.stations import DEMO, PASSPHRASE, Stations, record


def refuse(*_: object, **__: object) -> None:
    raise StorageError("files.disk-full", path="T")


def test_a_database_that_could_not_be_opened_after_a_rotation_is_opened_when_it_is_used(
    stations: Stations, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody has to lock and unlock because the disk was full for a moment."""
    with stations.laptop() as laptop:
        interview = record(laptop)
        laptop.owe_rotation()
        with monkeypatch.context() as disk:
            disk.setattr(Database, "rekey", refuse)
            disk.setattr(Workspace, "_open_database", refuse)
            with pytest.raises(StorageError):
                laptop.rotate_if_owed()
            with pytest.raises(StorageError):
                laptop.setting("name")
        drafts.open_draft(laptop, interview).answer("/witness/name", Answer("T-하늘"))
        laptop.rotate_if_owed()
    with stations.laptop() as laptop:
        told = drafts.open_draft(laptop, interview).interview
        assert told.answers_json(identifying=True)["/witness/name"] == "T-하늘"


def test_a_withdrawal_whose_log_could_not_be_emptied_is_done_all_the_same(
    stations: Stations, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is destroyed cannot be called unsaved; and the next answer follows the last entry on the disk."""
    with stations.laptop() as laptop:
        draft = drafts.open_draft(laptop, record(laptop))
        with monkeypatch.context() as disk:
            disk.setattr(Database, "checkpoint", refuse)
            draft.withdraw("/further/copy")
        draft.answer("/witness/name", Answer("T-하늘"))
        again = drafts.open_draft(laptop, draft.interview.id).interview
    assert again.entries == draft.interview.entries
    assert "/further/copy" not in again.answers_json(identifying=True)
    with stations.laptop() as laptop:
        interviews.finish_owed(laptop)
        assert len(list((stations.folder / "laptop" / "attachments").iterdir())) == 1


def test_an_interview_is_begun_with_all_its_protocol_puts_in_or_not_at_all(
    stations: Stations, monkeypatch: pytest.MonkeyPatch
) -> None:
    with stations.laptop() as laptop:
        before = interviews.listing(laptop)
        monkeypatch.setattr(Interview, "consequences", refuse)
        with pytest.raises(StorageError):
            drafts.begin(laptop, library.find(library.shipped_protocols(), "ed-short"))
        assert interviews.listing(laptop) == before


def test_what_a_crash_left_of_a_header_goes_at_the_next_opening(stations: Stations) -> None:
    folder = stations.folder / "laptop"
    (folder / ".0123456789abcdef.part").write_bytes(b"half a header")
    (folder / ".part").write_bytes(b"somebody's own")
    with stations.laptop() as laptop:
        interviews.finish_owed(laptop)
    assert not (folder / ".0123456789abcdef.part").exists()
    assert (folder / ".part").exists()


def test_an_attachment_that_could_not_be_kept_nor_removed_again_is_said_in_our_words(
    stations: Stations, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its side file has no key and goes at the next opening."""

    def unremovable(path: Path, *, missing_ok: bool = False) -> None:
        raise OSError(30, "T")

    with stations.laptop() as laptop:
        draft = drafts.open_draft(laptop, record(laptop))
        with monkeypatch.context() as disk:
            disk.setattr(interviews, "insert_attachment", refuse)
            disk.setattr(Path, "unlink", unremovable)
            with pytest.raises(StorageError, match="disk-full"):
                draft.attach("/further/copy", DEMO / "sketch.png")
        attachments = stations.folder / "laptop" / "attachments"
        assert len(list(attachments.iterdir())) == 3
        interviews.finish_owed(laptop)
        assert len(list(attachments.iterdir())) == 2


def test_a_recording_whose_answer_could_not_be_kept_is_finished_when_it_is_tried_again(
    stations: Stations, monkeypatch: pytest.MonkeyPatch
) -> None:
    with stations.laptop() as laptop:
        draft = drafts.open_draft(laptop, record(laptop))
        draft.withdraw("/story/recording")
        running = recordings.begin(laptop, draft, "/story/recording", "audio/ogg")
        running.append(b"T sound")
        with monkeypatch.context() as disk:
            disk.setattr(interviews, "insert_attachment", refuse)
            with pytest.raises(StorageError):
                running.finish(draft)
        assert running.finish(draft) is not None
        assert "/story/recording" in draft.interview.answers_json(identifying=True)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows moves no folder in which a file is open")
def test_invariant_03_a_folder_that_is_gone_takes_no_answer_and_goes_on_once_it_is_back(
    stations: Stations,
) -> None:
    """The system would take the answer, into a file that nobody will find again."""
    folder = stations.folder / "laptop"
    with stations.laptop() as laptop:
        draft = drafts.open_draft(laptop, record(laptop))
        folder.rename(stations.folder / "aside")
        with pytest.raises(StorageError, match=r"files\.gone"):
            draft.answer("/witness/name", Answer("T-하늘"))
        with pytest.raises(StorageError, match=r"files\.gone"):
            draft.attach("/further/copy", DEMO / "sketch.png")
        (stations.folder / "aside").rename(folder)
        draft.answer("/witness/name", Answer("T-바람"))
    with stations.laptop() as laptop:
        told = drafts.open_draft(laptop, draft.interview.id).interview
        assert told.entries == draft.interview.entries
        assert told.answers_json(identifying=True)["/witness/name"] == "T-바람"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows removes no file that is open")
def test_invariant_03_another_database_in_the_place_of_the_open_one_takes_no_answer(
    stations: Stations,
) -> None:
    store = stations.folder / "laptop" / "store.db"
    with stations.laptop() as laptop:
        draft = drafts.open_draft(laptop, record(laptop))
        content = store.read_bytes()
        store.unlink()
        store.write_bytes(content)
        with pytest.raises(StorageError, match=r"files\.gone"):
            draft.answer("/witness/name", Answer("T-하늘"))


def test_a_renewal_that_is_tried_again_after_the_disk_refused_loses_no_signing_key(
    stations: Stations, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever moment the disk refused at, and whatever of the first try is in force."""
    new = "네모난 사과는 화요일에 노래한다"

    def after(*_: object, **__: object) -> None:
        raise StorageError("files.failed", path="T")

    with stations.laptop() as laptop:
        signs = own.signing_keys(laptop).public
        for where, what in ((Workspace, "_finish_author_change"), (header, "write_header")):
            with monkeypatch.context() as disk:
                disk.setattr(where, what, after)
                if where is header:
                    with pytest.raises(StorageError):
                        laptop.renew(new, None, keys.FLOOR)
                else:
                    laptop.renew(new, None, keys.FLOOR)  # what is left to do is noted
        laptop.renew(new, None, keys.FLOOR)
        assert own.signing_keys(laptop).public == signs
    with open_workspace(stations.folder / "laptop", new) as laptop:
        assert own.signing_keys(laptop).public == signs


def test_a_passphrase_whose_change_was_called_failed_is_not_in_force(
    stations: Stations, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The header was renamed, and only then the folder could not be synced."""
    tries: list[Path] = []

    def once(folder: Path) -> None:
        tries.append(folder)
        if len(tries) == 1:
            raise StorageError("files.failed", path="T")

    with stations.laptop() as laptop, monkeypatch.context() as disk:
        disk.setattr(files, "sync_folder", once)
        with pytest.raises(StorageError):
            laptop.keyring.set_passphrase("네모난 사과는 화요일에 노래한다", keys.FLOOR)
    open_workspace(stations.folder / "laptop", PASSPHRASE).close()


def test_what_cannot_be_removed_is_named(tmp_path: Path) -> None:
    with pytest.raises(StorageError) as refused:
        remove_durably(tmp_path)  # a folder is no file
    assert refused.value.parameters == {"path": str(tmp_path)}


def test_a_restored_workspace_that_could_not_be_handed_over_is_not_in_use(
    stations: Stations, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with stations.laptop() as laptop:
        code, _ = laptop.keyring.set_recovery_code()
        file = backup.write(laptop, stations.stick, "2026-03-01T09:30:00.000Z").file
    closed: list[Path] = []
    close = Workspace.close

    def noted(self: Workspace) -> None:
        closed.append(self.folder)
        close(self)

    monkeypatch.setattr(Workspace, "close", noted)
    monkeypatch.setattr(packs, "let_in", refuse)
    with pytest.raises(StorageError, match="disk-full"):
        restoring.restore(file, tmp_path / "new", by_code(code), PASSPHRASE, cost=keys.FLOOR)
    assert closed == [tmp_path / "new"]
