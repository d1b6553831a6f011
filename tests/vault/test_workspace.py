"""A workspace opens for its passphrase, keeps what it acknowledged, and gives nothing away."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from interview_kit.crypto import keys
from interview_kit.errors import InputError, RefusedError, StorageError
from interview_kit.vault import database, workspace
from interview_kit.vault.header import Purpose, Role
from interview_kit.vault.workspace import Workspace, create, open_workspace

PASSPHRASE = "열두 개의 조용한 낱말"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A closed field workspace with one setting in it."""
    made = create(
        tmp_path / "laptop",
        role=Role.FIELD,
        purpose=Purpose.REAL,
        name="T-laptop",
        passphrase=PASSPHRASE,
        cost=keys.FLOOR,
    )
    made.set_setting("canary", "카나리아 canary-7731")
    made.close()
    return tmp_path / "laptop"


def test_the_passphrase_opens_it_and_nothing_else_does(folder: Path) -> None:
    with open_workspace(folder, PASSPHRASE) as opened:
        assert (opened.name, opened.role, opened.purpose) == ("T-laptop", Role.FIELD, Purpose.REAL)
    with pytest.raises(InputError, match="passphrase-wrong"):
        open_workspace(folder, "열두 개의 조용한 낱밀")


def test_hangul_typed_as_separate_letters_is_the_same_passphrase(folder: Path) -> None:
    import unicodedata

    with open_workspace(folder, unicodedata.normalize("NFD", PASSPHRASE)) as opened:
        assert opened.name == "T-laptop"


def test_a_folder_with_something_in_it_is_left_alone(folder: Path) -> None:
    before = sorted(path.name for path in folder.iterdir())
    with pytest.raises(InputError, match="folder-not-empty"):
        create(folder, role=Role.FIELD, purpose=Purpose.REAL, name="T", passphrase="x")
    assert sorted(path.name for path in folder.iterdir()) == before


def test_a_folder_without_a_workspace_says_so(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no-workspace"):
        open_workspace(tmp_path, PASSPHRASE)


@pytest.mark.parametrize(
    "change",
    [
        {"purpose": "practice"},
        {"role": "office"},
        {"id": "a" * 26},
        {"database": ["AAAA"]},
    ],
)
def test_a_changed_header_is_noticed(folder: Path, change: dict[str, object]) -> None:
    _rewrite(folder, change)
    with pytest.raises((RefusedError, InputError)) as refused:
        open_workspace(folder, PASSPHRASE)
    assert refused.value.code in ("vault.header-altered", "vault.passphrase-wrong")


def test_a_header_that_makes_guessing_cheap_is_refused_before_the_passphrase_is_used(
    folder: Path,
) -> None:
    slot = json.loads((folder / "workspace.json").read_text())["slots"][0]
    _rewrite(folder, {"slots": [slot | {"cost": {"iterations": 1, "memory_kib": 8, "lanes": 1}}]})
    with pytest.raises(RefusedError, match="header-altered"):
        open_workspace(folder, PASSPHRASE)


@pytest.mark.parametrize("content", [b"", b"{}", b"[" * 100_000, b'{"format":"x"}', b"\xff"])
def test_an_unreadable_header_is_refused_with_its_name(folder: Path, content: bytes) -> None:
    (folder / "workspace.json").write_bytes(content)
    with pytest.raises(RefusedError, match="header-unreadable"):
        open_workspace(folder, PASSPHRASE)


def test_a_second_program_is_told_that_the_workspace_is_in_use(folder: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from interview_kit.vault.workspace import open_workspace\n"
        "try: open_workspace(Path(sys.argv[1]), sys.argv[2])\n"
        "except Exception as error: print(error.code, error.parameters['process'])"
    )
    with open_workspace(folder, PASSPHRASE):
        second = subprocess.run(
            [sys.executable, "-c", script, str(folder), PASSPHRASE],
            capture_output=True,
            text=True,
            check=True,
        )
    assert second.stdout.split() == ["vault.in-use-by", str(os.getpid())]


def test_nothing_in_the_folder_can_be_read_without_the_key(folder: Path) -> None:
    for path in folder.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert "카나리아".encode() not in content
            assert b"canary-7731" not in content
            assert b"T-laptop" not in content
            assert path.stat().st_mode & 0o077 == 0


def test_the_bare_library_opens_the_database_with_the_unwrapped_key(folder: Path) -> None:
    from sqlcipher3 import dbapi2

    opened = open_workspace(folder, PASSPHRASE)
    key = opened._key
    opened.close()
    connection = dbapi2.connect(str(folder / "store.db"))
    connection.set_key(f"x'{key.hex()}'")
    assert connection.execute("SELECT value FROM setting WHERE name = 'name'").fetchone() == ('"T-laptop"',)
    connection.close()


def test_after_a_rotation_the_old_key_opens_nothing(folder: Path) -> None:
    with open_workspace(folder, PASSPHRASE) as opened:
        old = opened._key
        opened.owe_rotation()
        opened.rotate_if_owed()
        assert opened.setting("canary") == "카나리아 canary-7731"
    with pytest.raises(RefusedError, match="database-key"):
        database.Database(folder / "store.db", old)
    with open_workspace(folder, PASSPHRASE) as opened:
        assert opened.setting("canary") == "카나리아 canary-7731"
        assert len(opened.keyring.header.database) == 1


@pytest.mark.parametrize("rekeyed", [False, True])
def test_a_rotation_cut_off_before_or_after_the_rekey_is_finished_at_the_next_opening(
    folder: Path, rekeyed: bool
) -> None:
    opened = open_workspace(folder, PASSPHRASE)
    opened.owe_rotation()
    new = database.new_key()
    opened.keyring.set_database_keys(opened._key, new)
    if rekeyed:
        opened.database.rekey(new)
    opened.close()
    with open_workspace(folder, PASSPHRASE) as again:
        assert again.setting("canary") == "카나리아 canary-7731"
        assert len(again.keyring.header.database) == 1
        again.rotate_if_owed()
        assert not again.setting("rotation owed")


def test_a_failed_transaction_leaves_nothing_behind(folder: Path) -> None:
    with open_workspace(folder, PASSPHRASE) as opened:
        with pytest.raises(InputError):
            _write_half(opened)
        assert opened.setting("half") is None


def test_no_statement_can_attach_another_database(folder: Path, tmp_path: Path) -> None:
    with open_workspace(folder, PASSPHRASE) as opened:
        for statement in (
            f"ATTACH '{tmp_path}/plain.db' AS plain KEY ''",
            f"VACUUM INTO '{tmp_path}/plain.db'",
        ):
            with pytest.raises(Exception):  # noqa: B017, PT011 - whatever SQLite says, it must refuse
                opened.database.run(statement)
    assert not (tmp_path / "plain.db").exists()


def test_a_workspace_of_a_newer_program_is_not_touched(folder: Path) -> None:
    opened = open_workspace(folder, PASSPHRASE)
    opened.database.run("PRAGMA user_version = 900")
    opened.close()
    with pytest.raises(RefusedError, match="newer-version"):
        open_workspace(folder, PASSPHRASE)


def test_a_missing_database_is_damage_and_never_replaced_by_an_empty_one(folder: Path) -> None:
    (folder / "store.db").unlink()
    with pytest.raises(RefusedError, match="database-damaged"):
        open_workspace(folder, PASSPHRASE)
    assert not (folder / "store.db").exists()


def test_a_workspace_in_a_place_that_cannot_be_written_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("T")
    with pytest.raises((StorageError, InputError)):
        create(tmp_path / "file" / "x", role=Role.FIELD, purpose=Purpose.REAL, name="T", passphrase="x")


def test_a_workspace_that_could_not_be_made_leaves_nothing_and_can_be_made_again(tmp_path: Path) -> None:
    """A full disk while the keys are put in: only what this run made goes again."""

    def full_disk(_: Workspace) -> None:
        raise StorageError("files.disk-full", path="T")

    def make(place: Path, passphrase: str, furnish: Callable[[Workspace], None]) -> None:
        create(
            place,
            role=Role.FIELD,
            purpose=Purpose.REAL,
            name="T",
            passphrase=passphrase,
            cost=keys.FLOOR,
            furnish=furnish,
        ).close()

    (tmp_path / "mine").mkdir()
    for place in (tmp_path / "mine", tmp_path / "new" / "laptop"):
        with pytest.raises(StorageError, match="disk-full"):
            make(place, PASSPHRASE, full_disk)
        with pytest.raises(InputError, match="passphrase-empty"):
            make(place, "", lambda _: None)
        assert list(tmp_path.rglob("*")) == [tmp_path / "mine"]
    for place in (tmp_path / "mine", tmp_path / "new" / "laptop"):
        make(place, PASSPHRASE, lambda _: None)
        open_workspace(place, PASSPHRASE).close()
    with pytest.raises(InputError, match="folder-not-empty"):
        make(tmp_path / "mine", PASSPHRASE, full_disk)
    open_workspace(tmp_path / "mine", PASSPHRASE).close()


def test_ids_are_26_letters_of_base32() -> None:
    names = {workspace.new_id() for _ in range(1000)}
    assert len(names) == 1000
    assert all(len(name) == 26 and set(name) <= set("abcdefghijklmnopqrstuvwxyz234567") for name in names)


def test_the_wrong_kind_of_workspace_is_refused_for_a_job(folder: Path) -> None:
    opened: Workspace
    with open_workspace(folder, PASSPHRASE) as opened, pytest.raises(InputError, match="needs-office"):
        opened.must_be(Role.OFFICE)


def _write_half(opened: Workspace) -> None:
    with opened.transaction():
        opened.set_setting("half", 1)
        raise InputError("vault.passphrase-wrong")


def _rewrite(folder: Path, change: dict[str, object]) -> None:
    from interview_kit.crypto import canonical

    header = json.loads((folder / "workspace.json").read_text())
    (folder / "workspace.json").write_bytes(canonical.encode(header | change))
