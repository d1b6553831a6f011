"""From what a phrase says about a date to the days it may mean.

Where words may mean several things, each is a meaning of its own, the likeliest first; within one, the bounds
hold whatever the words leave open. The choices made:

- A third of a month is its days 1-10, 11-20, 21 to the end; of a year four months; of a season one; of a
  decade years 0-4, 3-7, 6-9, for whole years are remembered loosely.
- A landmark's day is that day; 이후 and 이전 of one that lasted are after its end and before its beginning.
  "When" and "around" it are its month and one more on either side, "right after" and "right before" one
  month. A feast that comes every year is known better: a week around it, two right after, and two months
  for "after".
- Rice planting is May and June, weeding June and July, the rains July and August, harvest September and
  October, kimjang October and November, the lean season April to June.
- Years after a landmark are counted by the calendar, months with one to spare, weeks with half a one, days
  exactly. "A few" are two to nine.
- Two digits are a year of the hundred that end today, or in 2029; the century before comes second.
- An age is counted as Koreans do or in full years; if it is not said which, both are given.
- A winter begins in the December of its year; that it ended in it comes second.
- A lunar date belongs to the lunar year of that number; a month that has a leap month may be that, too.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from interview_kit.values import edtf
from interview_kit.values.date_by_landmarks import by_landmark, feasts
from interview_kit.values.date_description import Description, Shift
from interview_kit.values.date_in_year import finer, whole_year
from interview_kit.values.date_parts import Meaning, Surroundings, at, months_on, shifted, today_step
from interview_kit.values.date_years import FULL_AGE, full_age, years_of
from interview_kit.values.edtf import OPEN, Kind, Precision
from interview_kit.values.edtf_single import NO_YEAR


def meanings(said: Description, around: Surroundings) -> Iterator[Meaning]:
    """Give what the description may mean, likeliest first."""
    for placed, rest in _placed(said, around):
        related = _related(placed, rest)
        if related is not None:
            yield _marked(related, rest)


def _placed(said: Description, around: Surroundings) -> Iterator[tuple[Meaning, Description]]:
    """Give the days themselves, and what is left to say about them."""
    if said.bare and not said.month:
        return
    if said.feast:
        yield from feasts(said, around)
    elif said.landmark:
        for code in said.landmark:
            yield from by_landmark(said, around.landmarks[code], around)
    elif said.today and said.today[1] == "month" and (said.day or said.part) and around.today:
        on = months_on(around.today, said.today[0])
        yield from finer(replace(said, month=on.month), (str(on.year),), (today_step(around.today),))
    elif said.today and said.today[1] != "year":
        count, unit = said.today
        if not said.shift and not (said.year or said.decade):  # "the last week of 2009" is in it
            yield from _moved_from_rest(replace(said, shift=Shift(count, count, unit, False)), around)
    elif said.shift and (said.shift.unit != "year" or (said.day and not said.month)):
        yield from _moved_from_rest(said, around)
    else:
        for years, steps in years_of(said, around):
            if steps and steps[0].code == FULL_AGE and around.born and said.age and whole_year(said):
                yield Meaning((full_age(said.age, around.born),), steps), said
            else:
                yield from finer(said, years, steps)


def _moved_from_rest(said: Description, around: Surroundings) -> Iterator[tuple[Meaning, Description]]:
    """Move by days, weeks or months from the date that is given beside, or from today."""
    assert said.shift is not None
    rest = replace(said, shift=None, today=None, relation=None, about=False, unsure=False, around=None)
    outer = said
    if rest == Description() or (rest.coarsest and not rest.month and not rest.day):
        if around.today and rest == Description() and said.shift.most <= 0:  # nobody tells of what will be
            yield Meaning(shifted(said.shift, around.today, around.today), (today_step(around.today),)), outer
        return
    for anchor in meanings(rest, around):
        found = anchor.fuzzy()
        if found and found.earliest and found.latest:
            yield Meaning(shifted(said.shift, found.earliest, found.latest), anchor.steps), outer


def _related(meaning: Meaning, said: Description) -> Meaning | None:
    """Return what lies before or after it, if that was said."""
    if said.relation is None:
        return meaning
    if any(NO_YEAR in end for span in meaning.spans for end in span):
        return None  # nothing can be told from a day of any year
    first, last = meaning.spans[0][0], meaning.spans[-1][1]
    found = meaning.fuzzy()
    if found is None or found.earliest is None or found.latest is None:
        return None
    match said.relation:
        case "since":
            return replace(meaning, spans=((first, OPEN),), kind=Kind.INTERVAL)
        case "until":
            return replace(meaning, spans=((OPEN, last),), kind=Kind.INTERVAL)
        case "not-before" | "on-or-after":
            span = (first, OPEN)
        case "not-after" | "on-or-before":
            span = (OPEN, last)
        case "before":
            span = (OPEN, at(found.earliest - timedelta(days=1), precision(first)))
        case "after":
            span = (at(found.latest + timedelta(days=1), precision(last)), OPEN)
        case "right-after":
            span = (found.latest.isoformat(), months_on(found.latest, 1).isoformat())
        case _:
            span = (months_on(found.earliest, -1).isoformat(), found.earliest.isoformat())
    return replace(meaning, spans=(span,))


def _marked(meaning: Meaning, said: Description) -> Meaning:
    mark = {(True, False): "~", (False, True): "?", (True, True): "%"}.get((said.about, said.unsure))
    if mark is None:
        return meaning
    spans = tuple((_with(mark, first), _with(mark, last)) for first, last in meaning.spans)
    return replace(meaning, spans=spans)


def _with(mark: str, end: str) -> str:
    if end == OPEN:
        return end
    bare = end.rstrip("~?%")
    return bare + (mark if bare == end or end.endswith(mark) else "%")


def precision(text: str) -> Precision:
    return edtf.parse(text).precision
