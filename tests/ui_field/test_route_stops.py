"""A way as it was told: what the map may draw of it, and how surely."""

from __future__ import annotations

from dataclasses import replace

from invented_family import way

from interview_kit.maps.marks import Leg
from interview_kit.protocol.library import find, shipped_protocols
from interview_kit_ui.field.views.route_stops import Stop, on_map, stops_of

STOP = Stop("/leg[a]", 1, "Hoeryong", "KP-09-hoeryong", "", "", "known", "")


def told() -> tuple[Stop, ...]:
    return stops_of(way(), find(shipped_protocols(), "ed-full").protocol, "en")


def test_a_stop_says_where_what_when_and_how_sure() -> None:
    first = told()[0]
    assert (first.where, first.what) == ("Hoeryong", "Police detention")
    assert (first.when, first.said) == ("March 2010 – May 2010", "Known")


def test_an_end_that_was_not_told_stays_open() -> None:
    assert told()[1].when == "May 2010 – ?"


def test_yes_or_no_is_not_what_a_stop_is() -> None:
    assert told()[1].what == "Holding centre (jipkyulso)"


def test_words_that_no_gazetteer_knows_are_told_but_not_drawn() -> None:
    third = told()[2]
    assert third.where == "산 너머 어딘가"
    assert not third.on_map


def test_a_whole_country_is_no_place_on_the_way() -> None:
    assert told()[5].where == "North Korea"
    assert not told()[5].on_map


def test_who_comes_back_to_a_place_has_two_numbers_there() -> None:
    marks, _ = on_map(told(), "en")
    assert [(mark.name, mark.number) for mark in marks] == [
        ("Hoeryong", "1·5"),
        ("Chongjin", "2"),
        ("South Hamgyong", "4"),
    ]


def test_a_leg_is_as_sure_as_where_it_leads() -> None:
    chongjin = replace(STOP, place="KP-09-chongjin", certainty="believed")
    assert on_map([STOP, chongjin], "en")[1] == (Leg(0, 1, "believed"),)
    assert on_map([chongjin, STOP], "en")[1] == (Leg(0, 1, "known"),)


def test_a_leg_past_a_place_that_nobody_found_is_never_known() -> None:
    somewhere = replace(STOP, place="", certainty="known")
    chongjin = replace(STOP, place="KP-09-chongjin")
    assert on_map([STOP, somewhere, chongjin], "en")[1] == (Leg(0, 1, "believed"),)
    rumoured = replace(somewhere, certainty="rumour")
    assert on_map([STOP, rumoured, chongjin], "en")[1] == (Leg(0, 1, "rumour"),)


def test_nobody_is_taken_from_a_place_to_itself() -> None:
    assert on_map([STOP, STOP], "en")[1] == ()
