"""What was drawn by hand, kept inside the picture of it, so that it can be drawn on.

A drawing is kept as PNG: every program shows it, and what cannot run cannot harm who looks at it, which is
not so of SVG. Its strokes stand in a chunk of our own, ``ikST``, which other programs skip and a copy without
hidden notes leaves behind. They are what can be seen and no more: what was rubbed out or undone is not there,
nor when or how fast anything was drawn.

The chunk is zlib over JSON::

    {"v": 1, "size": [width, height], "map": null or [x, y, scale],
     "strokes": [[width, [x, y, pressure, x, y, pressure, …]], …]}

Lengths are pixels of the picture, pressure is 0 to 255. ``map`` is the part of our map behind it: the point
in its middle, in units of the outlines, and pixels to a unit.
"""

from __future__ import annotations

import json
import struct
import zlib
from dataclasses import dataclass
from typing import Any, Final

from interview_kit.errors import RefusedError
from interview_kit.images.stripped import kind, png_chunks

CHUNK: Final = b"ikST"
#: A pen that is pressed as usual, and all that a mouse can say.
USUAL_PRESSURE: Final = 128
#: More points than this nobody draws by hand.
MOST_POINTS: Final = 200_000
_MOST_SIDE: Final = 4000
_MOST_TEXT: Final = 8 * 1024 * 1024

#: Across, down, and how hard the pen was pressed.
Point = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Stroke:
    """One line of the pen; ``width`` is how wide it is where the pen is pressed as usual."""

    width: int
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    """Strokes on a paper of ``width`` by ``height``, blank or with a part of the map."""

    width: int
    height: int
    strokes: tuple[Stroke, ...] = ()
    map: tuple[float, float, float] | None = None


def with_strokes(png: bytes, drawing: Drawing) -> bytes:
    """Return the picture of a drawing with its strokes inside."""
    told = {
        "map": drawing.map,
        "size": [drawing.width, drawing.height],
        "strokes": [[one.width, [part for point in one.points for part in point]] for one in drawing.strokes],
        "v": 1,
    }
    payload = zlib.compress(json.dumps(told, separators=(",", ":")).encode("ascii"), 9)
    chunk = struct.pack(">I", len(payload)) + CHUNK + payload
    chunk += struct.pack(">I", zlib.crc32(CHUNK + payload))
    end = png.rindex(b"IEND") - 4
    return png[:end] + chunk + png[end:]


def drawing_in(content: bytes) -> Drawing | None:
    """Return the drawing a picture was made of; None where it holds none, or none that can be trusted."""
    try:
        payload = _payload(content)
        if payload is None:
            return None
        unpacking = zlib.decompressobj()
        text = unpacking.decompress(payload, _MOST_TEXT)
        return _drawing(json.loads(text)) if unpacking.eof else None
    except (RefusedError, zlib.error, ValueError, OverflowError, TypeError, KeyError, RecursionError):
        return None


def _payload(content: bytes) -> bytes | None:
    if kind(content) != "image/png":
        return None
    return next(
        (content[start + 8 : end - 4] for name, start, end in png_chunks(content) if name == CHUNK), None
    )


def _drawing(told: Any) -> Drawing:
    if told["v"] != 1:
        raise ValueError("a later version")
    width, height = (_within(side, 1, _MOST_SIDE) for side in told["size"])
    strokes, points = [], 0
    for thick, parts in told["strokes"]:
        if not parts or len(parts) % 3:
            raise ValueError("half a point")
        points += len(parts) // 3
        if points > MOST_POINTS:
            raise ValueError("too many points")
        found = zip(parts[::3], parts[1::3], parts[2::3], strict=True)
        strokes.append(
            Stroke(
                _within(thick, 1, 400),
                tuple(
                    (_within(x, 0, width), _within(y, 0, height), _within(pressure, 0, 255))
                    for x, y, pressure in found
                ),
            )
        )
    return Drawing(width, height, tuple(strokes), _map(told["map"]))


def _map(told: Any) -> tuple[float, float, float] | None:
    if told is None:
        return None
    x, y, scale = (float(part) for part in told)
    if not (abs(x) < 1e7 and abs(y) < 1e7 and 1e-6 < scale < 1e3):
        raise ValueError("nowhere")
    return x, y, scale


def _within(number: Any, least: int, most: int) -> int:
    if type(number) is not int or not least <= number <= most:
        raise ValueError("no such number")
    return number
