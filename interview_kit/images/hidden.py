"""What a file says beside what it shows: a place can lead to a witness, and a name or a number to its owner.

Cameras and programs write it into JPEG, PNG, WebP, HEIC, TIFF, PDF and films alike, each wrapped in another
way. So nothing is unwrapped: the whole file is searched for what such a note begins with. That may warn where
there is nothing, once in some hundred files; it does not find what is compressed or encrypted inside. Of
pictures that there can be copies of, whatever else a copy would leave behind is noted, too.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Final

from interview_kit.images import exif, stripped
from interview_kit.images.exif import Exif

#: What stands before a block of EXIF, or begins it, and how many bytes later it may begin. AVIF, JPEG XL and
#: some raw files have nothing before it that could be searched for.
_BLOCKS: Final = {
    b"Exif\0\0": (6,),
    b"eXIf": (4,),
    b"EXIF": (8,),
    b"II*\0\x08\0\0\0": (0,),
    b"MM\0*\0\0\0\x08": (0,),
}
#: Signs of a position outside of EXIF: in XMP, and in films of phones.
_POSITIONS: Final = (b"GPSLatitude", b"com.apple.quicktime.location", b"\xa9xyz", b"GPSCoordinates")
#: Signs of notes of other kinds: XMP, those of newspapers, text beside a picture, author of a document; what
#: programs for writing say of themselves and their owner lies compressed under these names.
_NOTES: Final = (
    b"http://ns.adobe.com/",
    b"Photoshop 3.0\0",
    b"tEXt",
    b"zTXt",
    b"iTXt",
    b"/Author",
    b"/Creator",
    b"docProps/core.xml",
    b"meta.xml",
    b"<metadata",
)
_MARKS: Final = (*_BLOCKS, *_POSITIONS, *_NOTES)
_CHUNK: Final = 256 * 1024
_OVERLAP: Final = max(map(len, _MARKS)) - 1
#: A document of many pages holds many pictures; the first ones tell enough.
_MOST_BLOCKS: Final = 64
#: A larger picture is not looked through piece by piece.
_MOST_BYTES: Final = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Hidden:
    """What was found; what was not is empty.

    ``position`` is latitude and longitude in degrees, WGS 84; ``located`` whether there is one, also where it
    cannot be read. ``notes`` are texts of other kinds, which were not read.
    """

    position: tuple[float, float] | None = None
    located: bool = False
    device: str = ""
    serial: str = ""
    taken: str = ""
    owner: str = ""
    thumbnail: bool = False
    notes: bool = False


def find(source: BinaryIO) -> Hidden:
    """Search a whole file, in bounded memory. Large ones take seconds, so never where a screen waits."""
    blocks: list[Exif] = []
    located = notes = False
    if (whole := exif.read(source, 0)) is not None:  # TIFF, and the raw files of most cameras
        blocks.append(whole)
    for place, mark in _marks(source):
        if mark in _BLOCKS and len(blocks) < _MOST_BLOCKS:
            found = (exif.read(source, place + after) for after in _BLOCKS[mark])
            blocks.extend(one for one in found if one is not None)
        located |= mark in _POSITIONS
        notes |= mark in _NOTES
    return Hidden(
        position=next((one.position for one in blocks if one.position), None),
        located=located or any(one.located for one in blocks),
        device=_first(one.device for one in blocks),
        serial=_first(one.serial for one in blocks),
        taken=_first(one.taken for one in blocks),
        owner=_first(one.owner for one in blocks),
        thumbnail=any(one.thumbnail for one in blocks),
        notes=notes or any(one.notes for one in blocks) or _has_more(source),
    )


def _has_more(source: BinaryIO) -> bool:
    """Whether a picture holds anything beside what it shows and EXIF, be it unknown to us."""
    source.seek(0)
    if not stripped.kind(source.read(12)) or source.seek(0, io.SEEK_END) > _MOST_BYTES:
        return False
    source.seek(0)
    return stripped.has_more(source.read())


def _first(texts: Iterator[str]) -> str:
    return next((text for text in texts if text), "")


def _marks(source: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Yield where each mark stands, some twice; of those that only have to be there, the first."""
    place, before, once = 0, b"", {*_POSITIONS, *_NOTES}
    while True:
        source.seek(place)
        piece = source.read(_CHUNK)
        if not piece:
            return
        searched, start = before + piece, place - len(before)
        for mark in _MARKS:
            if mark in _BLOCKS:
                yield from ((start + at, mark) for at in _every(mark, searched))
            elif mark in once and mark in searched:
                once.discard(mark)
                yield start, mark
        place, before = place + len(piece), searched[-_OVERLAP:]


def _every(mark: bytes, searched: bytes) -> Iterator[int]:
    """Yield every place where a mark stands."""
    at = searched.find(mark)
    while at >= 0:
        yield at
        at = searched.find(mark, at + 1)
