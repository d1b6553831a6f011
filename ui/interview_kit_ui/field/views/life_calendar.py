"""A life on an axis of years: which part of each event or stay is certain, and which is not; no Qt.

Dates are used by their bounds alone. Nothing is judged here: what contradicts itself is said by the rules of
the protocol, whose warnings stand with what they are about.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from interview_kit.interview.dates_known import date_of
from interview_kit.interview.picture import NodePicture
from interview_kit.protocol.model import KitType, Protocol
from interview_kit.values import edtf
from interview_kit.values.edtf import OPEN, UNKNOWN, FuzzyDate, Kind
from interview_kit_ui.field.views import told
from interview_kit_ui.field.wording import Wording

#: What names an entry: more is a story.
_NAMING: Final = 2
_RULES: Final = ("interview.rule", "interview.constraint")
_STEPS: Final = (1, 2, 5, 10, 20, 50, 100)
_DAYS: Final = 365.2425


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days from one to another: surely so, or somewhere in there."""

    first: date
    last: date
    certain: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """One row: an event, or a stay between two dates. ``stretches`` are in order; none without any bound."""

    stable: str
    name: str
    kind: str
    when: str
    lasts: bool
    stretches: tuple[Stretch, ...]
    #: Whether a stay began, or ended, nobody told when.
    open_start: bool
    open_end: bool
    #: What the protocol's rules have against it.
    warnings: tuple[str, ...]

    @property
    def begins(self) -> date:
        """The first day it may be, for sorting; the last of all without a date."""
        return self.stretches[0].first if self.stretches else date.max


@dataclass(frozen=True, slots=True)
class Axis:
    """Whole years, the last one included."""

    first: int
    last: int

    def share(self, day: date) -> float:
        """Return where a day lies, from 0 to 1."""
        years = day.year + (day.timetuple().tm_yday - 1) / _DAYS - self.first
        return years / (self.last + 1 - self.first)

    def ticks(self, most: int) -> tuple[int, ...]:
        """Return the round years to write down, at most so many."""
        for step in _STEPS:
            years = range(-(-self.first // step) * step, self.last + 1, step)
            if len(years) <= max(1, most):
                return tuple(years)
        return (self.first,)


def axis_of(entries: Iterable[Entry]) -> Axis | None:
    """Return the years of all entries; None where nothing has a date."""
    days = [day for one in entries for part in one.stretches for day in (part.first, part.last)]
    return Axis(min(days).year, max(days).year) if days else None


def entries_of(
    instances: Sequence[NodePicture], wording: Wording, protocol: Protocol, language: str
) -> tuple[Entry, ...]:
    """Return what instances tell of, in the order of time; what has no date comes last."""
    entries = (_entry(one, wording, protocol, language) for one in instances)
    return tuple(sorted(entries, key=lambda one: one.begins))


def _entry(instance: NodePicture, wording: Wording, protocol: Protocol, language: str) -> Entry:
    names = (
        told.named(one, protocol, language)
        for one in told.told(instance)
        if one.definition.kit.type is not KitType.DATE
    )
    name = told.BETWEEN.join([words for words in names if words][:_NAMING])
    kind = wording.told(instance.definition.label)
    dates = [date_of(one) for one in told.dates(instance)]
    since, until, lasts = _ends(dates)
    stretches = tuple(_span(since, until) if lasts else _somewhere(since))
    return Entry(
        stable=instance.stable,
        name=name or kind,
        kind=kind if name else "",
        when=told.when(instance, protocol, language),
        lasts=lasts,
        stretches=stretches,
        open_start=lasts and bool(stretches) and (since is None or since.earliest is None),
        open_end=lasts and bool(stretches) and (until is None or until.latest is None),
        warnings=tuple(_warnings(instance, wording)),
    )


def _ends(dates: Sequence[FuzzyDate | None]) -> tuple[FuzzyDate | None, FuzzyDate | None, bool]:
    """Return when it began and ended, and whether it lasted at all."""
    if len(dates) > 1:
        return dates[0], dates[-1], True
    only = dates[0] if dates else None
    if only is None or only.kind is not Kind.INTERVAL:
        return only, None, False
    first, last = (
        None if end in (OPEN, UNKNOWN) else edtf.parse(end)
        for end in (only.ranges[0].first, only.ranges[0].last)
    )
    return first, last, True


def _bounds(found: FuzzyDate | None) -> tuple[date, date] | None:
    """Return both bounds; the one there is stands for the other."""
    if found is None or (found.earliest is None and found.latest is None):
        return None
    return found.earliest or found.latest, found.latest or found.earliest  # type: ignore[return-value] # one is there


def _somewhere(found: FuzzyDate | None) -> Iterator[Stretch]:
    if bounds := _bounds(found):
        yield Stretch(*bounds, certain=bounds[0] == bounds[1])


def _span(since: FuzzyDate | None, until: FuzzyDate | None) -> Iterator[Stretch]:
    """Yield what lies between: sure from the last day it may have begun to the first it may have ended."""
    start, end = _bounds(since), _bounds(until)
    if start is None or end is None:
        yield from _somewhere(since or until)
        return
    if start[1] > end[0]:
        yield Stretch(min(start[0], end[0]), max(start[1], end[1]), certain=False)
        return
    for first, last, certain in (
        (*start, False),
        (start[1], end[0], True),
        (*end, False),
    ):
        if first < last or certain:
            yield Stretch(first, last, certain)


def _warnings(instance: NodePicture, wording: Wording) -> Iterator[str]:
    """Yield what the rules of the protocol say about an instance, but not about further ones inside it."""
    for problem in instance.problems:
        if problem.code in _RULES and (words := wording.told(problem.words)):
            yield words
    for child in instance.children:
        if not child.instance:
            yield from _warnings(child, wording)
