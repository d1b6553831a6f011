"""The ways into a workspace: who has one gets in, and who no longer has one stays out."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from interview_kit.crypto import keys
from interview_kit.crypto.age import HybridIdentity
from interview_kit.crypto.recovery import RecoveryCode
from interview_kit.errors import InputError, RefusedError, StorageError
from interview_kit.trust import custody, own, packs
from interview_kit.vault import drafts, interviews
from interview_kit.vault.database import Database
from interview_kit.vault.workspace import (
    Workspace,
    open_workspace,
    unlock,
    unlock_for_somebody_gone,
    unlock_with_code,
)
from tests.stations import CUSTODIAN_PASSPHRASE, PASSPHRASE, Stations, record

NEW = "네모난 사과는 화요일에 노래한다"


@pytest.fixture
def folder(stations: Stations) -> Path:
    return stations.folder / "laptop"


def header(folder: Path) -> dict[str, Any]:
    read: dict[str, Any] = json.loads((folder / "workspace.json").read_text("utf-8"))
    return read


def put_back(folder: Path, changed: dict[str, Any]) -> None:
    (folder / "workspace.json").write_text(
        json.dumps(changed, separators=(",", ":"), sort_keys=True, ensure_ascii=False), "utf-8"
    )


def holders_of(stations: Stations) -> tuple[Sequence[HybridIdentity], Sequence[HybridIdentity]]:
    with stations.office() as office:
        return own.identities(office), custody.identities(office, CUSTODIAN_PASSPHRASE)


def test_a_new_passphrase_opens_and_the_old_one_does_not(stations: Stations, folder: Path) -> None:
    with stations.laptop() as laptop:
        laptop.keyring.set_passphrase(NEW, keys.FLOOR)
    with pytest.raises(InputError, match="passphrase-wrong"):
        unlock(folder, PASSPHRASE)
    with open_workspace(folder, NEW) as laptop:
        assert own.signing_keys(laptop)


def test_the_printed_code_opens_everything_the_passphrase_does(stations: Stations, folder: Path) -> None:
    with stations.laptop() as laptop:
        kept = own.signing_keys(laptop).to_bytes()
        code, _ = laptop.keyring.set_recovery_code()
    with Workspace(unlock_with_code(folder, RecoveryCode.parse(str(code)))) as laptop:
        assert own.signing_keys(laptop).to_bytes() == kept


def test_a_newer_sheet_takes_the_place_of_the_one_before(stations: Stations, folder: Path) -> None:
    with stations.laptop() as laptop:
        old, _ = laptop.keyring.set_recovery_code()
        laptop.keyring.set_recovery_code()
    with pytest.raises(InputError, match="recovery-wrong"):
        unlock_with_code(folder, old)


def test_office_and_custodian_reopen_together_but_cannot_sign_as_the_interviewer(
    stations: Stations, folder: Path
) -> None:
    with stations.laptop() as laptop:
        interview = record(laptop)
    office, custodian = holders_of(stations)
    with Workspace(unlock_for_somebody_gone(folder, office, custodian)) as reopened:
        draft = drafts.open_draft(reopened, interview)
        assert draft.interview.answers_json(identifying=True)
        assert not reopened.keyring.may_sign
        with pytest.raises(RefusedError, match="no-author-key"):
            own.signing_keys(reopened)
        with pytest.raises(RefusedError, match="no-author-key"):
            reopened.renew(NEW, None, keys.FLOOR)


def test_neither_office_nor_custodian_reopens_alone(stations: Stations, folder: Path) -> None:
    office, custodian = holders_of(stations)
    stranger = [HybridIdentity.generate()]
    for first, second in ((office, stranger), (stranger, custodian), (custodian, office)):
        with pytest.raises(InputError, match="escrow-not-ours"):
            unlock_for_somebody_gone(folder, first, second)


def test_an_escrow_slot_of_another_laptop_does_not_fit_here(stations: Stations, folder: Path) -> None:
    other = stations.with_laptop("other")
    with other.open("other") as laptop, stations.office() as office:
        fingerprint = packs.write_pack(office, stations.stick / "p.ikp", ())
        packs.accept_pack(laptop, stations.stick / "p.ikp", fingerprint)
    mine, theirs = header(folder), header(stations.folder / "other")
    mine["slots"] = [one for one in theirs["slots"] if one["kind"] == "escrow"]
    put_back(folder, mine)
    with pytest.raises(InputError, match="escrow-not-ours"):
        unlock_for_somebody_gone(folder, *holders_of(stations))


def test_after_a_renewal_nothing_that_was_known_opens_anything(stations: Stations, folder: Path) -> None:
    with stations.laptop() as laptop:
        interview = record(laptop)
        kept, code = own.signing_keys(laptop).to_bytes(), laptop.keyring.set_recovery_code()[0]
        old_key, old_secret = laptop._key, laptop.keyring.secret
        new_code, _ = laptop.renew(NEW, packs.holders(laptop), keys.FLOOR)
        assert own.signing_keys(laptop).to_bytes() == kept
        new_secret = laptop.keyring.secret
        laptop.rotate_if_owed()
    for old, new in ((old_secret.workspace_key, new_secret.workspace_key),):
        assert old != new
    assert old_secret.author_key != new_secret.author_key
    with pytest.raises(InputError, match="passphrase-wrong"):
        unlock(folder, PASSPHRASE)
    with pytest.raises(InputError, match="recovery-wrong"):
        unlock_with_code(folder, code)
    with pytest.raises(RefusedError, match="database-key"):
        Database(folder / "store.db", old_key)
    for unlocked in (
        unlock(folder, NEW),
        unlock_with_code(folder, new_code),
    ):
        with Workspace(unlocked) as laptop:
            assert drafts.open_draft(laptop, interview)
            assert own.signing_keys(laptop).to_bytes() == kept
    with Workspace(unlock_for_somebody_gone(folder, *holders_of(stations))) as laptop:
        assert drafts.open_draft(laptop, interview)


def test_a_header_from_before_a_renewal_opens_nothing_any_more(stations: Stations, folder: Path) -> None:
    before = (folder / "workspace.json").read_bytes()
    with stations.laptop() as laptop:
        laptop.renew(NEW, None, keys.FLOOR)
    (folder / "workspace.json").write_bytes(before)
    with pytest.raises(RefusedError, match="database-key"):
        open_workspace(folder, PASSPHRASE)


@pytest.mark.parametrize("moment", ["_finish_author_change", "rotate_if_owed"])
def test_a_renewal_cut_off_is_finished_at_the_next_opening(
    stations: Stations, folder: Path, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    def cut_off(_: Workspace) -> None:
        raise StorageError("files.failed", path="T")

    with stations.laptop() as laptop:
        kept = own.signing_keys(laptop).to_bytes()
        monkeypatch.setattr(Workspace, moment, cut_off)
        code, _ = laptop.renew(NEW, None, keys.FLOOR)
        assert isinstance(code, RecoveryCode)
    monkeypatch.undo()
    with open_workspace(folder, NEW) as laptop:
        interviews.finish_owed(laptop)
        assert own.signing_keys(laptop).to_bytes() == kept
        assert not laptop.setting("rotation owed")
        assert laptop.setting("author key before") is None


def test_a_renewal_that_could_not_write_its_header_leaves_everything_as_it_was(
    stations: Stations, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise StorageError("files.disk-full", path="T")

    with stations.laptop() as laptop:
        kept = own.signing_keys(laptop).to_bytes()
        monkeypatch.setattr("interview_kit.vault.header.write_atomically", full)
        with pytest.raises(StorageError):
            laptop.renew(NEW, None, keys.FLOOR)
        assert own.signing_keys(laptop).to_bytes() == kept
        monkeypatch.undo()
    with stations.laptop() as laptop:
        assert own.signing_keys(laptop).to_bytes() == kept
        laptop.renew(NEW, None, keys.FLOOR)
    with open_workspace(folder, NEW) as laptop:
        assert own.signing_keys(laptop).to_bytes() == kept


def cheaper(slots: list[dict[str, Any]]) -> None:
    slots[0]["cost"]["iterations"] += 1


def swapped(slots: list[dict[str, Any]]) -> None:
    slots.reverse()


def boxes_swapped(slots: list[dict[str, Any]]) -> None:
    slots[0]["box"], slots[1]["box"] = slots[1]["box"], slots[0]["box"]


def kind_changed(slots: list[dict[str, Any]]) -> None:
    slots[0] = {key: slots[0][key] for key in ("id", "salt", "box")} | {"kind": "recovery"}


def dropped(slots: list[dict[str, Any]]) -> None:
    del slots[1]


@pytest.mark.parametrize("tamper", [cheaper, swapped, boxes_swapped, kind_changed, dropped])
def test_a_header_with_tampered_slots_opens_by_nothing(
    stations: Stations, folder: Path, tamper: Callable[[list[dict[str, Any]]], None]
) -> None:
    with stations.laptop() as laptop:
        code, _ = laptop.keyring.set_recovery_code()
    changed = header(folder)
    tamper(changed["slots"])
    put_back(folder, changed)
    with pytest.raises((InputError, RefusedError)) as passphrase:
        unlock(folder, PASSPHRASE)
    with pytest.raises((InputError, RefusedError)) as recovery:
        unlock_with_code(folder, code)
    with pytest.raises((InputError, RefusedError)) as escrow:
        unlock_for_somebody_gone(folder, *holders_of(stations))
    assert "vault.header-altered" in {caught.value.code for caught in (passphrase, recovery, escrow)}


def test_more_slots_than_anybody_needs_are_refused_before_they_cost_time(folder: Path) -> None:
    changed = header(folder)
    changed["slots"] = changed["slots"][:1] * 9
    put_back(folder, changed)
    with pytest.raises(RefusedError, match="header-unreadable"):
        unlock(folder, PASSPHRASE)


def test_an_office_pack_with_other_recipients_lets_those_in(stations: Stations, folder: Path) -> None:
    before = [one for one in header(folder)["slots"] if one["kind"] == "escrow"]
    with stations.laptop() as laptop, stations.office() as office:
        packs.write_pack(office, stations.stick / "again.ikp", ())
        packs.accept_pack(laptop, stations.stick / "again.ikp", None)
    assert [one for one in header(folder)["slots"] if one["kind"] == "escrow"] == before
    assert len(before) == 1


def test_a_copy_keeps_its_own_slots(stations: Stations, folder: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(folder, copy)
    with stations.laptop() as laptop:
        laptop.keyring.set_passphrase(NEW, keys.FLOOR)
    assert unlock(copy, PASSPHRASE).secret == unlock(folder, NEW).secret
