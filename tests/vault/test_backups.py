"""A backup on a stick: whole, closed to whoever finds it, and a workspace again when it is needed."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from interview_kit.crypto import keys
from interview_kit.crypto.recovery import RecoveryCode
from interview_kit.errors import InputError, RefusedError, StorageError
from interview_kit.office import archive
from interview_kit.trust import custody, enrolment, own, packs, restoring
from interview_kit.trust.restoring import OpenSlot, by_code, by_escrow
from interview_kit.trust.roster import roster
from interview_kit.vault import backup, drafts, interviews, sidefiles
from interview_kit.vault.workspace import Workspace, open_workspace
from tests.stations import CUSTODIAN_PASSPHRASE, PASSPHRASE, Stations, record, record_and_seal

NEW = "네모난 사과는 화요일에 노래한다"
MADE = "2026-03-01T09:30:00.000Z"


def backed_up(workspace: Workspace, stick: Path) -> tuple[Path, RecoveryCode]:
    code, _ = workspace.keyring.set_recovery_code()
    return backup.write(workspace, stick, MADE).file, code


def restored(file: Path, folder: Path, open_slot: OpenSlot, passphrase: str = NEW) -> Workspace:
    return restoring.restore(file, folder, open_slot, passphrase, cost=keys.FLOOR)


def escrow(stations: Stations) -> OpenSlot:
    with stations.office() as office:
        return by_escrow(own.identities(office), custody.identities(office, CUSTODIAN_PASSPHRASE))


def test_drafts_with_their_attachments_and_sealed_bundles_come_back(
    stations: Stations, tmp_path: Path
) -> None:
    with stations.laptop() as laptop:
        draft, sealed = record(laptop, "witness-2.json"), record_and_seal(laptop)
        before = drafts.open_draft(laptop, draft).interview
        attached = interviews.attachments(laptop, before)
        file, code = backed_up(laptop, stations.stick)
    with restored(file, tmp_path / "new", by_code(code)) as laptop:
        after = drafts.open_draft(laptop, draft).interview
        assert after.answers_json(identifying=True) == before.answers_json(identifying=True)
        assert after.answers_json(identifying=False) == before.answers_json(identifying=False)
        assert attached
        for one in interviews.attachments(laptop, after):
            assert sum(map(len, sidefiles.read(one.path(laptop), one.key))) == one.size
        assert (tmp_path / "new" / "sealed" / sealed.file.name).read_bytes() == sealed.file.read_bytes()
    with open_workspace(tmp_path / "new", NEW) as again:
        assert {row.interview for row in interviews.listing(again)} >= {draft, sealed.interview}


def test_a_restored_laptop_is_a_new_device_that_must_be_enrolled(stations: Stations, tmp_path: Path) -> None:
    with stations.laptop() as laptop:
        record_and_seal(laptop)
        file, code = backed_up(laptop, stations.stick)
        old, old_id, counted = laptop.author, laptop.id, interviews.next_seal(laptop)[0]
    with restored(file, tmp_path / "new", by_code(code)) as laptop, stations.office() as office:
        assert (laptop.author != old, laptop.id != old_id) == (True, True)
        assert own.signing_keys(laptop).to_bytes()
        assert interviews.next_seal(laptop) == (1, None)
        assert counted > 1
        assert old in roster(office)
        assert laptop.author not in roster(office)
        fingerprint = enrolment.write_request(laptop, stations.stick / "new.ike")
        enrolment.enrol(office, stations.stick / "new.ike", fingerprint, "T-2")
        assert packs.holders(laptop) is not None
        assert "escrow" in {slot.kind for slot in laptop.keyring.header.slots}


def test_office_and_custodian_restore_it_without_the_interviewer(stations: Stations, tmp_path: Path) -> None:
    with stations.laptop() as laptop:
        draft = record(laptop)
        file, _ = backed_up(laptop, stations.stick)
    with restored(file, tmp_path / "new", escrow(stations)) as laptop:
        assert drafts.open_draft(laptop, draft).interview.answers_json(identifying=True)


def test_an_office_comes_back_as_the_office_it_was(stations: Stations, tmp_path: Path) -> None:
    with stations.office() as office:
        fingerprint, laptops = packs.office_fingerprint(office), roster(office)
        file, code = backed_up(office, stations.stick)
        rows = archive.listing(office)
    with restored(file, tmp_path / "office", by_code(code)) as office:
        assert packs.office_fingerprint(office) == fingerprint
        assert roster(office) == laptops
        assert archive.listing(office) == rows


def test_the_old_database_key_does_not_open_what_was_restored(stations: Stations, tmp_path: Path) -> None:
    with stations.laptop() as laptop:
        file, code = backed_up(laptop, stations.stick)
        old = laptop._key
    with restored(file, tmp_path / "new", by_code(code)) as laptop:
        assert laptop._key != old
        assert not laptop.setting("rotation owed")


def test_the_passphrase_does_not_open_a_backup(stations: Stations) -> None:
    with stations.laptop() as laptop:
        file, _ = backed_up(laptop, stations.stick)
    opened = file.read_bytes().split(b"\n", 2)[1]
    assert b'"kind":"passphrase"' not in opened
    assert opened.count(b'"kind":"recovery"') == 1


def test_a_wrong_code_opens_nothing_and_makes_nothing(stations: Stations, tmp_path: Path) -> None:
    with stations.laptop() as laptop:
        file, _ = backed_up(laptop, stations.stick)
    with pytest.raises(InputError, match="recovery-wrong"):
        restored(file, tmp_path / "new", by_code(RecoveryCode.generate()))
    assert not (tmp_path / "new").exists()


def test_every_part_of_a_backup_is_checked(stations: Stations, tmp_path: Path) -> None:
    with stations.laptop() as laptop:
        file, code = backed_up(laptop, stations.stick)
    whole = file.read_bytes()
    backup.check(backup.open_backup(file, by_code(code)))
    places = [*range(0, 9000, 251), *range(9000, len(whole), len(whole) // 40), len(whole) - 1]
    for place in places:
        file.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        with pytest.raises((RefusedError, InputError)):
            backup.check(backup.open_backup(file, by_code(code)))
    with pytest.raises(RefusedError, match="backup-damaged"):
        restored(file, tmp_path / "new", by_code(code))
    assert not (tmp_path / "new").exists()
    for length in (0, 10, 3000, len(whole) // 2, len(whole) - 1):
        file.write_bytes(whole[:length])
        with pytest.raises((RefusedError, InputError)):
            backup.check(backup.open_backup(file, by_code(code)))
    file.write_bytes(whole + b"x")
    with pytest.raises(RefusedError, match="backup-damaged"):
        backup.check(backup.open_backup(file, by_code(code)))


def test_a_stick_that_loses_a_byte_is_noticed_while_it_is_still_plugged_in(
    stations: Stations, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = backup.open_from_disk

    def lossy(path: Path) -> object:
        content = bytearray(path.read_bytes())
        content[-100_000] ^= 1
        path.write_bytes(content)
        return real(path)

    monkeypatch.setattr(backup, "open_from_disk", lossy)
    with stations.laptop() as laptop:
        laptop.keyring.set_recovery_code()
        with pytest.raises(StorageError, match="backup-differs"):
            backup.write(laptop, stations.stick, MADE)
    assert not list(stations.stick.glob("*.ikw"))


def test_a_full_stick_leaves_no_half_backup(stations: Stations, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with stations.laptop() as laptop:
        laptop.keyring.set_recovery_code()
        monkeypatch.setattr("interview_kit.files.os.fsync", full)
        with pytest.raises(StorageError, match="disk-full"):
            backup.write(laptop, stations.stick, MADE)
        monkeypatch.undo()
        assert not list(stations.stick.glob("*.ikw"))
        assert backup.write(laptop, stations.stick, MADE).file.exists()


def test_stopping_leaves_nothing_and_the_workspace_open(stations: Stations) -> None:
    class StoppedError(Exception):
        """The person pressed cancel."""

    def stop(done: int, total: int) -> None:
        if done > total // 2:
            raise StoppedError

    with stations.laptop() as laptop:
        laptop.keyring.set_recovery_code()
        with pytest.raises(StoppedError):
            backup.write(laptop, stations.stick, MADE, stop)
        assert not list(stations.stick.glob("*.ikw"))
        assert interviews.listing(laptop)


def test_after_a_backup_the_workspace_is_still_locked_for_others(stations: Stations) -> None:
    with stations.laptop() as laptop:
        backed_up(laptop, stations.stick)
        child = os.fork()
        if child == 0:  # another process, as a second program would be
            try:
                stations.laptop()
            except StorageError as error:
                os._exit(0 if error.code.startswith("vault.in-use") else 2)
            os._exit(1)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def test_a_workspace_without_sheet_or_office_has_nothing_that_would_open_a_backup(
    stations: Stations, tmp_path: Path
) -> None:
    other = stations.with_laptop("other")
    with other.open("other") as laptop, pytest.raises(InputError, match="backup-no-slot"):
        backup.write(laptop, tmp_path, MADE)


def test_a_backup_does_not_go_into_the_workspace_itself(stations: Stations) -> None:
    with stations.laptop() as laptop:
        laptop.keyring.set_recovery_code()
        with pytest.raises(InputError, match="backup-inside"):
            backup.write(laptop, laptop.folder / "sealed", MADE)


def test_something_else_is_no_backup(stations: Stations) -> None:
    with pytest.raises(RefusedError, match="not-a-backup"):
        backup.open_backup(stations.bundle, by_code(RecoveryCode.generate()))
    assert PASSPHRASE != NEW
