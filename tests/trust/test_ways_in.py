"""Changing the ways into a workspace: a sheet is owed until somebody has it; who may change them."""

from __future__ import annotations

from pathlib import Path

import pytest

from interview_kit.crypto import keys
from interview_kit.crypto.recovery import RecoveryCode
from interview_kit.errors import InputError, StorageError
from interview_kit.trust import ways_in
from interview_kit.vault import attempts
from interview_kit.vault.header import read_header
from interview_kit.vault.keyring import Keyring
from interview_kit.vault.workspace import Workspace, open_workspace, unlock_with_code
from tests.stations import PASSPHRASE, create_laptop

NEW = "alder birch cedar"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    create_laptop(tmp_path / "laptop").close()
    return tmp_path / "laptop"


@pytest.fixture
def laptop(folder: Path) -> Workspace:
    return open_workspace(folder, PASSPHRASE)


def code_on(sheet: ways_in.RecoverySheet) -> RecoveryCode:
    return RecoveryCode.parse(" ".join(sheet.groups))


def test_a_sheet_is_owed_until_it_is_in_hand_and_again_for_the_next_one(laptop: Workspace) -> None:
    assert ways_in.sheet_owed(laptop)
    ways_in.new_sheet(laptop)
    assert ways_in.sheet_owed(laptop)
    ways_in.sheet_in_hand(laptop)
    assert not ways_in.sheet_owed(laptop)
    ways_in.renew(laptop, NEW, keys.FLOOR)
    assert ways_in.sheet_owed(laptop)
    laptop.close()


def test_a_sheet_that_could_not_be_made_leaves_the_one_before_in_hand(
    laptop: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheet = ways_in.new_sheet(laptop)
    ways_in.sheet_in_hand(laptop)

    def full(_: Keyring) -> tuple[RecoveryCode, str]:
        raise StorageError("files.disk-full", path="T")

    monkeypatch.setattr(Keyring, "set_recovery_code", full)
    with pytest.raises(StorageError):
        ways_in.new_sheet(laptop)
    assert not ways_in.sheet_owed(laptop)
    laptop.close()
    unlock_with_code(laptop.folder, code_on(sheet))


def test_a_sheet_is_recognised_by_any_group_however_it_is_typed(laptop: Workspace) -> None:
    sheet = ways_in.new_sheet(laptop)
    laptop.close()
    third = sheet.groups[2]
    assert sheet.shows(3, f" {third[:3]}-{third[3:]} ")
    assert not sheet.shows(2, third)
    assert not sheet.shows(3, "")


def test_who_does_not_know_the_passphrase_is_counted_as_at_the_door(laptop: Workspace) -> None:
    for _ in range(3):
        with pytest.raises(InputError, match="passphrase-wrong"):
            ways_in.must_know(laptop, "quiet river at noon")
    with pytest.raises(InputError, match="wait"):
        ways_in.must_know(laptop, PASSPHRASE)
    attempts.forget(laptop.folder)
    ways_in.must_know(laptop, PASSPHRASE)
    laptop.close()


def test_recovering_gives_a_new_passphrase_and_leaves_the_sheet_valid(
    laptop: Workspace, folder: Path
) -> None:
    sheet = ways_in.new_sheet(laptop)
    laptop.close()
    ways_in.recover(folder, "-".join(sheet.groups), NEW, keys.FLOOR).close()
    open_workspace(folder, NEW).close()
    unlock_with_code(folder, code_on(sheet))
    with pytest.raises(InputError):
        open_workspace(folder, PASSPHRASE)


def test_a_weak_passphrase_does_not_replace_a_lost_one(laptop: Workspace, folder: Path) -> None:
    sheet = ways_in.new_sheet(laptop)
    laptop.close()
    before = read_header(folder)
    with pytest.raises(InputError, match="passphrase-weak"):
        ways_in.recover(folder, " ".join(sheet.groups), "password1234", keys.FLOOR)
    assert read_header(folder) == before


def test_a_sheet_goes_to_another_disk_only(laptop: Workspace, tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="same-disk"):
        ways_in.must_be_a_stick(laptop, tmp_path)
    laptop.close()


def test_mistakes_are_found_in_whole_groups_alone() -> None:
    groups = list(RecoveryCode.generate().groups)
    wrong = f"{groups[4][:5]}{(int(groups[4][5]) + 1) % 10}"
    assert ways_in.wrong_groups((*groups[:4], wrong, "12", "")) == (5,)
    assert ways_in.wrong_groups((groups[1],)) == (1,), "a group belongs to its place"
