"""From rings that meet vertex for vertex to arcs that neighbours share, and back again.

A point is a pair of whole numbers, a ring a closed list of points (first equals last), an arc a list of
points from one junction to another, or a closed one. What an arc separates are its ``sides``: the keys of
the regions that hold it, two for a border, one for a coast.
"""

from __future__ import annotations

import heapq
import itertools
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

Point = tuple[int, int]
Key = TypeVar("Key", bound=tuple[str, ...])
Sides = frozenset[Key]
Edge = tuple[Point, Point]


def edges_of(regions: Iterable[tuple[Key, Sequence[Point]]]) -> dict[Edge, Sides[Key]]:
    """Return each edge with its sides. An edge that one region holds twice lies inside it and is gone."""
    holders: dict[Edge, list[Key]] = defaultdict(list)
    for key, ring in regions:
        for one, other in itertools.pairwise(ring):
            if one != other:
                holders[min(one, other), max(one, other)].append(key)
    return {
        edge: frozenset(odd)
        for edge, keys in holders.items()
        if (odd := {key for key in keys if keys.count(key) % 2})
    }


def arcs_of(edges: Mapping[Edge, Sides[Key]]) -> list[tuple[list[Point], Sides[Key]]]:
    """Return the edges joined into arcs, in an order that depends on the edges alone."""
    beside: dict[Point, list[Point]] = defaultdict(list)
    for one, other in edges:
        beside[one].append(other)
        beside[other].append(one)

    def sides(one: Point, other: Point) -> Sides[Key]:
        return edges[min(one, other), max(one, other)]

    def junction(point: Point) -> bool:
        near = beside[point]
        return len(near) != 2 or sides(point, near[0]) != sides(point, near[1])

    arcs, walked = [], set[Edge]()
    starts = sorted(point for point in beside if junction(point))
    for start in (*starts, *sorted(beside.keys() - set(starts))):
        for step in sorted(beside[start]):
            arc, after = [start], step
            while (edge := (min(arc[-1], after), max(arc[-1], after))) not in walked:
                walked.add(edge)
                arc.append(after)
                if after == start or junction(after):
                    break
                after = next(point for point in beside[after] if point != arc[-2])
            if len(arc) > 1:
                arcs.append((arc, sides(arc[0], arc[1])))
    return arcs


def doubled_area(ring: Sequence[Point]) -> int:
    """Return twice the area of a ring, positive where it runs clockwise on a screen (y grows downwards)."""
    return sum(x * v - u * y for (x, y), (u, v) in itertools.pairwise(ring))


def simplified(arc: Sequence[Point], tolerances: Sequence[float]) -> list[int]:
    """Return which points of an arc matter most (Visvalingam and Whyatt), its ends among them.

    A point goes while the triangle with its neighbours is smaller than its tolerance squared. A closed arc
    keeps at least a triangle.
    """
    least = 4 if arc[0] == arc[-1] else 2
    before, after = list(range(-1, len(arc) - 1)), list(range(1, len(arc) + 1))

    def triangle(at: int) -> float:
        return abs(_turn(arc[before[at]], arc[at], arc[after[at]])) / 2 / tolerances[at] ** 2

    weights = {at: triangle(at) for at in range(1, len(arc) - 1)}
    heap = [(weight, at) for at, weight in weights.items()]
    heapq.heapify(heap)
    while heap and len(weights) + 2 > least:
        weight, at = heapq.heappop(heap)
        if weights.get(at) != weight:
            continue
        if weight >= 1:
            break
        del weights[at]
        left, right = before[at], after[at]
        after[left], before[right] = right, left
        for near in (left, right):
            if near in weights:
                weights[near] = max(weight, triangle(near))
                heapq.heappush(heap, (weights[near], near))
    return [0, *sorted(weights), len(arc) - 1]


def simplified_together(
    arcs: Sequence[Sequence[Point]], tolerances: Sequence[Sequence[float]], pitch: int
) -> list[list[Point]]:
    """Return all arcs simplified so that none crosses or covers another, or itself, if it did not before.

    An edge that does gets back the point that lies farthest from it, until it does no longer or is one of the
    source's own. Each point has its tolerance, in units of the points; ``pitch`` is the size of the cells in
    which crossings are looked for.
    """
    kept = [simplified(arc, own) for arc, own in zip(arcs, tolerances, strict=True)]
    while True:
        result = [[arc[at] for at in points] for arc, points in zip(arcs, kept, strict=True)]
        back = defaultdict[int, list[int]](list)
        for number, at in crossing(result, pitch):
            first, last = kept[number][at : at + 2]
            if last - first > 1:
                arc = arcs[number]
                strays = {one: _stray(arc[one], arc[first], arc[last]) for one in range(first + 1, last)}
                back[number].append(max(strays, key=strays.__getitem__))
        if not back:
            return result
        for number, points in back.items():
            kept[number] = sorted({*kept[number], *points})


def crossing(arcs: Sequence[Sequence[Point]], pitch: int) -> set[tuple[int, int]]:
    """Return the edges that meet others anywhere but at their ends, as numbers of arc and edge."""
    cells: dict[Point, list[tuple[int, int]]] = defaultdict(list)
    for number, arc in enumerate(arcs):
        for at, (one, other) in enumerate(itertools.pairwise(arc)):
            for cell in _cells(one, other, pitch):
                cells[cell].append((number, at))
    found = set[tuple[int, int]]()
    for held in cells.values():
        for edge, other in itertools.combinations(held, 2):
            (a, b), (c, d) = (arcs[number][at : at + 2] for number, at in (edge, other))
            if _meet(a, b, c, d):
                found |= {edge, other}
    return found


def _cells(one: Point, other: Point, pitch: int) -> Iterator[Point]:
    xs, ys = sorted((one[0], other[0])), sorted((one[1], other[1]))
    for x in range(xs[0] // pitch, xs[1] // pitch + 1):
        for y in range(ys[0] // pitch, ys[1] // pitch + 1):
            yield x, y


def _meet(a: Point, b: Point, c: Point, d: Point) -> bool:
    """Whether two edges have more in common than an end."""
    if max(a[0], b[0]) < min(c[0], d[0]) or max(c[0], d[0]) < min(a[0], b[0]):
        return False
    if max(a[1], b[1]) < min(c[1], d[1]) or max(c[1], d[1]) < min(a[1], b[1]):
        return False
    shared = {a, b} & {c, d}
    if len(shared) == 2:
        return True
    turns = _turn(a, b, c), _turn(a, b, d), _turn(c, d, a), _turn(c, d, b)
    if shared:  # they meet at an end; more only if one lies on the other
        (end,) = shared
        far, near = (b if end == a else a), (d if end == c else c)
        ahead = (far[0] - end[0]) * (near[0] - end[0]) + (far[1] - end[1]) * (near[1] - end[1])
        return not any(turns) and ahead > 0
    return turns[0] * turns[1] <= 0 and turns[2] * turns[3] <= 0


def _stray(point: Point, one: Point, other: Point) -> float:
    """Return how far a point lies from an edge, in the units of the points."""
    length = (other[0] - one[0]) ** 2 + (other[1] - one[1]) ** 2
    along = (point[0] - one[0]) * (other[0] - one[0]) + (point[1] - one[1]) * (other[1] - one[1])
    share = min(1.0, max(0.0, along / length)) if length else 0.0
    return math.dist(point, (one[0] + share * (other[0] - one[0]), one[1] + share * (other[1] - one[1])))


def _turn(a: Point, b: Point, c: Point) -> int:
    return (b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])


def rings_of(arcs: Sequence[Sequence[Point]], wanted: Iterable[int]) -> list[list[int]]:
    """Join the arcs that bound one region into rings.

    An arc stands in a ring as its number, or as its complement (``~number``) where it is walked backwards.
    """
    left = dict.fromkeys(sorted(wanted))
    starting: dict[Point, list[int]] = defaultdict(list)
    for number in left:
        starting[arcs[number][0]].append(number)
        starting[arcs[number][-1]].append(~number)
    rings = []
    while left:
        number = next(iter(left))
        del left[number]
        ring, end = [number], arcs[number][-1]
        while end != arcs[number][0]:
            step = next(step for step in starting[end] if max(step, ~step) in left)
            del left[max(step, ~step)]
            ring.append(step)
            end = arcs[step][-1] if step >= 0 else arcs[~step][0]
        rings.append(ring)
    return rings


def points_of(arcs: Sequence[Sequence[Point]], ring: Sequence[int]) -> list[Point]:
    """Return the points of a ring of arcs, closed."""
    points: list[Point] = []
    for step in ring:
        part = arcs[step] if step >= 0 else arcs[~step][::-1]
        points += part[1:] if points else part
    return points


def roomiest(rings: Sequence[Sequence[Point]], choices: int = 12) -> Point:
    """Return the point inside a region that lies farthest from its edges, for a name to stand at."""
    largest = max(rings, key=lambda ring: abs(doubled_area(ring)))
    xs, ys = [x for x, _ in largest], [y for _, y in largest]
    edges = [edge for ring in rings for edge in itertools.pairwise(ring)]
    centre, reach = (
        ((min(xs) + max(xs)) // 2, (min(ys) + max(ys)) // 2),
        max(max(xs) - min(xs), max(ys) - min(ys)),
    )
    while reach > choices:  # the best of a grid, then of a finer one around it
        steps = [number * reach // choices for number in range(-choices // 2, choices // 2 + 1)]
        around = [(centre[0] + x, centre[1] + y) for x in steps for y in steps]
        centre = max(around, key=lambda at: _room(at, edges))
        reach = 3 * reach // choices
    return centre


def _room(at: Point, edges: Sequence[Edge]) -> float:
    x, y = at
    inside = False
    for (ax, ay), (bx, by) in edges:
        if (ay > y) != (by > y) and x < ax + (y - ay) * (bx - ax) / (by - ay):
            inside = not inside
    return min(_stray(at, *edge) for edge in edges) if inside else -1
