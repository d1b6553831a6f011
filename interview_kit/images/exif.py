"""EXIF: what a camera writes into a picture. Only what can betray somebody is read, and nothing is trusted.

A block is laid out as a TIFF file: byte order, a chain of directories, in each the entries of a table. Facts:
CIPA DC-008 (Exif 2.32) and TIFF 6.0.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Final

#: What a block begins with; after it comes the place of the first directory.
HEADERS: Final = {b"II*\0": "<", b"MM\0*": ">"}
_MAKE, _MODEL, _ORIENTATION, _CHANGED, _ARTIST = 0x010F, 0x0110, 0x0112, 0x0132, 0x013B
_DETAILS, _GPS = 0x8769, 0x8825
_TAKEN, _OWNER, _SERIAL = 0x9003, 0xA430, 0xA431
_JPEG_INSIDE: Final = 0x0201
#: Descriptions, titles, comments, keywords, copyright, number of the lens, and what each maker writes.
_WORDS: Final = frozenset({0x010E, 0x8298, 0x927C, 0x9286, 0xA420, 0xA435, *range(0x9C9B, 0x9CA0)})
_SOUTH_NORTH, _LATITUDE, _WEST_EAST, _LONGITUDE = 1, 2, 3, 4
_ASCII, _SHORT, _RATIONAL = 2, 3, 5
#: Bytes of one value of each kind; others are not read.
_SIZES: Final = {_ASCII: 1, _SHORT: 2, 4: 4, _RATIONAL: 8}
#: More entries than this no camera writes.
_MOST_ENTRIES: Final = 1000
#: What is longer is cut.
_MOST_BYTES: Final = 120


@dataclass(frozen=True, slots=True)
class Exif:
    """What one block says; what is not there is empty.

    ``position`` is latitude and longitude in degrees, WGS 84; ``located`` is whether there is any, even one
    that makes no sense.
    """

    position: tuple[float, float] | None = None
    located: bool = False
    device: str = ""
    serial: str = ""
    #: As cameras write it, ``2009:04:15 14:30:00``, in whatever time zone they were set to.
    taken: str = ""
    #: Names of whom the camera belongs to.
    owner: str = ""
    thumbnail: bool = False
    #: Whether there are words or numbers of other kinds, which were not read.
    notes: bool = False
    #: How the picture is to be turned, 1 to 8; 1 is not at all.
    orientation: int = 1


def read(source: BinaryIO, start: int) -> Exif | None:
    """Read the block that begins at ``start``; None where none does. What is damaged is left out."""
    source.seek(start)
    order = HEADERS.get(source.read(4))
    if order is None:
        return None
    block = _Block(source, start, order)
    first = block.directory(block.number(4))
    details = block.directory(_place(first.get(_DETAILS)))
    gps = block.directory(_place(first.get(_GPS)))
    second = block.directory(block.next_directory(block.number(4)))
    latitude = _degrees(gps.get(_LATITUDE), gps.get(_SOUTH_NORTH), 90)
    longitude = _degrees(gps.get(_LONGITUDE), gps.get(_WEST_EAST), 180)
    orientation = _place(first.get(_ORIENTATION))
    return Exif(
        position=None if latitude is None or longitude is None else (latitude, longitude),
        located=_LATITUDE in gps or _LONGITUDE in gps,
        device=_model(_text(first.get(_MAKE)), _text(first.get(_MODEL))),
        serial=_text(details.get(_SERIAL)),
        taken=_text(details.get(_TAKEN)) or _text(first.get(_CHANGED)),
        owner=_text(details.get(_OWNER)) or _text(first.get(_ARTIST)),
        thumbnail=_JPEG_INSIDE in second,
        notes=not _WORDS.isdisjoint(block.tags(block.number(4)) | block.tags(_place(first.get(_DETAILS)))),
        orientation=orientation if 1 <= orientation <= 8 else 1,
    )


def turning(orientation: int) -> bytes:
    """Return a block that says how the picture is to be turned, and nothing else."""
    entry = struct.pack("<HHIHH", _ORIENTATION, _SHORT, 1, orientation, 0)
    return struct.pack("<4sIH", b"II*\0", 8, 1) + entry + bytes(4)


#: The values of one entry: text, or numbers (of a fraction, both in turn).
_Value = bytes | tuple[int, ...]


class _Block:
    """A block to read from any place; beyond its file there is nothing."""

    def __init__(self, source: BinaryIO, start: int, order: str) -> None:
        self._source, self._start, self._order = source, start, order

    def directory(self, place: int) -> dict[int, _Value]:
        """Return the entries of a directory by their tags; none where there is no directory."""
        return dict(self._entries(place)) if place else {}

    def tags(self, place: int) -> set[int]:
        """Return the tags of all entries of a directory, whatever their kind."""
        places = range(place + 2, place + 2 + 12 * self._count(place), 12) if place else ()
        return {self._unpack("H", at, 2)[0] for at in places}

    def next_directory(self, place: int) -> int:
        """Return where the directory after the one at ``place`` begins, 0 where there is none."""
        return self.number(place + 2 + 12 * self._count(place)) if place else 0

    def number(self, place: int) -> int:
        """Return the number of four bytes at a place."""
        return int(self._unpack("I", place, 4)[0])

    def _entries(self, place: int) -> Iterator[tuple[int, _Value]]:
        for at in range(place + 2, place + 2 + 12 * self._count(place), 12):
            tag, kind, count = self._unpack("HHI", at, 8)
            length = _SIZES.get(kind, 0) * count
            if 0 < length <= _MOST_BYTES or (kind == _ASCII and length):
                length = min(length, _MOST_BYTES)
                yield tag, self._value(kind, at + 8 if length <= 4 else self.number(at + 8), length)

    def _value(self, kind: int, place: int, length: int) -> _Value:
        if kind == _ASCII:
            return self._bytes(place, length)
        letter, size = ("H", 2) if kind == _SHORT else ("I", 4)
        return self._unpack(letter * (length // size), place, length)

    def _count(self, place: int) -> int:
        count = int(self._unpack("H", place, 2)[0])
        return count if count <= _MOST_ENTRIES else 0

    def _unpack(self, letters: str, place: int, length: int) -> tuple[int, ...]:
        return struct.unpack(self._order + letters, self._bytes(place, length))

    def _bytes(self, place: int, length: int) -> bytes:
        self._source.seek(self._start + place)
        return self._source.read(length).ljust(length, b"\0")


def _place(value: _Value | None) -> int:
    return value[0] if isinstance(value, tuple) and value else 0


def _text(value: _Value | None) -> str:
    """Return one line of text without what a screen cannot show."""
    if not isinstance(value, bytes):
        return ""
    told = value.split(b"\0")[0].decode("utf-8", "replace")
    return " ".join("".join(one if one.isprintable() else " " for one in told).split())


def _model(make: str, model: str) -> str:
    """Return what the device is called; most models begin with their maker's name."""
    return model if model.lower().startswith(make.lower()) else f"{make} {model}".strip()


def _degrees(value: _Value | None, side: _Value | None, most: int) -> float | None:
    """Return degrees from degrees, minutes and seconds, each a fraction; None where it is no angle."""
    if not isinstance(value, tuple) or len(value) != 6 or not all(value[1::2]):
        return None
    whole, minutes, seconds = (top / bottom for top, bottom in zip(value[::2], value[1::2], strict=True))
    found = whole + minutes / 60 + seconds / 3600
    if found > most:
        return None
    return -found if _text(side) in ("S", "W") else found
