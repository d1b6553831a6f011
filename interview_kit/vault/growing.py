"""Side files that grow while something is recorded, and can be read up to the last second at any time.

They have the format of all side files (:mod:`.sidefiles`); their records are shorter, and the last is empty.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from interview_kit.files import storage_error, sync_folder
from interview_kit.vault.sidefiles import RECORD, Reader, Written, nonce, sync_data, write_whole

#: Seconds after which what waits is kept, when something comes in.
PATIENCE: Final = 1.0
#: Windows would otherwise turn every newline into two bytes.
_NEW: Final = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


class Writer:
    """A side file that grows while something is recorded, and is readable up to the last record at any time.

    What is appended waits until it fills a record, or until something is appended :data:`PATIENCE` after it
    came: who appends at least once a second has it on the disk within two. ``flush`` does not wait. Where
    the disk fails, :class:`StorageError` says so, what was durable stays so, and the next ``append``,
    ``flush`` or ``finish`` tries again. Used by one thread at a time.
    """

    def __init__(self, path: Path, key: bytes, clock: Callable[[], float] = time.monotonic) -> None:
        """Make the file; its name is durable. ``key`` must be new, and kept before."""
        self._path = path
        self._key = key
        self._cipher = ChaCha20Poly1305(key)
        self._clock = clock
        self._waiting = bytearray()
        self._since = 0.0
        #: A record that is sealed but not known to be on the disk: a second try must write the same bytes,
        #: for nothing else may ever be sealed under its number.
        self._sealed = b""
        self._end = self._number = self._size = 0
        self._digest = hashlib.sha256()
        self._written: Written | None = None
        try:
            self._file = os.fdopen(os.open(path, _NEW, 0o600), "wb", buffering=0)
            try:
                sync_folder(path.parent)
            except OSError:
                self._file.close()
                raise
        except OSError as error:
            raise storage_error(error, path) from error

    def append(self, piece: bytes) -> None:
        """Take in what was recorded."""
        if not self._waiting:
            self._since = self._clock()
        self._waiting += piece
        if len(self._waiting) >= RECORD or self._clock() - self._since >= PATIENCE:
            self.flush()

    def flush(self) -> None:
        """Keep everything that was appended; when this returns it is on the disk."""
        while self._waiting or self._sealed:
            if not self._sealed:
                piece = bytes(self._waiting[:RECORD])
                self._sealed = self._cipher.encrypt(nonce(self._number, final=False), piece, None)
                self._digest.update(piece)
                self._size += len(piece)
                del self._waiting[:RECORD]
            self._put(self._sealed, sync_data)
            self._number, self._sealed = self._number + 1, b""
            self._since = self._clock()

    def finish(self) -> Written:
        """Keep everything and mark the end; once it is marked, say again what was written."""
        if self._written is not None:
            return self._written
        self.flush()
        # The last record is always empty, so that whoever closes a file that was cut seals the same.
        self._put(_end_record(self._cipher, self._number), os.fsync)
        self.close()
        self._written = Written(self._key, self._digest.digest(), self._size)
        return self._written

    def close(self) -> None:
        """Let go of the file without marking its end; harmless twice."""
        self._file.close()

    def _put(self, sealed: bytes, sync: Callable[[int], None]) -> None:
        data = memoryview(len(sealed).to_bytes(4, "big") + sealed)
        try:
            self._file.seek(self._end)
            write_whole(self._file.fileno(), data)
            sync(self._file.fileno())
        except OSError as error:
            raise storage_error(error, self._path) from error
        self._end += len(data)


def close_cut(path: Path, key: bytes) -> Written:
    """Mark the end of a file whose writing was cut off, after its last authentic record, durably.

    What follows that record is cut away. Harmless on a file that is complete, and if it is cut off itself.
    """
    digest = hashlib.sha256()
    with Reader(path, key, cut=True) as reader:
        for piece in reader.pieces():
            digest.update(piece)
        if not reader.complete:
            sealed = _end_record(ChaCha20Poly1305(key), reader.records)
            try:
                with path.open("r+b") as file:
                    file.truncate(reader.end)
                    file.seek(reader.end)
                    file.write(len(sealed).to_bytes(4, "big") + sealed)
                    file.flush()
                    os.fsync(file.fileno())
            except OSError as error:
                raise storage_error(error, path) from error
        return Written(key, digest.digest(), reader.size)


def _end_record(cipher: ChaCha20Poly1305, number: int) -> bytes:
    return cipher.encrypt(nonce(number, final=True), b"", None)
