"""Deriving outlines: shared borders stay shared, however roughly they are drawn. Invented squares."""

from __future__ import annotations

import importlib.util
import itertools
from types import ModuleType

import pytest

from tests.changes import chance
from tests.test_layout import ROOT

#: A zigzag border between two invented countries, and the rest of each.
ZIGZAG = [(10, y) if y % 2 else (11, y) for y in range(0, 21)]
WEST = [*ZIGZAG, (0, 20), (0, 0), ZIGZAG[0]]
EAST = [*ZIGZAG[::-1], (20, 0), (20, 20), ZIGZAG[-1]]


@pytest.fixture(scope="module")
def topology() -> ModuleType:
    spec = importlib.util.spec_from_file_location(
        "outlines_topology", ROOT / "packaging/outlines/topology.py"
    )
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def arcs_between(
    topology: ModuleType, *rings: tuple[str, list[tuple[int, int]]]
) -> dict[frozenset[str], list]:
    found = topology.arcs_of(topology.edges_of(((name,), ring) for name, ring in rings))
    return {frozenset(key[0] for key in sides): arc for arc, sides in found}


def test_neighbours_hold_one_arc_between_them_and_one_each(topology: ModuleType) -> None:
    arcs = arcs_between(topology, ("west", WEST), ("east", EAST))
    assert set(arcs) == {frozenset({"west", "east"}), frozenset({"west"}), frozenset({"east"})}
    assert arcs[frozenset({"west", "east"})] == ZIGZAG


def test_what_lies_inside_one_country_is_dissolved(topology: ModuleType) -> None:
    ((arc, _),) = topology.arcs_of(topology.edges_of(((("one",), WEST), (("one",), EAST))))
    assert arc[0] == arc[-1]
    assert not set(ZIGZAG[1:-1]) & set(arc)


def test_a_border_simplified_once_is_the_same_for_both(topology: ModuleType) -> None:
    arcs = topology.arcs_of(topology.edges_of(((("west",), WEST), (("east",), EAST))))
    lines = topology.simplified_together([arc for arc, _ in arcs], [[3.0] * len(arc) for arc, _ in arcs], 8)
    areas = 0
    for name in ("west", "east"):
        rings = topology.rings_of(
            lines, [number for number, (_, sides) in enumerate(arcs) if (name,) in sides]
        )
        assert len(rings) == 1
        areas += abs(topology.doubled_area(topology.points_of(lines, rings[0])))
    assert sum(map(len, lines)) < sum(len(arc) for arc, _ in arcs)
    assert areas == 2 * 20 * 20, "neither gap nor overlap"


def test_arcs_do_not_depend_on_the_order_of_what_they_are_made_of(topology: ModuleType) -> None:
    rings = [(("west",), WEST), (("east",), EAST), (("isle",), [(30, 0), (35, 0), (35, 5), (30, 0)])]
    first = topology.arcs_of(topology.edges_of(rings))
    turned = [(key, ring[::-1]) for key, ring in reversed(rings)]
    assert topology.arcs_of(topology.edges_of(turned)) == first


def test_a_line_that_would_cross_an_island_keeps_what_leads_around_it(topology: ModuleType) -> None:
    bay = [(0, 0), (40, 0), (40, 40), (60, 40), (60, 0), (100, 0)]
    isle = [(45, 10), (55, 10), (55, 20), (45, 20), (45, 10)]
    lines = topology.simplified_together([bay, isle], [[100.0] * 6, [1.0] * 5], 16)
    assert (50, 0) not in lines[0]
    assert not topology.crossing(lines, 16)
    alone = topology.simplified_together([bay], [[100.0] * 6], 16)
    assert alone == [[(0, 0), (100, 0)]], "without the island the bay goes"


def test_random_neighbours_never_cross_once_simplified(topology: ModuleType) -> None:
    random = chance(3)
    for _ in range(30):
        border = [(50 + random.randrange(-20, 21), y) for y in range(0, 101, 2)]
        coast = [(52 + max(x - 50, -18) + random.randrange(1, 9), y) for x, y in border]
        lines = [border, coast]
        before = topology.crossing(lines, 32)
        after = topology.simplified_together(
            lines, [[random.uniform(1, 40)] * len(line) for line in lines], 32
        )
        if not before:
            assert not topology.crossing(after, 32)
        assert [line[0] for line in after] == [line[0] for line in lines]
        assert all(set(now) <= set(then) for now, then in zip(after, lines, strict=True))


def test_a_name_stands_where_a_region_has_most_room(topology: ModuleType) -> None:
    key_hole = [(0, 0), (100, 0), (100, 100), (60, 100), (60, 400), (40, 400), (40, 100), (0, 100), (0, 0)]
    x, y = topology.roomiest([key_hole])
    assert abs(x - 50) <= 8
    assert abs(y - 50) <= 8


def test_edges_that_only_touch_at_their_ends_do_not_cross(topology: ModuleType) -> None:
    star = [[(0, 0), (10, 0)], [(0, 0), (0, 10)], [(0, 0), (-10, -10)]]
    assert not topology.crossing(star, 16)
    assert topology.crossing([*star, [(5, -5), (5, 5)]], 16)
    assert topology.crossing([*star, [(0, 0), (20, 0)]], 16), "one lies on the other"
    assert list(itertools.pairwise(star[0])) == [((0, 0), (10, 0))]
