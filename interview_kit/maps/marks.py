"""What a map shows beside its outlines: places, the legs between them, and the names of regions."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Final, Literal
from unicodedata import east_asian_width

from interview_kit.maps.labels import grown, overlap
from interview_kit.maps.outlines import At, Bounds, Outlines, Region
from interview_kit.maps.view import View
from interview_kit.messages import say
from interview_kit.values.places import gazetteer, in_words, nearest_point, within

Certainty = Literal["known", "believed", "rumour"]
CERTAINTIES: Final[tuple[Certainty, ...]] = ("known", "believed", "rumour")
#: How far a leg bows aside, as a share of its length, so that the way there and the way back are two lines.
_BOW: Final = 0.12
_BOW_MOST: Final = 36.0
#: Where in what is seen of a region its name is tried, as shares of it.
_SPOTS: Final = (0.5, 0.3, 0.7, 0.1, 0.9)
#: Pixels per unit from which the names of provinces help more than they crowd.
_PROVINCES_FROM: Final = 0.07


@dataclass(frozen=True, slots=True)
class Mark:
    """A place to show. Country and province are the gazetteer's, and None where they cannot be told.

    Without a point it stands where its province (else its country) has most room.
    """

    name: str
    #: The place with what holds it, for those who cannot see the map.
    spoken: str
    country: str | None
    province: str | None
    #: Latitude and longitude in degrees, from a named source, or None.
    point: tuple[float, float] | None
    #: The place lies somewhere around here; it is drawn hollow.
    vague: bool = False
    #: Its place in an order, shown before the name: "1", or "2·5".
    number: str = ""

    def drawn_at(self, outlines: Outlines) -> At | None:
        """Return where it is drawn, or None if there is nowhere to draw it."""
        if self.point:
            return outlines.drawn_at(outlines.at(*self.point), self.country, self.province)
        region = outlines.regions.get(self.province or self.country or "")
        return region.name_at if region else None


@dataclass(frozen=True, slots=True)
class Leg:
    """The way from one mark to another, by their positions, and how well it is known."""

    start: int
    end: int
    certainty: Certainty = "known"


@dataclass(frozen=True, slots=True)
class Curve:
    """A leg on the picture: from a point through a control point to a point (a quadratic Bézier curve)."""

    start: At
    control: At
    end: At

    def points(self) -> list[At]:
        """Return points along the way, the denser the nearer to its head, which labels should not hide."""
        return [self._after(share / 16) for share in (*range(0, 14, 2), 13, 14, 15, 15.5, 16)]

    def _after(self, share: float) -> At:
        a, b, c = (1 - share) ** 2, 2 * share * (1 - share), share**2
        x, y = (a * p + b * q + c * r for p, q, r in zip(self.start, self.control, self.end, strict=True))
        return x, y


def mark(place: str, language: str, number: str = "") -> Mark:
    """Return the mark of a place of the gazetteer; ``KeyError`` if the gazetteer lacks its id.

    A place without a point stands hollow at the smallest unit around it that has one, else in its province; a
    crossing between those that it joins.
    """
    unit, country, province = gazetteer()[place], within(place, "country"), within(place, "province")
    around = [found[0] for one in unit.between or (place,) if (found := nearest_point(one))]
    return Mark(
        name=unit.name(language),
        spoken=in_words(place, language),
        country=country.id if country else None,
        province=province.id if province else None,
        point=(fmean(one.lat for one in around), fmean(one.lon for one in around)) if around else None,
        vague=unit.point is None,
        number=number,
    )


def curve(start: At, end: At, clear: float) -> Curve | None:
    """Return a leg's curve, from and to ``clear`` pixels off its dots; None where those nearly meet."""
    length = math.dist(start, end)
    if length < 3 * clear:
        return None
    bow = min(_BOW * length, _BOW_MOST) / length
    across, down = end[0] - start[0], end[1] - start[1]
    control = start[0] + across / 2 + 2 * bow * down, start[1] + down / 2 - 2 * bow * across
    ends = []
    for dot in (start, end):
        share = clear / math.dist(dot, control)
        ends.append((dot[0] + share * (control[0] - dot[0]), dot[1] + share * (control[1] - dot[1])))
    return Curve(ends[0], control, ends[1])


def arrow_head(along: Curve, size: float) -> tuple[At, At, At]:
    """Return the corners of the head at the end of a leg, its tip first."""
    x, y = along.end
    length = math.dist(along.control, along.end)
    right, down = (x - along.control[0]) / length, (y - along.control[1]) / length
    back = x - size * right, y - size * down
    half = size * 0.5
    return (
        (x, y),
        (back[0] - half * down, back[1] + half * right),
        (back[0] + half * down, back[1] - half * right),
    )


def described(marks: Sequence[Mark], legs: Sequence[Leg], language: str) -> str:
    """Return what the map shows, in words."""
    numbered = (f"{one.number} {one.spoken}".strip() for one in marks)
    lines = [say("maps.places", language, count=len(marks)), *numbered]
    if legs:
        lines.append(say("maps.legs", language, count=len(legs)))
    for leg in legs:
        start, end = marks[leg.start].name, marks[leg.end].name
        lines.append(say(f"maps.leg-{leg.certainty}", language, start=start, end=end))
    return "\n".join(lines)


def text_width(text: str, line: float) -> float:
    """Return how wide a text of a line height is where there is no font to ask, rather too wide."""
    wide = sum(east_asian_width(letter) in "WF" for letter in text)
    return line * (0.72 * wide + 0.45 * (len(text) - wide))


def region_names(
    outlines: Outlines, view: View, taken: Sequence[Bounds], line: float, language: str
) -> Iterator[tuple[Region, str, At]]:
    """Yield the regions whose names can stand in a view, with name and middle; countries first.

    ``taken`` are boxes to keep clear of, ``line`` is the height of a line.
    """
    taken = list(taken)
    places = gazetteer()
    for region in outlines.regions.values():
        unit = places.get(region.id)
        if unit is None or region.name_at is None or not view.shows(region.bounds):
            continue
        name = unit.name(language)
        half = text_width(name, line) / 2, line / 2
        across = (region.bounds[2] - region.bounds[0]) * view.scale
        if across < 2.5 * half[0] or (not region.is_country and view.scale < _PROVINCES_FROM):
            continue
        for at in _room_for(outlines, region, view, half):
            x, y = view.to_screen(at)
            box = x - half[0], y - half[1], x + half[0], y + half[1]
            if not any(overlap(box, other) for other in taken):
                taken.append(grown(box, line / 2))
                yield region, name, (x, y)
                break


def _room_for(outlines: Outlines, region: Region, view: View, half: tuple[float, float]) -> Iterator[At]:
    """Yield points of a region in view where its name may stand: its own place, else spots inside it."""
    assert region.name_at is not None
    right, down = 1.2 * half[0] / view.scale, 2.5 * half[1] / view.scale
    west, north, east, south = grown(view.bounds, -max(right, down))
    if west <= region.name_at[0] <= east and north <= region.name_at[1] <= south:
        yield region.name_at
        return
    west, north = max(west, region.bounds[0] + right), max(north, region.bounds[1] + down)
    east, south = min(east, region.bounds[2] - right), min(south, region.bounds[3] - down)
    if west > east or north > south:
        return
    for row in _SPOTS:
        for column in _SPOTS:
            at = west + column * (east - west), north + row * (south - north)
            corners = ((at[0] + x, at[1] + y) for x in (-right, right) for y in (-down, down))
            if all(outlines.holds(region, corner) for corner in corners):
                yield at
