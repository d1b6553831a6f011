"""Places are drawn on their own side of a border, and nowhere else than where they are otherwise."""

from __future__ import annotations

import math

import pytest

from interview_kit.maps.marks import mark
from interview_kit.maps.outlines import Outlines, outlines
from interview_kit.values.places import gazetteer, within

TOWNS = (
    *(
        "KP-10-hyesan",
        "KP-09-musan",
        "KP-09-hoeryong",
        "KP-09-onsong",
        "KP-09-onsong-namyang",
        "KP-04-junggang",
    ),
    *("KP-04-manpho", "KP-03-sinuiju", "KP-03-uiju", "KP-09-kyongwon", "KP-09-onsong-sambong"),
    *("CN-JL-changbai", "CN-JL-tumen", "CN-JL-longjing", "CN-JL-jian", "CN-LN-dandong", "CN-JL-helong"),
    *("CN-JL-hunchun", "CN-JL-linjiang", "CN-JL-sanhe", "CN-JL-badaogou", "CN-YN-hekou"),
    *(
        "LA-LM-boten",
        "VN-13-mong-cai",
        "TH-57-mae-sai",
        "MM-17-tachileik",
        "MN-063-zamyn-uud",
        "RU-PRI-kraskino",
    ),
)


@pytest.fixture(scope="module")
def held() -> Outlines:
    return outlines()


@pytest.mark.parametrize("town", TOWNS)
def test_every_border_town_is_drawn_inside_its_own_country(held: Outlines, town: str) -> None:
    country = within(town, "country")
    at = mark(town, "en").drawn_at(held)
    assert country is not None
    assert at is not None
    assert [one.id for one in held.regions.values() if one.is_country and held.holds(one, at)] == [country.id]


def test_so_is_every_place_of_the_gazetteer_that_has_a_point(held: Outlines) -> None:
    astray = [
        unit.id
        for unit in gazetteer().values()
        if unit.point
        and (country := within(unit.id, "country"))
        and (at := mark(unit.id, "en").drawn_at(held))
        if not held.holds(held.regions[country.id], at)
    ]
    assert astray == []


def test_hyesan_and_changbai_face_each_other_over_the_river(held: Outlines) -> None:
    """By the source's line Hyesan lies in China and Changbai in North Korea."""
    truly = {town: held.at(*_point(town)) for town in ("KP-10-hyesan", "CN-JL-changbai")}
    assert not held.holds(held.regions["KP"], truly["KP-10-hyesan"])
    assert held.holds(held.regions["KP"], truly["CN-JL-changbai"])
    hyesan, changbai = (mark(town, "en").drawn_at(held) for town in truly)
    assert hyesan
    assert changbai
    assert held.holds(held.regions["KP-10"], hyesan)
    assert held.holds(held.regions["CN-JL"], changbai)
    assert changbai[1] < hyesan[1], "Changbai is the northern one"


def test_nothing_is_moved_farther_than_to_the_other_bank(held: Outlines) -> None:
    moved = {}
    for unit in gazetteer().values():
        if unit.point:
            at, drawn = held.at(unit.point.lat, unit.point.lon), mark(unit.id, "en").drawn_at(held)
            assert drawn
            if drawn != at:
                moved[unit.id] = math.dist(at, drawn) * held.metres(at[1])
    assert max(moved.values()) < 3000, "metres"
    assert {"KP-10-hyesan", "KP-09-musan", "KP-04-junggang"} <= moved.keys()
    assert len(moved) < 20


def test_the_true_coordinate_is_never_changed(held: Outlines) -> None:
    before = gazetteer()["KP-10-hyesan"].point
    hyesan = mark("KP-10-hyesan", "ko")
    hyesan.drawn_at(held)
    assert before
    assert hyesan.point == (before.lat, before.lon)
    assert gazetteer()["KP-10-hyesan"].point is before


def test_a_county_that_changed_hands_since_the_outlines_were_made_stays_where_it_is(held: Outlines) -> None:
    """Chunghwa came from Pyongyang to North Hwanghae in 2010."""
    chunghwa = mark("KP-06-junghwa", "en")
    assert chunghwa.drawn_at(held) == held.at(*_point("KP-06-junghwa"))


def test_a_place_on_its_own_side_is_not_moved(held: Outlines) -> None:
    assert mark("KP-01", "en").drawn_at(held) == held.at(*_point("KP-01"))


def test_a_crossing_lies_between_its_two_sides(held: Outlines) -> None:
    bridge = mark("X-namyang-tumen", "en")
    sides = [held.at(*_point(place)) for place in ("KP-09-onsong-namyang", "CN-JL-tumen")]
    at = bridge.drawn_at(held)
    assert at
    assert bridge.country is None
    assert bridge.vague
    assert sum(math.dist(at, side) for side in sides) == pytest.approx(math.dist(*sides), rel=0.01)


def test_a_place_without_a_point_stands_hollow_at_what_holds_it(held: Outlines) -> None:
    camp_town, county, province = (mark(one, "en") for one in ("KP-10-hyesan-wiyon", "KP-10-hyesan", "KP-10"))
    assert (camp_town.vague, county.vague, province.vague) == (True, False, True)
    assert camp_town.drawn_at(held) == county.drawn_at(held)
    assert province.drawn_at(held) == held.regions["KP-10"].name_at


def _point(place: str) -> tuple[float, float]:
    point = gazetteer()[place].point
    assert point
    return point.lat, point.lon
