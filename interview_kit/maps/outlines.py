"""The shipped outlines of countries and provinces, where places lie on them, and where they are drawn.

Where a place *is*, country and province, is said by the gazetteer. Outlines are for looking at: they are
simplified, and some towns on a border river fall on the wrong bank of it. :func:`drawn_at` puts those on
their own side.
"""

from __future__ import annotations

import collections
import functools
import itertools
import json
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from interview_kit.data import shipped

#: Of an outlines file this program reads.
FORMAT: Final = 1
#: A place on the map, in units of the outlines: x to the east, y to the south, Web Mercator.
At = tuple[float, float]
#: West, north, east, south.
Bounds = tuple[float, float, float, float]

#: Of the earth around its equator, in metres.
_CIRCUMFERENCE: Final = 40_075_017
#: How far inside its own side a place is drawn that would otherwise stand on the other, in units.
_INSIDE: Final = 7.0
#: The outlines of provinces lag behind their borders: a town farther than this from its province, in units,
#: changed hands, and is drawn where it is.
_NEAR: Final = 10.0
#: How far from a border, in units, a label had better not reach over it: 23 km at 41° north.
_FAR: Final = 200.0
_DIRECTIONS: Final = tuple((math.cos(turn), math.sin(turn)) for turn in (math.pi / 8 * n for n in range(16)))


@dataclass(frozen=True, slots=True)
class Arc:
    """A line between junctions, shared by the regions on its two sides."""

    xs: Sequence[int]
    ys: Sequence[int]
    bounds: Bounds

    def edges(self) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
        """Yield each edge by its ends."""
        return itertools.pairwise(zip(self.xs, self.ys, strict=True))


@dataclass(frozen=True, slots=True)
class Region:
    """A country (``KP``) or a province (``KP-09``), by the ids of the gazetteer.

    A ring holds numbers of arcs; one walked backwards stands as its complement, ``~number``. Together the
    rings bound the region by the even-odd rule.
    """

    id: str
    rings: Sequence[Sequence[int]]
    #: Where its name has most room; None for regions that are never named.
    name_at: At | None
    bounds: Bounds

    @property
    def is_country(self) -> bool:
        """Whether it is a country, not a province."""
        return "-" not in self.id

    def arcs(self) -> Iterator[int]:
        """Yield the number of each arc around it, once."""
        for number in itertools.chain.from_iterable(self.rings):
            yield number if number >= 0 else ~number


@dataclass(frozen=True)
class Outlines:
    """All arcs, and the regions they bound. Read it with :func:`outlines`."""

    arcs: Sequence[Arc] = field(repr=False)
    regions: dict[str, Region] = field(repr=False)
    #: Units per turn of the earth.
    turn: int

    @property
    def whole(self) -> Bounds:
        """What the map spans."""
        return _around(region.bounds for region in self.regions.values())

    def at(self, latitude: float, longitude: float) -> At:
        """Return where degrees lie on the map. West of the Bering Strait the map begins."""
        north = math.degrees(math.asinh(math.tan(math.radians(latitude))))
        x = (longitude + 180) * self.turn / 360
        return x + self.turn * (longitude < -169), (180 - north) * self.turn / 360

    def metres(self, y: float) -> float:
        """Return how many metres a unit is at a height of the map: fewer, the farther from the equator."""
        return _CIRCUMFERENCE / self.turn / math.cosh(math.pi - 2 * math.pi * y / self.turn)

    def points(self, ring: Sequence[int]) -> Iterator[tuple[int, int]]:
        """Yield the points of a ring, the first once more at its end."""
        for place, number in enumerate(ring):
            arc = self.arcs[max(number, ~number)]
            points = zip(arc.xs, arc.ys, strict=True)
            walked = points if number >= 0 else reversed(list(points))
            yield from itertools.islice(walked, place > 0, None)

    @functools.cached_property
    def _borders(self) -> frozenset[int]:
        return frozenset(self.lines()["border"])

    def lines(self) -> dict[str, list[int]]:
        """Return the numbers of all arcs by what they part, in the order of drawing."""
        sides = collections.Counter[int]()
        for region in self.regions.values():
            if region.is_country:
                sides.update(region.arcs())
        kinds: dict[str, list[int]] = {"province": [], "coast": [], "border": []}
        for number in range(len(self.arcs)):
            kinds[("province", "coast", "border")[sides[number]]].append(number)
        return kinds

    def holds(self, region: Region, at: At) -> bool:
        """Return whether a point of the map lies inside a region."""
        x, y = at
        inside = False
        if _distance_to(region.bounds, at):
            return inside
        for number in region.arcs():
            arc = self.arcs[number]
            _, north, east, south = arc.bounds
            if x < east and north <= y <= south:
                ax, ay = arc.xs[0], arc.ys[0]
                for bx, by in zip(arc.xs, arc.ys, strict=True):
                    if (ay > y) != (by > y) and x < ax + (y - ay) * (bx - ax) / (by - ay):
                        inside = not inside
                    ax, ay = bx, by
        return inside

    def nearest_edge(self, region: Region, at: At) -> At:
        """Return the point of a region's edge that is nearest to a point of the map."""
        found = self._nearest_of(region.arcs(), at, math.inf)
        assert found is not None, "every region has an edge"
        return found

    def _nearest_of(self, numbers: Iterable[int], at: At, least: float) -> At | None:
        """Return the point of some arcs that is nearest to a point of the map and nearer than ``least``."""
        found = None
        for number in numbers:
            arc = self.arcs[number]
            if _distance_to(arc.bounds, at) < least:
                for one, other in arc.edges():
                    near = _nearest(one, other, at)
                    if (distance := math.dist(near, at)) < least:
                        least, found = distance, near
        return found

    def drawn_at(self, at: At, country: str | None, province: str | None = None) -> At:
        """Return where a place is drawn whose country and province the gazetteer gives: on its own side.

        That is ``at`` itself almost always. Where it falls outside, it is the nearest point just inside. A
        region without an outline moves nothing; nor does a province whose outline is older than its borders.
        A crossing lies in no country and stays where it is.
        """
        outer, inner = self.regions.get(country or ""), self.regions.get(province or "")
        if inner and not self.holds(inner, at) and math.dist(at, self.nearest_edge(inner, at)) <= _NEAR:
            return self._just_inside(inner, at)
        if outer and not self.holds(outer, at):
            return self._just_inside(outer, at)
        return at

    def inland(self, at: At, country: str | None) -> At | None:
        """Return the direction, of length 1, from the nearest border of a country into it; None far from any.

        A label that stands that way of its dot does not reach over the border.
        """
        region = self.regions.get(country or "")
        if region is None:
            return None
        borders = self._borders.intersection(region.arcs())
        edge = self._nearest_of(borders, at, _FAR)
        length = math.dist(at, edge) if edge else 0.0
        return ((at[0] - edge[0]) / length, (at[1] - edge[1]) / length) if edge and length else None

    def _just_inside(self, region: Region, at: At) -> At:
        """Return the nearest point that stands clear of the region's edge, on its inner side.

        In a spit narrower than that it stands as near the edge as it must.
        """
        x, y = self.nearest_edge(region, at)
        depth = _INSIDE
        while depth > _INSIDE / 64:
            around = ((x + depth * east, y + depth * south) for east, south in _DIRECTIONS)
            inside = [point for point in around if self.holds(region, point)]
            if inside:
                return min(inside, key=lambda point: math.dist(point, at))
            depth /= 2
        return x, y


@functools.cache
def outlines() -> Outlines:
    """Return the shipped outlines, read once."""
    held = json.loads(shipped("resources", "maps", "outlines.json").read_text("utf-8"))
    assert held["format"] == FORMAT
    arcs = []
    for deltas in held["arcs"]:
        xs, ys = (list(itertools.accumulate(deltas[start::2])) for start in (0, 1))
        arcs.append(Arc(xs, ys, (min(xs), min(ys), max(xs), max(ys))))
    regions = {}
    for row in held["regions"]:
        numbers = itertools.chain.from_iterable(row["rings"])
        bounds = _around([arcs[number if number >= 0 else ~number].bounds for number in numbers])
        name_at = row.get("name_at")
        regions[row["id"]] = Region(row["id"], row["rings"], tuple(name_at) if name_at else None, bounds)
    return Outlines(arcs, regions, held["turn"])


def _around(parts: Iterable[Bounds]) -> Bounds:
    wests, norths, easts, souths = zip(*parts, strict=True)
    return min(wests), min(norths), max(easts), max(souths)


def _distance_to(bounds: Bounds, at: At) -> float:
    west, north, east, south = bounds
    return math.hypot(max(west - at[0], 0, at[0] - east), max(north - at[1], 0, at[1] - south))


def _nearest(one: At, other: At, at: At) -> At:
    (ax, ay), (bx, by) = one, other
    length = (bx - ax) ** 2 + (by - ay) ** 2
    share = ((at[0] - ax) * (bx - ax) + (at[1] - ay) * (by - ay)) / length if length else 0.0
    share = min(1.0, max(0.0, share))
    return ax + share * (bx - ax), ay + share * (by - ay)
