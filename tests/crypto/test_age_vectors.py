"""The public test vectors of the age format, where they lie beside the project."""

from __future__ import annotations

import hashlib
import io
import zlib
from dataclasses import dataclass
from pathlib import Path

import pytest

from interview_kit.crypto import age
from interview_kit.crypto.age import armor
from interview_kit.errors import RefusedError

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "conformance" / "age"
NAMES = sorted(path.name for path in FOLDER.glob("*"))

CODES = {
    "no match": {"crypto.age-no-match"},
    "header failure": {"crypto.age-header"},
    "HMAC failure": {"crypto.age-mac"},
    "payload failure": {"crypto.age-payload", "crypto.age-truncated"},
    "armor failure": {"crypto.age-armor"},
}


@dataclass
class Vector:
    """One vector: its header lines and the age file after them."""

    lines: list[tuple[str, str]]
    content: bytes

    @property
    def fields(self) -> dict[str, str]:
        return dict(self.lines)

    @property
    def identities(self) -> list[age.Identity]:
        return [identity(key, text) for key, text in self.lines if key in KINDS]


KINDS = {"identity", "passphrase"}


def identity(key: str, text: str) -> age.Identity:
    if key == "passphrase":
        return age.ScryptIdentity(text)
    if text.startswith("AGE-SECRET-KEY-PQ-"):
        return age.HybridIdentity.parse(text)
    return age.X25519Identity.parse(text)


def load(name: str) -> Vector:
    head, _, content = (FOLDER / name).read_bytes().partition(b"\n\n")
    lines = [tuple(line.split(": ", 1)) for line in head.decode().split("\n")]
    if ("compressed", "zlib") in lines:
        content = zlib.decompress(content)
    return Vector([(key, text) for key, text in lines], content)


def decrypted(vector: Vector) -> bytes:
    content = armor.decode(vector.content) if "armored" in vector.fields else vector.content
    decryptor = age.Decryptor(io.BytesIO(content), vector.identities)
    assert content.startswith(decryptor.header.encode())
    return b"".join(iter(lambda: decryptor.read(100_000), b""))


def test_all_vectors_are_there() -> None:
    if not NAMES:
        pytest.skip("the age test vectors are not beside this project")
    assert len(NAMES) == 143


@pytest.mark.parametrize("name", NAMES)
def test_a_vector_opens_or_is_refused_as_it_says(name: str) -> None:
    vector = load(name)
    expected = vector.fields["expect"]
    if expected == "success":
        assert hashlib.sha256(decrypted(vector)).hexdigest() == vector.fields["payload"]
    else:
        with pytest.raises(RefusedError) as refusal:
            decrypted(vector)
        assert refusal.value.code in CODES[expected]
