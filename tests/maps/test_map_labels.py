"""Labels stand beside their dots, clear of each other and inside the picture, and legs bow aside."""

from __future__ import annotations

import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_kit.maps.labels import overlap, placed
from interview_kit.maps.marks import Leg, arrow_head, curve, described, mark
from interview_kit.maps.view import NEAREST, View, fitted, round_length

FRAME = (0.0, 0.0, 1000.0, 700.0)
SIZE = (80.0, 20.0)
inside = st.tuples(st.floats(0, 1000), st.floats(0, 700))


def test_a_label_stands_to_the_right_of_a_lonely_dot() -> None:
    (label,) = placed([(500, 350)], [SIZE], FRAME, 5)
    assert label
    left, top, _, bottom = label.box
    assert 505 < left < 520
    assert (top + bottom) / 2 == 350
    assert label.leader is None


def test_at_the_right_edge_it_stands_to_the_left() -> None:
    (label,) = placed([(990, 350)], [SIZE], FRAME, 5)
    assert label
    assert label.box[2] < 990


def test_two_towns_on_one_river_get_labels_on_both_sides() -> None:
    labels = placed([(500, 350), (503, 352)], [SIZE, SIZE], FRAME, 5)
    boxes = [label.box for label in labels if label]
    assert len(boxes) == 2
    assert not overlap(*boxes)


def test_a_crowd_is_told_apart_with_lines_that_lead_to_the_dots() -> None:
    dots = [(500.0 + x, 350.0 + y) for x in (0, 6, 12) for y in (0, 6, 12)]
    labels = [label for label in placed(dots, [SIZE] * 9, FRAME, 5) if label]
    assert len(labels) == 9
    assert not any(overlap(one.box, other.box) for one, other in itertools.combinations(labels, 2))
    assert any(label.leader for label in labels)


def test_a_dot_outside_the_picture_has_no_label() -> None:
    assert placed([(1200, 350)], [SIZE], FRAME, 5) == [None]


def test_at_a_border_it_stands_on_the_side_of_its_own_country() -> None:
    (label,) = placed([(500, 350)], [SIZE], FRAME, 5, towards=[(-0.8, -0.6)])
    assert label
    assert label.box[2] < 500


def test_a_label_goes_where_it_hides_no_line() -> None:
    line = [(500.0 + step, 350.0) for step in range(0, 120, 5)]
    (label,) = placed([(500, 350)], [SIZE], FRAME, 5, lines=line)
    assert label
    assert label.box[2] < 500


@given(st.lists(inside, min_size=1, max_size=12))
def test_no_label_ever_leaves_the_picture(dots: list[tuple[float, float]]) -> None:
    for label in placed(dots, [SIZE] * len(dots), FRAME, 5):
        assert label
        assert label.box[0] >= 0
        assert label.box[1] >= 0
        assert label.box[2] <= 1000
        assert label.box[3] <= 700


@given(inside, inside, st.floats(0.001, NEAREST))
def test_a_pixel_and_its_place_lead_to_each_other(
    pixel: tuple[float, float], middle: tuple[float, float], scale: float
) -> None:
    view = View(middle, scale, 1000, 700)
    assert view.to_screen(view.to_map(pixel)) == pytest.approx(pixel, abs=1e-6)


@given(inside, st.floats(1.1, 3))
def test_zooming_keeps_what_lies_under_the_pointer(pixel: tuple[float, float], factor: float) -> None:
    view = View((1000, 1000), 0.1, 1000, 700)
    assert view.zoomed(factor, pixel).to_map(pixel) == pytest.approx(view.to_map(pixel), abs=1e-6)


@given(st.lists(st.tuples(st.floats(180_000, 230_000), st.floats(80_000, 120_000)), min_size=1, max_size=9))
def test_a_fitted_view_shows_all_places_within_its_margin(points: list[tuple[float, float]]) -> None:
    view = fitted(points, 1000, 700, 72)
    for x, y in map(view.to_screen, points):
        assert 71 <= x <= 929
        assert 71 <= y <= 629
    assert view.scale <= NEAREST


def test_there_and_back_are_two_lines() -> None:
    there, back = curve((100, 100), (400, 100), 8), curve((400, 100), (100, 100), 8)
    assert there
    assert back
    assert there.control[1] < 100 < back.control[1]
    assert math.dist(there.start, (100, 100)) == pytest.approx(8)
    assert arrow_head(there, 9)[0] == there.end


def test_between_dots_that_nearly_touch_there_is_no_line() -> None:
    assert curve((100, 100), (110, 100), 8) is None


@pytest.mark.parametrize(("most", "length"), [(999, 500), (1000, 1000), (4_999, 2000), (7, 5), (1.5, 1)])
def test_a_scale_bar_has_a_round_length(most: float, length: float) -> None:
    assert round_length(most) == length


@pytest.mark.parametrize("language", ["en", "ko"])
def test_the_map_is_told_in_words(language: str) -> None:
    marks = [mark("KP-10-hyesan", language, "1"), mark("CN-JL-changbai", language, "2")]
    words = described(marks, [Leg(0, 1, "rumour")], language)
    for one in marks:
        assert f"{one.number} {one.spoken}" in words
    assert {"en": "Hyesan to Changbai, rumour", "ko": "혜산시에서 창바이로, 소문"}[language] in words
