"""Side files: attachments beside the database, each under a key of its own that lives in the database.

A side file is a run of records, each written once: four bytes with the length of what follows
(big-endian), then ChaCha20-Poly1305 of up to 64 KiB. The nonce is the record's number (11 bytes) and a
byte that is 1 for the last record, so records cannot be cut, repeated or reordered. A key is used for
one file only.

:func:`write` keeps what is there already, :mod:`.growing` what comes in while it is recorded. Both are read
by :class:`Reader`, from any place, and by :func:`read`, from end to end.
"""

from __future__ import annotations

import hashlib
import io
import os
import secrets
from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, BinaryIO, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from interview_kit.errors import RefusedError
from interview_kit.files import replacing, storage_error

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

RECORD: Final = 64 * 1024
_TAG: Final = 16
_AROUND: Final = 4 + _TAG
#: Records handled in one go where speed counts: a megabyte hides what a call costs.
_TOGETHER: Final = 16
#: How much may wait for the disk while a large file is written. Waiting once, at the end, takes longer.
_UNSYNCED: Final = 16 * 1024 * 1024

#: Raises where somebody wants to stop.
Check = Callable[[], object]

#: Data without the file's times is enough for us, where the system knows the difference.
sync_data: Final[Callable[[int], None]] = getattr(os, "fdatasync", os.fsync)


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: the key that opens it, and the digest and size of the plaintext."""

    key: bytes
    sha256: bytes
    size: int


def new_key() -> bytes:
    """Return a fresh key for one file."""
    return secrets.token_bytes(32)


def write(path: Path, source: BinaryIO, check: Check = lambda: None) -> Written:
    """Encrypt everything ``source`` gives into a new side file, in bounded memory and durably.

    ``check`` is called with every megabyte; where it raises, nothing is left.
    """
    key, digest, size = new_key(), hashlib.sha256(), 0
    cipher, number, unsynced = ChaCha20Poly1305(key), 0, 0
    out = bytearray(_TOGETHER * (RECORD + _AROUND))
    with replacing(path) as file, ThreadPoolExecutor(2) as beside:
        hashing, syncing = _done(), _done()
        block = source.read(_TOGETHER * RECORD)
        while True:
            check()
            following = source.read(_TOGETHER * RECORD) if len(block) == _TOGETHER * RECORD else b""
            hashing.result()
            hashing = beside.submit(digest.update, block)
            size += len(block)
            number, used = _seal_block(cipher, number, block, out, final=not following)
            write_whole(file.fileno(), memoryview(out)[:used])
            if not following:
                break
            block, unsynced = following, unsynced + used
            if unsynced > _UNSYNCED and syncing.done():
                syncing.result()
                syncing, unsynced = beside.submit(sync_data, file.fileno()), 0
        hashing.result()
        syncing.result()
    return Written(key, digest.digest(), size)


def write_whole(descriptor: int, data: memoryview) -> None:
    """Write all of ``data``; a disk that is nearly full takes a part first, and refuses then."""
    while data:
        data = data[os.write(descriptor, data) :]


def _done() -> Future[None]:
    future: Future[None] = Future()
    future.set_result(None)
    return future


def _seal_block(
    cipher: ChaCha20Poly1305, number: int, block: bytes, out: bytearray, *, final: bool
) -> tuple[int, int]:
    """Seal a block record by record into ``out``; return the next record's number and the bytes used."""
    clear, sealed, used = memoryview(block), memoryview(out), 0
    for start in range(0, max(len(block), 1), RECORD):
        piece = clear[start : start + RECORD]
        length = len(piece) + _TAG
        sealed[used : used + 4] = length.to_bytes(4, "big")
        last = final and start + RECORD >= len(block)
        cipher.encrypt_into(nonce(number, final=last), piece, None, sealed[used + 4 : used + 4 + length])
        number, used = number + 1, used + 4 + length
    return number, used


def read(path: Path, key: bytes) -> Iterator[bytes]:
    """Yield the plaintext in pieces of at most 64 KiB.

    Raises :class:`RefusedError` ``vault.attachment-damaged``; what was yielded before is authentic.
    """
    with Reader(path, key) as reader:
        yield from reader.pieces()


class Reader(io.RawIOBase):
    """A side file to read from any place, in bounded memory: only the records that are touched are opened.

    Raises :class:`RefusedError` ``vault.attachment-damaged`` on opening where records are missing, and on
    reading where one was changed. With ``cut`` it takes a file that is still being written, or whose writing
    was cut off, and ends after the last record up to which everything is authentic.
    """

    def __init__(self, path: Path, key: bytes, *, cut: bool = False) -> None:
        super().__init__()
        self._path = path
        self._cipher = ChaCha20Poly1305(key)
        self._position = 0
        self._held: tuple[int, bytes] | None = None
        #: Where each record ends in the file. Each holds 20 bytes that are not plaintext.
        self._ends = array("Q")
        #: Whether the last record is marked as the last.
        self.complete = False
        #: With ``cut``: whether something authentic stands behind the end, which was not cut off but damaged.
        self.damaged = False
        try:
            self._file = path.open("rb", buffering=0)
        except OSError as error:
            raise storage_error(error, path) from error
        try:
            reaches_end = self._measure()
            if cut:
                self._end_where_not_authentic()
            elif reaches_end and self._ends:
                self.complete = True  # which opening the last record as the last proves
                self._record(self.records - 1)
            else:
                raise RefusedError("vault.attachment-damaged")
        except BaseException:
            self._file.close()
            raise

    @property
    def records(self) -> int:
        """How many records there are."""
        return len(self._ends)

    @property
    def end(self) -> int:
        """Where the last record ends in the file."""
        return self._ends[-1] if self._ends else 0

    @property
    def size(self) -> int:
        """How much plaintext there is."""
        return self.end - _AROUND * self.records

    def close(self) -> None:
        """Let go of the file; harmless twice."""
        if not self.closed:
            self._file.close()
            self._held = None
        super().close()

    def __enter__(self) -> Reader:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def readable(self) -> bool:
        """It can be read."""
        return True

    def seekable(self) -> bool:
        """It can be read from any place."""
        return True

    def tell(self) -> int:
        """Return the place in the plaintext that is read next."""
        return self._position

    def seek(self, offset: int, whence: int = os.SEEK_SET, /) -> int:
        """Go to a place in the plaintext; beyond the end there is nothing to read."""
        start = {os.SEEK_SET: 0, os.SEEK_CUR: self._position, os.SEEK_END: self.size}[whence]
        if start + offset < 0:
            raise ValueError("before the beginning")
        self._position = start + offset
        return self._position

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        """Fill ``buffer`` from here on, less only at the end."""
        target, filled = memoryview(buffer).cast("B"), 0
        while filled < len(target) and self._position < self.size:
            number = bisect_right(range(self.records), self._position, key=self._clear_end)
            record = self._record(number)
            start = self._position - (self._clear_end(number) - len(record))
            piece = record[start : start + len(target) - filled]
            target[filled : filled + len(piece)] = piece
            filled += len(piece)
            self._position += len(piece)
        return filled

    def pieces(self) -> Iterator[bytes]:
        """Yield everything from the beginning, record by record."""
        # Opening the next ones beside was measured: faster on two idle cores, slower on busy ones, since what
        # one core opened another had to fetch. What is opened here is still in the cache of who reads it.
        for first in range(0, self.records, _TOGETHER):
            yield from self._records_from(first)

    def _measure(self) -> bool:
        """Find where each record ends, by their lengths alone; return whether the last ends the file."""
        try:
            whole, position = os.fstat(self._file.fileno()).st_size, 0
            while position < whole:
                self._file.seek(position)
                length = int.from_bytes(self._file.read(4), "big")
                if not _TAG <= length <= RECORD + _TAG or position + 4 + length > whole:
                    return False
                position += 4 + length
                self._ends.append(position)
        except OSError as error:
            raise storage_error(error, self._path) from error
        return True

    def _end_where_not_authentic(self) -> None:
        for number in range(self.records):
            try:
                self._record(number)
            except RefusedError:
                self.complete = self._is_the_last(number)
                self.damaged = any(map(self._is_authentic, range(number + 1, self.records)))
                del self._ends[number + self.complete :]
                return

    def _is_authentic(self, number: int) -> bool:
        try:
            self._open(number, self._sealed(number, number + 1), final=False)
        except RefusedError:
            return self._is_the_last(number)
        return True

    def _is_the_last(self, number: int) -> bool:
        try:
            self._open(number, self._sealed(number, number + 1), final=True)
        except RefusedError:
            return False
        return True

    def _record(self, number: int) -> bytes:
        if self._held is None or self._held[0] != number:
            final = self.complete and number == self.records - 1
            self._held = number, self._open(number, self._sealed(number, number + 1), final=final)
        return self._held[1]

    def _records_from(self, first: int) -> list[bytes]:
        beyond = min(first + _TOGETHER, self.records)
        sealed, start = memoryview(self._sealed(first, beyond)), self._begin(first)
        return [
            self._open(
                number,
                sealed[self._begin(number) - start : self._ends[number] - start],
                final=self.complete and number == self.records - 1,
            )
            for number in range(first, beyond)
        ]

    def _sealed(self, first: int, beyond: int) -> bytes:
        start = self._begin(first)
        try:
            self._file.seek(start)
            return self._file.read(self._ends[beyond - 1] - start)
        except OSError as error:
            raise storage_error(error, self._path) from error

    def _open(self, number: int, record: bytes | memoryview, *, final: bool) -> bytes:
        try:
            return self._cipher.decrypt(nonce(number, final=final), record[4:], None)
        except InvalidTag:
            raise RefusedError("vault.attachment-damaged") from None

    def _begin(self, number: int) -> int:
        return self._ends[number - 1] if number else 0

    def _clear_end(self, number: int) -> int:
        return self._ends[number] - _AROUND * (number + 1)


def nonce(number: int, *, final: bool) -> bytes:
    """Return the nonce of a record."""
    return number.to_bytes(11, "big") + bytes([final])
