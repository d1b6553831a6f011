"""The map as a file: valid XML that stands alone, with every town on its own side of the river."""

from __future__ import annotations

import itertools
import re
from xml.etree import ElementTree

import pytest

from interview_kit.maps.marks import Leg, mark
from interview_kit.maps.svg import svg

NAMESPACE = "{http://www.w3.org/2000/svg}"
BORDER = (
    *("KP-10-hyesan", "CN-JL-changbai", "KP-09-musan", "KP-04-junggang", "CN-JL-linjiang", "KP-03-sinuiju"),
    *("CN-LN-dandong", "CN-JL-jian", "KP-09-onsong-namyang", "CN-JL-tumen", "KP-09-hoeryong", "CN-JL-sanhe"),
)

Point = tuple[float, float]


def drawn(*places: str, language: str = "en", legs: tuple[Leg, ...] = ()) -> ElementTree.Element:
    return ElementTree.fromstring(svg([mark(place, language) for place in places], legs, language))  # noqa: S314 - ours


def of_kind(picture: ElementTree.Element, tag: str, kind: str) -> list[ElementTree.Element]:
    return [one for one in picture.iter(NAMESPACE + tag) if kind in one.get("class", "").split()]


def area(path: str) -> list[list[Point]]:
    rings = [ring for ring in re.split("[MZ]", path) if ring]
    return [[(float(x), float(y)) for x, y in re.findall(r"([-\d.]+),([-\d.]+)", ring)] for ring in rings]


def holds(rings: list[list[Point]], point: Point) -> bool:
    x, y = point
    crossed = 0
    for ring in rings:
        for (ax, ay), (bx, by) in itertools.pairwise([*ring, ring[0]]):
            crossed += (ay > y) != (by > y) and x < ax + (y - ay) * (bx - ax) / (by - ay)
    return crossed % 2 == 1


@pytest.mark.parametrize("pair", list(itertools.pairwise(BORDER)), ids=" ".join)
def test_towns_at_the_border_stand_on_the_right_side_of_the_drawn_line(pair: tuple[str, str]) -> None:
    picture = drawn(*pair)
    (korea,) = of_kind(picture, "path", "home")
    dots = of_kind(picture, "circle", "dot")
    assert len(dots) == 2
    for place, dot in zip(pair, dots, strict=True):
        at = float(dot.get("cx", "")), float(dot.get("cy", ""))
        assert holds(area(korea.get("d", "")), at) is place.startswith("KP"), place


def test_nothing_outside_the_file_is_referred_to() -> None:
    text = svg([mark("KP-10-hyesan", "en")], (), "en")
    assert not re.search(r"href|url\(|@import|<script|<image|<!ENTITY", text)
    assert re.findall(r"https?://[^\"]*", text) == ["http://www.w3.org/2000/svg"]


def test_it_says_in_words_what_it_shows() -> None:
    picture = drawn("KP-10-hyesan", "CN-JL-changbai", legs=(Leg(0, 1, "believed"),))
    title, description = (picture.find(NAMESPACE + tag) for tag in ("title", "desc"))
    assert title is not None
    assert title.text == "Map"
    assert description is not None
    assert "Hyesan to Changbai, believed" in (description.text or "")


@pytest.mark.parametrize("certainty", ["known", "believed", "rumour"])
def test_each_certainty_has_its_line(certainty: str) -> None:
    picture = drawn("KP-09-chongjin", "CN-LN-shenyang", legs=(Leg(0, 1, certainty),))  # type: ignore[arg-type]  # one of them
    (leg,) = of_kind(picture, "path", "leg")
    assert certainty in leg.get("class", "").split()


def test_labels_speak_korean_where_asked() -> None:
    texts = [text.text for text in drawn("KP-10-hyesan", language="ko").iter(NAMESPACE + "text")]
    assert {"혜산시", "북한", "중국", "량강도"} <= set(texts)


def test_a_place_without_a_point_is_hollow() -> None:
    picture = drawn("KP-10-hyesan", "KP-10-hyesan-wiyon")
    assert len(of_kind(picture, "circle", "vague")) == 1


def test_everything_that_is_drawn_stays_near_the_picture() -> None:
    """A country that reaches far beyond it is cut off, so that a border town does not bring half of Asia."""
    text = svg([mark("KP-10-hyesan", "en")], (), "en")
    assert len(text) < 60_000
    for path in ElementTree.fromstring(text).iter(NAMESPACE + "path"):  # noqa: S314 - ours
        for ring in area(path.get("d", "")):
            assert all(-300 < x < 1500 and -300 < y < 1200 for x, y in ring)


def test_the_same_map_is_the_same_file() -> None:
    places = [mark(place, "ko") for place in BORDER]
    assert svg(places, (), "ko") == svg(places, (), "ko")
