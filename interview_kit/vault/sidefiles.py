"""Side files: attachments beside the database, each under a key of its own that lives in the database.

A side file is a run of records, each written once: four bytes with the length of what follows
(big-endian), then ChaCha20-Poly1305 of up to 64 KiB. The nonce is the record's number (11 bytes) and a
byte that is 1 for the last record, so records cannot be cut, repeated or reordered. A key is used for
one file only.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from interview_kit.errors import RefusedError
from interview_kit.files import replacing

RECORD: Final = 64 * 1024
_TAG: Final = 16


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: the key that opens it, and the digest and size of the plaintext."""

    key: bytes
    sha256: bytes
    size: int


def write(path: Path, source: BinaryIO) -> Written:
    """Encrypt everything ``source`` gives into a new side file, in bounded memory and durably."""
    key, digest, size = secrets.token_bytes(32), hashlib.sha256(), 0
    cipher = ChaCha20Poly1305(key)
    with replacing(path) as file:
        number, piece = 0, source.read(RECORD)
        while True:
            following = source.read(RECORD) if len(piece) == RECORD else b""
            digest.update(piece)
            size += len(piece)
            sealed = cipher.encrypt(_nonce(number, final=not following), piece, None)
            file.write(len(sealed).to_bytes(4, "big") + sealed)
            if not following:
                break
            number, piece = number + 1, following
    return Written(key, digest.digest(), size)


def read(path: Path, key: bytes) -> Iterator[bytes]:
    """Yield the plaintext in pieces of at most 64 KiB.

    Raises :class:`RefusedError` ``vault.attachment-damaged``; what was yielded before is authentic.
    """
    cipher = ChaCha20Poly1305(key)
    with path.open("rb") as file:
        number, final = 0, False
        while not final:
            length = int.from_bytes(file.read(4), "big")
            sealed = file.read(length) if _TAG <= length <= RECORD + _TAG else b""
            if not sealed or len(sealed) != length:
                raise RefusedError("vault.attachment-damaged")
            final = not file.peek(1)
            try:
                yield cipher.decrypt(_nonce(number, final=final), sealed, None)
            except InvalidTag:
                raise RefusedError("vault.attachment-damaged") from None
            number += 1


def _nonce(number: int, *, final: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([final])
