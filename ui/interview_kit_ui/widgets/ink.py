"""Ink: the strokes on a paper, how they come about, and taking them back. No Qt: a pad draws it."""

from __future__ import annotations

import itertools
import math
from typing import Final

from interview_kit.images.strokes import MOST_POINTS, USUAL_PRESSURE, Point, Stroke

#: Points nearer to each other than this say nothing new.
_NEAR: Final = 2


class Ink:
    """Strokes, the one that is being drawn, and what was there before.

    ``begin``, ``go_on`` and ``end`` draw one; ``erase`` takes away the strokes under a place, and everything
    taken away until ``end`` comes back with one ``undo``.
    """

    def __init__(self, width: int, height: int, strokes: tuple[Stroke, ...] = ()) -> None:
        self.width, self.height = width, height
        self.strokes = strokes
        self._before: list[tuple[Stroke, ...]] = []
        self._after: list[tuple[Stroke, ...]] = []
        self._points: list[Point] = []
        self._thick = 1
        self._rubbing = False

    @property
    def drawing(self) -> bool:
        """Whether the pen is on the paper."""
        return bool(self._points)

    @property
    def running(self) -> Stroke | None:
        """The stroke that is being drawn."""
        return Stroke(self._thick, tuple(self._points)) if self._points else None

    @property
    def can_undo(self) -> bool:
        """Whether there is something to take back."""
        return bool(self._before)

    @property
    def can_redo(self) -> bool:
        """Whether something was taken back."""
        return bool(self._after)

    def begin(self, x: float, y: float, thick: int, pressure: int = USUAL_PRESSURE) -> None:
        """Put the pen on the paper."""
        self.end()
        if sum(len(one.points) for one in self.strokes) < MOST_POINTS // 2:
            self._thick = thick
            self._points = [self._point(x, y, pressure)]

    def go_on(self, x: float, y: float, pressure: int = USUAL_PRESSURE) -> bool:
        """Move the pen on the paper; return whether that left something new."""
        if not self._points or len(self._points) >= MOST_POINTS // 4:
            return False
        point, last = self._point(x, y, pressure), self._points[-1]
        if math.dist(point[:2], last[:2]) < _NEAR:
            return False
        self._points.append(point)
        return True

    def end(self) -> None:
        """Take the pen, or the eraser, off the paper."""
        self._rubbing = False
        if self._points:
            stroke, self._points = Stroke(self._thick, tuple(self._points)), []
            self._become((*self.strokes, stroke))

    def erase(self, x: float, y: float, reach: float) -> bool:
        """Take away every stroke within ``reach`` of a place; return whether there was one."""
        left = tuple(one for one in self.strokes if not _touches(one, x, y, reach))
        if len(left) == len(self.strokes):
            return False
        if self._rubbing:
            self.strokes = left
        else:
            self._become(left)
            self._rubbing = True
        return True

    def clear(self) -> None:
        """Take away everything; that, too, can be taken back."""
        self.end()
        if self.strokes:
            self._become(())

    def undo(self) -> None:
        """Take back what was done last."""
        self.end()
        if self._before:
            self._after.append(self.strokes)
            self.strokes = self._before.pop()

    def redo(self) -> None:
        """Bring back what was taken back last."""
        self.end()
        if self._after:
            self._before.append(self.strokes)
            self.strokes = self._after.pop()

    def _become(self, strokes: tuple[Stroke, ...]) -> None:
        self._before.append(self.strokes)
        self._after.clear()
        self.strokes = strokes

    def _point(self, x: float, y: float, pressure: int) -> Point:
        across, down = min(max(x, 0), self.width), min(max(y, 0), self.height)
        return round(across), round(down), min(max(pressure, 0), 255)


def _touches(stroke: Stroke, x: float, y: float, reach: float) -> bool:
    within, points = reach + stroke.width / 2, stroke.points
    if len(points) == 1:
        return math.dist(points[0][:2], (x, y)) <= within
    return any(_distance(x, y, start, end) <= within for start, end in itertools.pairwise(points))


def _distance(x: float, y: float, start: Point, end: Point) -> float:
    """Return how far a place is from a line between two points."""
    across, down = end[0] - start[0], end[1] - start[1]
    length = across * across + down * down
    along = ((x - start[0]) * across + (y - start[1]) * down) / length if length else 0.0
    along = min(max(along, 0.0), 1.0)
    return math.dist((x, y), (start[0] + along * across, start[1] + along * down))
