"""Where labels stand: beside their dots, clear of each other, inside the picture. All lengths are pixels."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from interview_kit.maps.outlines import At, Bounds

#: The sides of a dot in the order in which a reader looks for its label: right, left, above, below, corners.
_SIDES: Final = ((1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (1, 1), (-1, -1), (-1, 1))
#: How far a label stands off its dot, in heights of a line; beyond the first a thin line leads to it.
_GAPS: Final = (0.35, 1.3, 2.6, 4.2, 6.0)
#: From which part of a way back a side counts as against it.
_AGAINST: Final = 0.2
_COVERS_LABEL: Final = 1000.0
_COVERS_DOT: Final = 400.0
_COVERS_LINE: Final = 12.0
_PER_SIDE: Final = 1.0


@dataclass(frozen=True, slots=True)
class Label:
    """A box for a label, and the end of the line that leads to it from its dot, where it stands off."""

    box: Bounds
    leader: At | None


def placed(
    dots: Sequence[At],
    sizes: Sequence[tuple[float, float]],
    frame: Bounds,
    radius: float,
    *,
    towards: Sequence[At | None] = (),
    lines: Sequence[At] = (),
) -> list[Label | None]:
    """Return a label for each dot, in order, or None for a dot that lies outside the frame.

    ``sizes`` are widths and heights, ``radius`` is that of a dot. ``towards`` are the directions into which
    labels had better go, where there is one; ``lines`` are points along lines that are better left visible.
    No label leaves the frame if it fits
    into it. Labels cover one another only where there is no place left in six lines around.
    """
    found: list[Label | None] = []
    taken: list[Bounds] = []
    for dot, size, way in zip(dots, sizes, towards or itertools.repeat(None, len(dots)), strict=True):
        if not _holds(frame, dot):
            found.append(None)
            continue
        cost = math.inf
        for rank, box, leader in _choices(dot, size, frame, radius, _sides(way)):
            if rank >= cost:
                break
            price = rank
            price += _COVERS_LABEL * sum(overlap(box, other) for other in taken)
            price += _COVERS_DOT * sum(_holds(grown(box, radius), other) for other in dots)
            price += _COVERS_LINE * sum(_holds(grown(box, radius / 2), point) for point in lines)
            if price < cost:
                cost, best = price, Label(box, leader)
        found.append(best)
        taken.append(best.box)
    return found


def overlap(one: Bounds, other: Bounds) -> bool:
    """Return whether two boxes share any room."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def grown(box: Bounds, by: float) -> Bounds:
    """Return a box that is larger on every side."""
    return box[0] - by, box[1] - by, box[2] + by, box[3] + by


def _sides(way: At | None) -> Sequence[tuple[int, int]]:
    """Return the sides of a dot in the order of trying; those against the way come last."""
    if way is None:
        return _SIDES
    return sorted(_SIDES, key=lambda side: side[0] * way[0] + side[1] * way[1] < -_AGAINST)


def _choices(
    dot: At, size: tuple[float, float], frame: Bounds, radius: float, sides: Sequence[tuple[int, int]]
) -> Iterator[tuple[float, Bounds, At | None]]:
    """Yield each place for a label with how far it is from what a reader expects, the best first."""
    width, height = size
    rank = 0.0
    for step, gap in enumerate(_GAPS):
        for right, down in sides:
            off = (radius + gap * height) / (math.sqrt(2) if right and down else 1)
            left = dot[0] + right * off - width * (1 - right) / 2
            top = dot[1] + down * off - height * (1 - down) / 2
            left = min(max(left, frame[0]), max(frame[2] - width, frame[0]))
            top = min(max(top, frame[1]), max(frame[3] - height, frame[1]))
            box = left, top, left + width, top + height
            end = min(max(dot[0], left), left + width), min(max(dot[1], top), top + height)
            yield rank, box, end if step else None
            rank += _PER_SIDE


def _holds(box: Bounds, point: At) -> bool:
    return box[0] <= point[0] <= box[2] and box[1] <= point[1] <= box[3]
