"""Areas, distances and fences on the globe, from geopoints: ``latitude longitude [altitude accuracy]``.

The earth is a ball of the equator's radius, as in every ODK engine. Results are in whole centimetres.
"""

from __future__ import annotations

import math
from itertools import pairwise
from typing import Final, TypeAlias

from interview_kit.errors import InputError
from interview_kit.protocol.expressions.functions.function import Function, Kind
from interview_kit.protocol.expressions.nodes import Atom
from interview_kit.protocol.expressions.values import to_number, to_text

_RADIUS: Final = 6_378_100.0
#: Points of one line that are compared with each other; a hand-walked border has some hundreds.
_MAX_POINTS: Final = 2_000

#: Latitude and longitude in degrees.
Point: TypeAlias = tuple[float, float]


def _points(*given: list[Atom]) -> list[Point] | None:
    """The points of one line or of several values in their order; None if anything is not a point."""
    texts = [to_text(value) for values in given for value in values]
    pieces = [piece for text in texts for piece in text.split(";")]
    while pieces and not pieces[-1].strip():
        pieces.pop()
    points = [_point(piece) for piece in pieces]
    return None if None in points or not points else [point for point in points if point]


def _point(text: str) -> Point | None:
    parts = text.split()
    if not 2 <= len(parts) <= 4:
        return None
    latitude, longitude = to_number(parts[0]), to_number(parts[1])
    if not (abs(latitude) <= 90 and abs(longitude) <= 180):
        return None
    return (latitude, longitude)


def _area(values: list[Atom]) -> float:
    """Square metres inside a closed line; 0 for what encloses nothing."""
    points = _points(values)
    if points is None or len(points) < 3:
        return 0.0
    total = sum(
        math.radians(end[1] - start[1])
        * (2 + math.sin(math.radians(start[0])) + math.sin(math.radians(end[0])))
        for start, end in pairwise([*points, points[0]])
    )
    return round(abs(total) * _RADIUS * _RADIUS / 2, 2)


def _distance(*values: list[Atom]) -> float:
    """Metres along a line, or from point to point."""
    points = _points(*values)
    if points is None:
        raise InputError("expressions.not-a-place")
    return round(sum(_between(start, end) for start, end in pairwise(points)), 2)


def _between(start: Point, end: Point) -> float:
    if start == end:  # the formula is not exact enough to say so
        return 0.0
    north, south = math.radians(start[0]), math.radians(end[0])
    turn = math.radians(start[1] - end[1])
    cosine = math.sin(north) * math.sin(south) + math.cos(north) * math.cos(south) * math.cos(turn)
    return math.acos(max(-1.0, min(1.0, cosine))) * _RADIUS


def _geofence(place: Atom, fence: list[Atom]) -> bool:
    """Whether a point lies inside a closed line; false where either is missing or malformed."""
    point = _point(to_text(place))
    points = _points(fence)
    if point is None or points is None or points[0] != points[-1]:
        return False
    latitude, longitude = point
    inside = False
    for (south, west), (north, east) in pairwise(points):
        if (south > latitude) != (north > latitude):
            crossing = (west - east) * (latitude - north) / (south - north) + east
            inside ^= longitude < crossing
    return inside


def _intersects(values: list[Atom]) -> bool:
    """Whether a line crosses or touches itself other than where its segments join."""
    points = _points(values)
    if points is None:
        return False
    if len(points) > _MAX_POINTS:
        raise InputError("expressions.too-many-points", limit=_MAX_POINTS)
    segments = [pair for pair in pairwise(points) if pair[0] != pair[1]]
    closed = points[0] == points[-1]
    for first in range(len(segments)):
        for second in range(first + 1, len(segments)):
            joined = second == first + 1 or (closed and first == 0 and second == len(segments) - 1)
            if _meet(segments[first], segments[second], joined=joined):
                return True
    return False


def _meet(one: tuple[Point, Point], other: tuple[Point, Point], *, joined: bool) -> bool:
    (a, b), (c, d) = one, other
    turns = (_turn(a, b, c), _turn(a, b, d), _turn(c, d, a), _turn(c, d, b))
    if joined:  # they share an end; only running back over each other counts
        return not any(turns) and _overlap(one, other)
    if turns[0] * turns[1] < 0 and turns[2] * turns[3] < 0:
        return True
    ends = ((one, c), (one, d), (other, a), (other, b))
    return any(turn == 0 and _within(line, end) for turn, (line, end) in zip(turns, ends, strict=True))


def _turn(a: Point, b: Point, c: Point) -> float:
    return (b[1] - a[1]) * (c[0] - a[0]) - (b[0] - a[0]) * (c[1] - a[1])


def _within(line: tuple[Point, Point], point: Point) -> bool:
    (a, b) = line
    return all(min(a[axis], b[axis]) <= point[axis] <= max(a[axis], b[axis]) for axis in (0, 1))


def _overlap(one: tuple[Point, Point], other: tuple[Point, Point]) -> bool:
    apart = {*one} - {*other}
    return any(_within(other, end) for end in apart) or any(_within(one, end) for end in {*other} - {*one})


PLACES: Final = (
    Function("area", _area, (Kind.ATOMS,), Kind.NUMBER),
    Function("enclosed-area", _area, (Kind.ATOMS,), Kind.NUMBER),
    Function("distance", _distance, (Kind.ATOMS,), Kind.NUMBER, least=1, many=True),
    Function("geofence", _geofence, (Kind.ATOM, Kind.ATOMS), Kind.BOOLEAN),
    Function("intersects", _intersects, (Kind.ATOMS,), Kind.BOOLEAN),
)
