"""Which part of the map is looked at, and how large: from units of the outlines to pixels and back."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from interview_kit.maps.outlines import At, Bounds

#: Pixels per unit at most: nearer, the outlines would promise what they do not know.
NEAREST: Final = 1.0
#: What a fitted view spans at least, in units: some 150 km in Korea, so that a place has surroundings.
_LEAST_SPAN: Final = 1300.0


@dataclass(frozen=True, slots=True)
class View:
    """A window of ``width`` by ``height`` pixels whose middle shows a point, ``scale`` pixels to a unit."""

    middle: At
    scale: float
    width: float
    height: float

    def to_screen(self, at: At) -> At:
        """Return the pixel that shows a point."""
        x, y = at
        return (
            (x - self.middle[0]) * self.scale + self.width / 2,
            (y - self.middle[1]) * self.scale + self.height / 2,
        )

    def to_map(self, pixel: At) -> At:
        """Return the point that a pixel shows."""
        x, y = pixel
        return (
            (x - self.width / 2) / self.scale + self.middle[0],
            (y - self.height / 2) / self.scale + self.middle[1],
        )

    @property
    def bounds(self) -> Bounds:
        """What can be seen, in units."""
        return *self.to_map((0, 0)), *self.to_map((self.width, self.height))

    def shows(self, bounds: Bounds) -> bool:
        """Return whether any of ``bounds`` can be seen."""
        west, north, east, south = self.bounds
        return bounds[0] <= east and bounds[2] >= west and bounds[1] <= south and bounds[3] >= north

    def moved(self, right: float, down: float) -> View:
        """Return the view moved by pixels."""
        x, y = self.middle
        return replace(self, middle=(x + right / self.scale, y + down / self.scale))

    def zoomed(self, factor: float, about: At | None = None) -> View:
        """Return the view ``factor`` times as near, where the pixel ``about`` (else the middle) stays put."""
        scale = min(NEAREST, self.scale * factor)
        x, y = about or (self.width / 2, self.height / 2)
        held = self.to_map((x, y))
        middle = held[0] - (x - self.width / 2) / scale, held[1] - (y - self.height / 2) / scale
        return replace(self, middle=middle, scale=scale)

    def within(self, whole: Bounds) -> View:
        """Return the view kept on the map: never farther than all of it, beside it only where it must."""
        west, north, east, south = whole
        scale = max(self.scale, min(self.width / (east - west), self.height / (south - north)))
        x = _kept(self.middle[0], west, east, self.width / scale / 2)
        return replace(
            self, scale=scale, middle=(x, _kept(self.middle[1], north, south, self.height / scale / 2))
        )


def _kept(middle: float, least: float, most: float, half: float) -> float:
    """Return the middle moved so that what lies ``half`` around it stays between the ends, if it can."""
    if most - least < 2 * half:
        return (least + most) / 2
    return min(max(middle, least + half), most - half)


def fitted(points: Sequence[At], width: float, height: float, margin: float) -> View:
    """Return the view that shows all points, with ``margin`` pixels around them where there is room."""
    wests, norths = zip(*points, strict=True)
    across = max(max(wests) - min(wests), _LEAST_SPAN)
    down = max(max(norths) - min(norths), _LEAST_SPAN * height / width if width else _LEAST_SPAN)
    room = max(width - 2 * margin, width / 3, 1), max(height - 2 * margin, height / 3, 1)
    middle = (max(wests) + min(wests)) / 2, (max(norths) + min(norths)) / 2
    return View(middle, min(NEAREST, room[0] / across, room[1] / down), width, height)


def round_length(most: float) -> float:
    """Return the largest of 1, 2, 5, 10, 20… that is not larger than ``most``, for a scale bar."""
    step = 10.0 ** math.floor(math.log10(most))
    return max(factor * step for factor in (1, 2, 5) if factor * step <= most)
