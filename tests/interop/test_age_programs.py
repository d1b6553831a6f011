"""Other programs of the age format open what we encrypt, and we open what they do."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from interview_kit.crypto.age import (
    Decryptor,
    Encryptor,
    HybridIdentity,
    Identity,
    Recipient,
    ScryptIdentity,
    ScryptRecipient,
    X25519Identity,
)
from tests.changes import chance
from tests.interop.stocktools import HERE, MODULES

#: Around the ends of chunks.
SIZES = (0, 1, 65_535, 65_536, 65_537, 200_000)
PASSPHRASE = "T 조용한 강"

Run = Callable[..., bytes]


@pytest.fixture
def the_age_program(tmp_path: Path) -> Run:
    """The age program of this system, which knows no hybrid recipients yet in Debian 12."""
    if shutil.which("age") is None:
        pytest.fail("not installed: age (packaging/linux/system-packages.txt)")

    def run(*arguments: object) -> bytes:
        command = ["age", *map(str, arguments)]
        return subprocess.run(command, cwd=tmp_path, check=True, capture_output=True).stdout

    return run


@pytest.fixture
def age_encryption(tmp_path: Path) -> Run:
    """The npm package age-encryption."""
    if not (MODULES / ".installed").exists():
        pytest.fail("the npm package age-encryption is not installed: make build/node/.installed")

    def run(*arguments: object) -> bytes:
        command = ["node", str(HERE / "age.mjs"), str(MODULES), *map(str, arguments)]
        return subprocess.run(command, cwd=tmp_path, check=True, capture_output=True).stdout

    return run


def encrypted(file: Path, content: bytes, *recipients: Recipient) -> None:
    with file.open("wb") as sink, Encryptor(sink, recipients) as sealed:
        sealed.write(content)


def decrypted(file: Path, *identities: Identity) -> bytes:
    with file.open("rb") as source:
        reader = Decryptor(source, identities)
        return b"".join(iter(lambda: reader.read(70_000), b""))


@pytest.mark.parametrize("size", SIZES)
def test_the_age_program_opens_ours_and_we_open_its(the_age_program: Run, tmp_path: Path, size: int) -> None:
    identity, content = X25519Identity.generate(), chance(size).randbytes(size)
    (tmp_path / "key").write_text(f"{identity}\n", "ascii")
    encrypted(tmp_path / "ours.age", content, identity.recipient)
    assert the_age_program("-d", "-i", "key", "ours.age") == content
    (tmp_path / "clear").write_bytes(content)
    the_age_program("-r", identity.recipient, "-o", "theirs.age", "clear")
    assert decrypted(tmp_path / "theirs.age", identity) == content


def test_each_of_several_recipients_opens_it(the_age_program: Run, tmp_path: Path) -> None:
    first, second = X25519Identity.generate(), X25519Identity.generate()
    (tmp_path / "key").write_text(f"{second}\n", "ascii")
    encrypted(tmp_path / "ours.age", b"T-both", first.recipient, second.recipient)
    assert the_age_program("-d", "-i", "key", "ours.age") == b"T-both"
    (tmp_path / "clear").write_bytes(b"T-both")
    the_age_program("-r", first.recipient, "-r", second.recipient, "-o", "theirs.age", "clear")
    assert decrypted(tmp_path / "theirs.age", second) == b"T-both"


def test_the_age_program_refuses_ours_once_it_is_changed(the_age_program: Run, tmp_path: Path) -> None:
    identity = X25519Identity.generate()
    (tmp_path / "key").write_text(f"{identity}\n", "ascii")
    encrypted(tmp_path / "ours.age", b"T-whole", identity.recipient)
    whole = bytearray((tmp_path / "ours.age").read_bytes())
    whole[-1] ^= 1
    (tmp_path / "ours.age").write_bytes(whole)
    with pytest.raises(subprocess.CalledProcessError):
        the_age_program("-d", "-i", "key", "ours.age")


@pytest.mark.parametrize("kind", [X25519Identity, HybridIdentity])
@pytest.mark.parametrize("size", SIZES)
def test_age_encryption_opens_ours_and_we_open_its(
    age_encryption: Run, tmp_path: Path, kind: type[X25519Identity] | type[HybridIdentity], size: int
) -> None:
    identity, content = kind.generate(), chance(size).randbytes(size)
    (tmp_path / "key").write_text(f"{identity}\n", "ascii")
    encrypted(tmp_path / "ours.age", content, identity.recipient)
    age_encryption("-d", "-i", "key", "-o", "opened", "ours.age")
    assert (tmp_path / "opened").read_bytes() == content
    (tmp_path / "clear").write_bytes(content)
    age_encryption("-r", identity.recipient, "-o", "theirs.age", "clear")
    assert decrypted(tmp_path / "theirs.age", identity) == content


def test_age_encryption_opens_by_passphrase_what_we_encrypt_and_the_other_way_round(
    age_encryption: Run, tmp_path: Path
) -> None:
    (tmp_path / "words").write_text(PASSPHRASE, "utf-8")
    encrypted(tmp_path / "ours.age", b"T-words", ScryptRecipient(PASSPHRASE, work_factor=12))
    age_encryption("-d", "-p", "words", "-o", "opened", "ours.age")
    assert (tmp_path / "opened").read_bytes() == b"T-words"
    (tmp_path / "clear").write_bytes(b"T-words")
    age_encryption("-p", "words", "-o", "theirs.age", "clear")
    assert decrypted(tmp_path / "theirs.age", ScryptIdentity(PASSPHRASE)) == b"T-words"
