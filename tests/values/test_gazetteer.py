"""The gazetteer holds what it promises, once each, with a source."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from interview_kit.data import shipped
from interview_kit.values import places
from interview_kit.values.places import Unit, gazetteer

UNITS = gazetteer()
REPORTS = {"coi", "hrnk", "kinu", "nkdb", "daily-nk", "daily-nk-thailand", "rfa-2023", "mou"}
FIRST_LEVEL = {f"KP-{number:02}" for number in (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 13, 14, 15)}
IDS_OF_THE_FIRST_RELEASE = {"KP", "KR", "CN", "RU", "MN", "LA", "VN", "TH", "MM", "KH", "JP"} | FIRST_LEVEL
BORDER = {
    "KP": ("KP-10-hyesan", "KP-09-musan", "KP-04-junggang", "KP-09-onsong-namyang", "KP-03-sinuiju"),
    "CN": ("CN-JL-changbai", "CN-JL-tumen", "CN-JL-linjiang", "CN-JL-jian", "CN-LN-dandong", "CN-JL-nanping"),
    "RU": ("RU-PRI-khasan",),
    "MN": ("MN-063-zamyn-uud",),
    "LA": ("LA-LM-boten",),
    "VN": ("VN-13-mong-cai", "VN-02"),
    "TH": ("TH-57-chiang-saen",),
}  # fmt: skip


def test_every_id_that_answers_hold_already_stays() -> None:
    assert set(UNITS) >= IDS_OF_THE_FIRST_RELEASE


def test_the_first_level_of_north_korea_is_complete() -> None:
    assert {
        unit.id for unit in UNITS.values() if unit.parent == "KP" and unit.level == "province"
    } == FIRST_LEVEL


def test_all_200_units_of_the_second_level_are_there() -> None:
    with Path(__file__).with_name("second_level_units.tsv").open(encoding="utf-8") as file:
        wanted = [(row["first_level"], row["name"]) for row in csv.DictReader(file, delimiter="\t")]
    held = Counter((unit.parent, unit.names["ko"]) for unit in UNITS.values() if unit.sources == ("adm2",))
    assert held == Counter(wanted)
    assert held.total() == 200


@pytest.mark.parametrize(
    ("city", "count"), [("KP-09-chongjin", 7), ("KP-08-hamhung", 7), ("KP-01", 18), ("KP-14", 5)]
)
def test_cities_have_their_wards(city: str, count: int) -> None:
    assert sum(unit.parent == city and unit.level == "ward" for unit in UNITS.values()) == count


def test_no_id_is_given_twice() -> None:
    folder = shipped("resources", "gazetteer")
    rows = [row for name in places.FILES for row in (folder / f"{name}.json").read_text("utf-8").splitlines()]
    assert sum(row.startswith('  {"id"') for row in rows) == len(UNITS)


def test_no_two_units_of_one_kind_bear_one_name_under_one_holder() -> None:
    names = Counter((unit.parent, unit.level, unit.names["ko"]) for unit in UNITS.values() if unit.parent)
    assert [name for name, count in names.items() if count > 1] == []


def test_no_former_name_is_that_of_a_neighbour() -> None:
    held = {(unit.parent, unit.names["ko"]): unit.id for unit in UNITS.values()}
    clashes = [
        (unit.id, former.ko)
        for unit in UNITS.values()
        for former in unit.former
        if held.get((unit.parent, former.ko), unit.id) != unit.id
    ]
    assert clashes == []


def test_everything_is_held_by_something_up_to_a_country() -> None:
    for unit in UNITS.values():
        if unit.level == "crossing":
            assert unit.parent is None
            assert len(unit.between) == 2
            assert all(side in UNITS for side in unit.between)
            continue
        seen: set[str] = set()
        at: Unit | None = unit
        while at is not None and at.parent is not None:
            assert at.id not in seen, f"{unit.id} holds itself"
            seen.add(at.id)
            assert at.parent in UNITS, unit.id
            at = UNITS[at.parent]
        assert at is not None
        assert at.level == "country", unit.id
        assert unit.id == at.id or unit.id.startswith(f"{at.id}-"), "an id begins with its country"


def test_what_held_a_place_before_exists_and_is_not_what_holds_it_now_in_that_time() -> None:
    for unit in UNITS.values():
        for before in unit.was_in:
            assert before.parent in UNITS, unit.id
            assert before.parent != unit.parent, unit.id


def test_years_are_sensible() -> None:
    for unit in UNITS.values():
        spans = [(one.start, one.end) for one in (*unit.former, *unit.was_in)]
        for start, end in (*spans, (unit.opened, unit.closed)):
            assert all(year is None or 1900 <= year <= 2026 for year in (start, end)), unit.id
            assert start is None or end is None or start < end, unit.id


def test_every_row_names_sources_that_are_listed() -> None:
    listed = places.sources()
    for unit in UNITS.values():
        cited = {*unit.sources, *(key for one in (*unit.former, *unit.was_in) for key in one.sources)}
        assert unit.sources, unit.id
        assert cited <= set(listed), unit.id
        assert unit.certainty in places.CERTAINTIES, unit.id
        assert unit.level in places.LEVELS, unit.id
        assert unit.names["en"], unit.id
        assert unit.names["ko"], unit.id


def test_every_detention_site_has_a_report_behind_it_and_no_point_of_its_own() -> None:
    for unit in UNITS.values():
        if unit.level == "site":
            assert set(unit.sources) <= REPORTS, unit.id
            assert unit.point is None, unit.id
            assert unit.kind == "settlement" or unit.kind in places.kinds(), unit.id


@pytest.mark.parametrize("country", BORDER)
def test_border_towns_lie_in_their_country(country: str) -> None:
    for place in BORDER[country]:
        holder = places.within(place, "country")
        assert holder is not None
        assert holder.id == country, place


def test_points_lie_near_their_country_and_say_where_they_are_from() -> None:
    bounds = {
        "KP": (37, 43.1, 124, 131),
        "CN": (18, 54, 73, 135),
        "KR": (33, 39, 124, 132),
        "RU": (41, 70, 27, 180),
    }
    pointed = [unit for unit in UNITS.values() if unit.point]
    assert len(pointed) > 250
    for unit in pointed:
        assert unit.point is not None
        assert unit.point.source == "geonames"
        if unit.id[:2] in bounds:
            south, north, west, east = bounds[unit.id[:2]]
            assert south < unit.point.lat < north, unit.id
            assert west < unit.point.lon < east, unit.id


def test_a_place_without_a_point_is_shown_at_what_holds_it() -> None:
    found = places.nearest_point("KP-kyohwaso-12")
    assert found is not None
    assert found[1].id == "KP-09-hoeryong"
    assert places.nearest_point("KP") is None


def test_the_country_of_a_bridge_cannot_be_told() -> None:
    assert places.within("X-namyang-tumen", "country") is None
    assert places.in_words("X-namyang-tumen", "en") == "Namyang–Tumen bridge, North Korea – China"
    assert places.held_by("X-namyang-tumen", "KP")
    assert places.held_by("X-namyang-tumen", "CN")


def test_a_river_lies_between_two_countries_and_nobody_knows_where_along_it() -> None:
    for river, sides in (("X-tumen-river", "KP CN"), ("X-yalu-river", "KP CN"), ("X-mekong-river", "LA TH")):
        assert UNITS[river].between == tuple(sides.split())
        assert places.within(river, "country") is None
        assert UNITS[river].point is None
    assert UNITS["X-yalu-river"].romanised("national") == "Amrokgang"


def test_what_held_a_place_before_is_remembered() -> None:
    assert places.held_by("KP-06-junghwa", "KP-01")
    within = places.within("KP-06-junghwa", "province")
    assert within is not None
    assert within.id == "KP-06"
    assert not places.held_by("KP-06-junghwa", "KP-09")
