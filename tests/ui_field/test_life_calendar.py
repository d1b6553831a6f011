"""A life on an axis: what is certain and what is not, by the bounds of fuzzy dates; nothing is judged."""

from __future__ import annotations

from datetime import date

from invented_family import LIFE, in_section, life

from interview_kit.protocol.library import find, shipped_protocols
from interview_kit_ui.field.views import told
from interview_kit_ui.field.views.life_calendar import Axis, Entry, Stretch, axis_of, entries_of
from interview_kit_ui.field.wording import Wording

ENGLISH = Wording(("en",), "en", "en")


def entries(*changes: dict[str, object]) -> dict[str, Entry]:
    nodes = in_section("/calendar", LIFE, *changes) if changes else life()  # type: ignore[arg-type]
    protocol = find(shipped_protocols(), "ed-full").protocol
    return {one.name: one for one in entries_of(tuple(told.instances(nodes)), ENGLISH, protocol, "en")}


def test_events_and_stays_stand_in_the_order_of_time_and_the_undated_last() -> None:
    assert [*entries()] == [
        "Left · Hoeryong",
        "Hoeryong",
        "Chongjin",
        "Marriage",
        "Birth of a child",
        "룽징 쪽",
        "South Korea",
        "Army",
    ]


def test_a_stay_is_certain_between_the_last_beginning_and_the_first_end() -> None:
    assert entries()["Chongjin"].stretches == (
        Stretch(date(1999, 1, 1), date(1999, 12, 31), certain=False),
        Stretch(date(1999, 12, 31), date(2007, 1, 1), certain=True),
        Stretch(date(2007, 1, 1), date(2009, 12, 31), certain=False),
    )


def test_an_event_is_certain_on_a_day_alone() -> None:
    assert entries()["Birth of a child"].stretches == (
        Stretch(date(2002, 5, 4), date(2002, 5, 4), certain=True),
    )
    assert not entries()["Marriage"].stretches[0].certain


def test_a_stay_that_nobody_ended_is_open_at_its_end_alone() -> None:
    stay = entries()["South Korea"]
    assert (stay.open_start, stay.open_end, stay.when) == (False, True, "April 2013 – ?")


def test_an_end_before_the_beginning_is_nowhere_certain() -> None:
    stay = entries()["룽징 쪽"]
    assert stay.stretches == (Stretch(date(2009, 1, 1), date(2011, 12, 31), certain=False),)
    assert stay.warnings == ("It ends before it begins.",)


def test_what_the_rules_of_the_protocol_say_stands_with_the_row_it_is_about() -> None:
    warned = {name: one.warnings for name, one in entries().items() if one.warnings}
    assert warned["Left · Hoeryong"] == ("This lies before the witness was born.",)
    assert warned["Chongjin"][0].startswith("Two places at the same time.")
    assert "Hoeryong" not in warned


def test_a_period_lasts_though_it_is_one_answer() -> None:
    event = entries({"/calendar/anchor[1]/when": {"edtf": "1995/2000"}})["Marriage"]
    assert event.lasts
    assert [part.certain for part in event.stretches] == [False, True, False]


def test_words_without_a_date_are_told_and_not_drawn() -> None:
    event = entries({"/calendar/anchor[1]/when": {"words": "비 오던 날"}})["Marriage"]
    assert event.when == "비 오던 날"
    assert event.stretches == ()


def test_the_axis_spans_whole_years() -> None:
    axis = axis_of(entries().values())
    assert axis == Axis(1971, 2013)
    assert axis.share(date(1971, 1, 1)) == 0
    assert 0.99 < axis.share(date(2013, 12, 31)) < 1


def test_as_many_round_years_are_written_down_as_have_room() -> None:
    assert Axis(1971, 2013).ticks(8) == (1975, 1980, 1985, 1990, 1995, 2000, 2005, 2010)
    assert Axis(1971, 2013).ticks(5) == (1980, 1990, 2000, 2010)
    assert Axis(2001, 2001).ticks(5) == (2001,)


def test_without_any_date_there_is_no_axis() -> None:
    assert axis_of([]) is None
