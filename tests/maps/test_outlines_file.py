"""The shipped outlines: neighbours share their borders, nothing gapes, and what the sources lack is said."""

from __future__ import annotations

import importlib.util
import json
import sys
from collections import defaultdict
from types import ModuleType

import pytest

from interview_kit.data import shipped
from interview_kit.maps.outlines import Outlines, outlines
from interview_kit.values.places import gazetteer
from tests.changes import chance
from tests.test_layout import ROOT

#: Within these the map has to be right: north, west, south, east in degrees.
EAST_ASIA = (54.0, 95.0, 8.0, 145.0)
DERIVING = ROOT / "packaging" / "outlines"


@pytest.fixture(scope="module")
def held() -> Outlines:
    return outlines()


def deriving(name: str, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Load a module of the script, which is no part of any package."""
    monkeypatch.syspath_prepend(str(DERIVING))
    spec = importlib.util.spec_from_file_location(name, DERIVING / f"{name}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, name, module)
    spec.loader.exec_module(module)
    return module


def test_the_file_is_small_and_names_its_sources_exactly(monkeypatch: pytest.MonkeyPatch) -> None:
    file = shipped("resources", "maps", "outlines.json")
    script = deriving("derive", monkeypatch)
    assert file.stat().st_size < 400_000
    packages = (script.WORLD, script.UNITS)
    assert json.loads(file.read_text("utf-8"))["sources"] == [f"npm {' '.join(one)}" for one in packages]


def test_every_country_and_province_of_korea_has_an_outline_or_is_said_to_lack_one(held: Outlines) -> None:
    lacking = json.loads(shipped("resources", "maps", "outlines.json").read_text("utf-8"))["without_outline"]
    first_level = [
        unit.id
        for unit in gazetteer().values()
        if unit.level == "country" or (unit.level == "province" and unit.parent in ("KP", "KR", "CN"))
    ]
    assert {one for one in first_level if one not in held.regions} == set(lacking) == {"KP-14", "KP-15"}


@pytest.mark.parametrize("unit", ["KP-14", "KP-15"])
def test_a_province_that_lacks_one_is_covered_by_the_outline_that_the_file_names(
    held: Outlines, unit: str
) -> None:
    lacking = json.loads(shipped("resources", "maps", "outlines.json").read_text("utf-8"))["without_outline"]
    point = gazetteer()[unit].point
    assert point
    assert held.holds(held.regions[lacking[unit]], held.at(point.lat, point.lon))


def test_no_arc_parts_more_than_two_countries_or_two_provinces(held: Outlines) -> None:
    for provinces in (False, True):
        sides = defaultdict[int, list[str]](list)
        for region in held.regions.values():
            if region.is_country is not provinces:
                for number in region.arcs():
                    sides[number].append(region.id)
        assert max(map(len, sides.values())) == 2


def test_no_point_of_east_asia_lies_in_two_countries_and_each_of_korea_in_one_province(
    held: Outlines,
) -> None:
    random = chance(6)
    countries = [one for one in held.regions.values() if one.is_country]
    provinces = [one for one in held.regions.values() if one.id.startswith(("KP-", "KR-"))]
    gaps = 0
    for _ in range(1500):
        at = held.at(random.uniform(33, 43.2), random.uniform(124, 131))
        within = [one.id for one in countries if held.holds(one, at)]
        inside = [one.id for one in provinces if held.holds(one, at)]
        assert len(within) < 2, at
        assert len(inside) < 2, at
        if inside:
            assert within == [inside[0][:2]]
        gaps += within in (["KP"], ["KR"]) and not inside
    assert gaps <= 2, "only islets, for which the source names no province"


def test_both_sides_of_each_river_between_north_korea_and_china_are_theirs(held: Outlines) -> None:
    korea, china = held.regions["KP"], held.regions["CN"]
    border = set(korea.arcs()) & set(china.arcs())
    edges = [edge for number in border for edge in held.arcs[number].edges()]
    assert len(edges) > 150
    for (ax, ay), (bx, by) in edges:
        middle, across = ((ax + bx) / 2, (ay + by) / 2), ((ay - by) / 1e4, (bx - ax) / 1e4)
        sides = [(middle[0] + sign * across[0], middle[1] + sign * across[1]) for sign in (1, -1)]
        assert sorted(held.holds(korea, side) for side in sides) == [False, True]
        assert sorted(held.holds(china, side) for side in sides) == [False, True]


def test_no_line_of_east_asia_crosses_another(held: Outlines, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the Pacific, atolls smaller than the source's grid do."""
    north, west, south, east = EAST_ASIA
    left, top = held.at(north, west)
    right, bottom = held.at(south, east)
    near = [
        list(zip(arc.xs, arc.ys, strict=True))
        for arc in held.arcs
        if arc.bounds[0] < right and arc.bounds[2] > left and arc.bounds[1] < bottom and arc.bounds[3] > top
    ]
    topology = deriving("topology", monkeypatch)
    crossing = {near[arc][at] for arc, at in topology.crossing(near, 256)}
    assert not [(x, y) for x, y in crossing if left < x < right and top < y < bottom]


def test_countries_on_the_date_line_are_in_one_piece(held: Outlines) -> None:
    west, _, east, _ = held.regions["RU"].bounds
    assert east - west < held.turn / 2
    assert east > held.at(66, -170)[0], "the Chukchi Peninsula lies east of Kamchatka"
    steps = [abs(one[0] - other[0]) for arc in held.arcs for one, other in arc.edges()]
    assert max(steps) < held.turn / 10, "the longest straight line is the border of Canada"


def test_names_stand_inside_their_regions(held: Outlines) -> None:
    named = [one for one in held.regions.values() if one.name_at]
    assert {"KP", "CN", "KP-09", "CN-JL", "KR-11"} <= {one.id for one in named}
    assert all(held.holds(one, one.name_at) for one in named if one.name_at)
