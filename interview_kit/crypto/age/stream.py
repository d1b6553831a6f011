"""The payload of an age file: 64 KiB chunks, each authenticated before it is released."""

from __future__ import annotations

import hmac
import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from types import TracebackType
from typing import BinaryIO, Final, Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from interview_kit.crypto.age.header import (
    SCRYPT,
    Header,
    Stanza,
    authenticated_part,
    header_refused,
    read_header,
)
from interview_kit.crypto.age.recipients import FILE_KEY_SIZE, Identity, Recipient
from interview_kit.errors import InputError, RefusedError

CHUNK_SIZE: Final = 64 * 1024
TAG_SIZE: Final = 16
NONCE_SIZE: Final = 16


class Encryptor:
    """Encrypts what is written to it and passes it on to ``sink``.

    The header is written at once. :meth:`close` writes the last chunk and leaves ``sink`` open and
    unflushed; without it, after leaving the context by an exception, or once ``sink`` has failed,
    no reader accepts the file. Recipients must all be of one kind, and a passphrase the only one:
    else ``InputError`` ``crypto.age-recipients``.
    """

    def __init__(self, sink: BinaryIO, recipients: Sequence[Recipient]) -> None:
        self._sink = sink
        self._file_key = os.urandom(FILE_KEY_SIZE)
        stanzas = tuple(recipient.wrap(self._file_key) for recipient in recipients)
        _check_recipients(stanzas)
        nonce = os.urandom(NONCE_SIZE)
        self._write_all(Header(stanzas, _header_mac(self._file_key, stanzas)).encode() + nonce)
        self._aead = _payload_aead(self._file_key, nonce)
        self._index = 0
        self._pending = bytearray(CHUNK_SIZE)
        self._pending_size = 0
        self._sealed = bytearray(CHUNK_SIZE + TAG_SIZE)
        self._closed = False

    @property
    def file_key(self) -> bytes:
        """The key of this one file, for reading back what was written. Secret."""
        return self._file_key

    def write(self, data: bytes | bytearray | memoryview) -> int:
        """Encrypt ``data``, all of it; return its size in bytes."""
        if self._closed:
            raise ValueError("write to a closed Encryptor")
        rest = memoryview(data).cast("B")
        size = len(rest)
        # A full chunk is sealed only once more follows: the last one is sealed differently.
        while rest:
            if self._pending_size == CHUNK_SIZE:
                self._seal(self._pending, last=False)
                self._pending_size = 0
            if self._pending_size == 0 and len(rest) > CHUNK_SIZE:
                self._seal(rest[:CHUNK_SIZE], last=False)
                rest = rest[CHUNK_SIZE:]
                continue
            end = min(self._pending_size + len(rest), CHUNK_SIZE)
            taken = end - self._pending_size
            self._pending[self._pending_size : end] = rest[:taken]
            self._pending_size = end
            rest = rest[taken:]
        return size

    def close(self) -> None:
        """Write the last chunk, once."""
        if not self._closed:
            self._closed = True
            self._seal(memoryview(self._pending)[: self._pending_size], last=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if kind is None:
            self.close()
        self._closed = True

    def _seal(self, clear: bytearray | memoryview, *, last: bool) -> None:
        sealed = memoryview(self._sealed)[: len(clear) + TAG_SIZE]
        self._aead.encrypt_into(_nonce(self._index, last), clear, None, sealed)
        self._index += 1
        try:
            self._write_all(sealed)
        except BaseException:
            self._closed = True
            raise

    def _write_all(self, data: bytes | memoryview) -> None:
        rest = memoryview(data)
        while rest:  # an unbuffered file may take less than it was given
            rest = rest[self._sink.write(rest) :]


class Decryptor:
    """Reads what an age file holds; releases no byte that is not authenticated.

    ``source`` is read from its position to its end. The constructor reads the header and raises
    ``crypto.age-header``, ``crypto.age-no-match`` or ``crypto.age-mac``.
    """

    def __init__(self, source: BinaryIO, identities: Sequence[Identity]) -> None:
        self._source = source
        self._header = read_header(source)
        file_key = _unwrap(self._header, identities)
        if not hmac.compare_digest(_header_mac(file_key, self._header.stanzas), self._header.mac):
            raise RefusedError("crypto.age-mac")
        nonce = _read_fully(source, NONCE_SIZE)
        if len(nonce) < NONCE_SIZE:
            raise header_refused()
        self._aead = _payload_aead(file_key, nonce)
        self._index = 0
        self._ahead = _read_fully(source, CHUNK_SIZE + TAG_SIZE)
        self._clear = b""
        self._position = 0
        self._finished = False
        self._refusal = ""

    @classmethod
    def with_file_key(cls, source: BinaryIO, file_key: bytes) -> Self:
        """Open a file by its :attr:`Encryptor.file_key`; with another key, ``crypto.age-mac``."""
        return cls(source, [_KnownFileKey(file_key)])

    @property
    def header(self) -> Header:
        """The authenticated header."""
        return self._header

    def read(self, size: int) -> bytes:
        """Return the next ``size`` bytes, fewer only at the end; ``size`` is at least 1.

        ``b""`` says that the last chunk was authenticated and nothing follows it. Earlier bytes
        are genuine but may be a mere beginning. Raises ``RefusedError`` ``crypto.age-payload`` or
        ``crypto.age-truncated``, from then on at every call.
        """
        if size < 1:
            raise ValueError("read needs a positive size")
        parts: list[bytes] = []
        missing = size
        while missing:
            if self._position == len(self._clear):
                self._clear, self._position = self._next_chunk(), 0
                if not self._clear:
                    break
            part = self._clear[self._position : self._position + missing]
            self._position += len(part)
            missing -= len(part)
            parts.append(part)
        return b"".join(parts)

    def _next_chunk(self) -> bytes:
        """Return the next chunk's clear text, or ``b""`` after the last."""
        if self._refusal:
            raise RefusedError(self._refusal)
        if self._finished:
            return b""
        sealed, self._ahead = self._ahead, _read_fully(self._source, CHUNK_SIZE + TAG_SIZE)
        last = not self._ahead
        clear = self._open(sealed, last=last)
        # Only an empty file ends in an empty chunk: one content, one sequence of chunks.
        if clear is None or (last and not clear and self._index > 0):
            cut = last and (len(sealed) < TAG_SIZE or self._open(sealed, last=False) is not None)
            self._refusal = "crypto.age-truncated" if cut else "crypto.age-payload"
            raise RefusedError(self._refusal)
        self._index += 1
        self._finished = last
        return clear

    def _open(self, sealed: bytes, *, last: bool) -> bytes | None:
        try:
            return self._aead.decrypt(_nonce(self._index, last), sealed, None)
        except InvalidTag:
            return None


@dataclass(frozen=True)
class _KnownFileKey:
    """The identity of one who holds the file key itself."""

    file_key: bytes = field(repr=False)

    def unwrap(self, _: Stanza) -> bytes:
        return self.file_key


def _unwrap(header: Header, identities: Sequence[Identity]) -> bytes:
    for stanza in header.stanzas:
        for identity in identities:
            file_key = identity.unwrap(stanza)
            if file_key is not None:
                return file_key
    raise RefusedError("crypto.age-no-match")


def _check_recipients(stanzas: tuple[Stanza, ...]) -> None:
    kinds = {stanza.type for stanza in stanzas}
    if len(kinds) != 1 or (kinds == {SCRYPT} and len(stanzas) > 1):
        raise InputError("crypto.age-recipients")


def _header_mac(file_key: bytes, stanzas: tuple[Stanza, ...]) -> bytes:
    return hmac.digest(_derive(file_key, b"", b"header"), authenticated_part(stanzas), "sha256")


def _payload_aead(file_key: bytes, nonce: bytes) -> ChaCha20Poly1305:
    return ChaCha20Poly1305(_derive(file_key, nonce, b"payload"))


def _derive(file_key: bytes, salt: bytes, info: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt=salt, info=info).derive(file_key)


def _nonce(index: int, last: bool) -> bytes:
    return index.to_bytes(11, "big") + (b"\x01" if last else b"\x00")


def _read_fully(source: BinaryIO, size: int) -> bytes:
    """Read ``size`` bytes, fewer only at the end, even from an unbuffered source."""
    data = source.read(size)
    while data and len(data) < size:
        more = source.read(size - len(data))
        if not more:
            break
        data += more
    return data
