"""A strict POSIX ustar: plain files with short ASCII names, and exactly one way to write each archive.

The reader rebuilds every header from the name and size it read and compares bytes, so links, devices, owners,
times, extensions and sparse files have no way in; after the two end blocks nothing may follow.
Reference: POSIX.1-1988 (ustar), section "ustar Interchange Format" of POSIX.1-2017 pax.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from interview_kit.errors import RefusedError

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

BLOCK: Final = 512
END: Final = b"\0" * (2 * BLOCK)
#: Largest member: eleven octal digits.
MAX_SIZE: Final = 8**11 - 1
_NAME: Final = re.compile(r"[a-z0-9][a-z0-9._-]*(/[a-z0-9][a-z0-9._-]*)?")
_PIECE: Final = 64 * 1024


class Sink(Protocol):
    """Where an archive is written."""

    def write(self, data: bytes, /) -> int:
        """Take all of ``data``."""


class Source(Protocol):
    """Where an archive is read from."""

    def read(self, size: int, /) -> bytes:
        """Return ``size`` bytes, fewer only at the end."""


@dataclass(frozen=True, slots=True)
class Member:
    """One file of an archive."""

    name: str
    size: int


def header(name: str, size: int) -> bytes:
    """Return the one header block for a member. ``ValueError`` for a name or size we never write."""
    if not _NAME.fullmatch(name) or len(name) > 99 or not 0 <= size <= MAX_SIZE:
        raise ValueError("not a member name and size")
    block = bytearray(BLOCK)
    fields = {
        0: name.encode("ascii"),
        100: b"0000644\0",
        108: b"0000000\0",
        116: b"0000000\0",
        124: b"%011o\0" % size,
        136: b"%011o\0" % 0,
        148: b" " * 8,
        156: b"0",
        257: b"ustar\00000",
    }
    for offset, field in fields.items():
        block[offset : offset + len(field)] = field
    block[148:156] = b"%06o\0 " % sum(block)
    return bytes(block)


def stored_size(size: int) -> int:
    """Return what a member of ``size`` bytes takes in the archive, header and fill included."""
    return BLOCK + -(-size // BLOCK) * BLOCK


class Writer:
    """Writes members in the order they are added."""

    def __init__(self, sink: Sink) -> None:
        self._sink = sink

    def add(self, name: str, data: bytes) -> None:
        """Add a member held in memory."""
        self.add_stream(name, len(data), [data])

    def add_stream(self, name: str, size: int, pieces: Iterable[bytes]) -> None:
        """Add a member of a known size piece by piece; ``ValueError`` if the pieces do not add up."""
        self._sink.write(header(name, size))
        written = 0
        for piece in pieces:
            self._sink.write(piece)
            written += len(piece)
        if written != size:
            raise ValueError("a member changed while it was written")
        self._sink.write(b"\0" * (-size % BLOCK))

    def finish(self) -> None:
        """Write the end of the archive."""
        self._sink.write(END)


class Reader:
    """Reads members one after the other; each must be read to its end before the next.

    Everything that is not exactly what :class:`Writer` writes raises :class:`RefusedError` ``crypto.tar``.
    """

    def __init__(self, source: Source) -> None:
        self._source = source
        self._left = 0
        self._fill = 0

    def next(self) -> Member | None:
        """Return the next member, or None at the end, once it is certain that nothing follows."""
        if self._left or any(self._exactly(self._fill)):
            raise RefusedError("crypto.tar")
        block = self._exactly(BLOCK)
        if block == END[:BLOCK]:
            if self._exactly(BLOCK) != END[:BLOCK] or self._source.read(1):
                raise RefusedError("crypto.tar")
            self._fill = 0
            return None
        try:
            name = block[:100].rstrip(b"\0").decode("ascii")
            size = int(block[124:135], 8)
            genuine = header(name, size) == block
        except ValueError:
            genuine = False
        if not genuine:
            raise RefusedError("crypto.tar")
        self._left, self._fill = size, -size % BLOCK
        return Member(name, size)

    def read(self, size: int = _PIECE) -> bytes:
        """Return the next piece of the current member; empty at its end."""
        wanted = min(size, self._left)
        piece = self._exactly(wanted)
        self._left -= wanted
        return piece

    def read_all(self, member: Member, limit: int) -> bytes:
        """Return a whole member; one above ``limit`` bytes is refused before it is read."""
        if member.size > limit:
            raise RefusedError("crypto.tar-member-too-large", name=member.name)
        return self.read(member.size)

    def stream(self) -> io.BufferedReader:
        """Return the current member as a file, for readers that want lines."""
        return io.BufferedReader(_Member(self), _PIECE)

    def _exactly(self, size: int) -> bytes:
        data = self._source.read(size) if size else b""
        if len(data) != size:
            raise RefusedError("crypto.tar")
        return data


class _Member(io.RawIOBase):
    """The rest of a reader's current member."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer).cast("B")
        piece = self._reader.read(len(view))
        view[: len(piece)] = piece
        return len(piece)
