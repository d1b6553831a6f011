"""Finding a place by whatever was typed: any spelling, half a syllable, initials, a slip of the keys.

Each unit is found at a cost and the cheapest comes first. What costs less than ``EXACT`` is the name, as it
is or was, however it is written. A name that several places bear is never certain, wherever it ranks.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from interview_kit.values.place_index import EXACT, LIKENESS, Match, PlaceIndex, place_index
from interview_kit.values.places import Unit, gazetteer
from interview_kit.values.spellings import KINDS

#: What it adds that a wider place was named.
_WIDER: Final = 1
#: What is typed beyond so many characters, or words, is not looked at.
_LONGEST, _MOST_WORDS = 100, 5
_APART: Final = re.compile(r"[\s,/·()]+")

_Look = Callable[[str], Iterable[Match]]


@dataclass(frozen=True, slots=True)
class Found:
    """A unit that answers to a query, and the name by which it does.

    ``certain``: the words are the name of this unit and of no other.
    """

    unit: Unit
    name: str
    cost: int
    certain: bool


def search(words: str, within: str | None = None, limit: int = 12) -> list[Found]:
    """Return what ``words`` may mean, likeliest first, at most ``limit``.

    Where ``within`` is given, only what that unit holds or held.
    ``words`` may name a wider place too, before or after: "함북 회령", "Hoeryong, North Hamgyong".
    """
    query = unicodedata.normalize("NFC", words[:_LONGEST]).strip()
    index = place_index()
    matches = _matches(index, query, index.named, within)
    if all(match.cost >= LIKENESS // 2 for match in matches.values()):
        matches = _cheapest((*matches.values(), *_matches(index, query, index.resembling, within).values()))
    if not matches:
        matches = _matches(index, query, index.beginning_with_a_name, within)
    ranked = sorted(matches.values(), key=lambda match: (match.cost, index.order[match.unit]))
    certain = _certain(index, ranked) if len(query) > 1 else None  # one syllable is a beginning
    units = gazetteer()
    return [Found(units[one.unit], one.name, one.cost, one.unit == certain) for one in ranked[:limit]]


def resolve(words: str, within: str | None = None) -> Unit | None:
    """Return the one unit that ``words`` name, or None where none or more than one bears that name.

    Of units within each other, as a city in the special city of its name, the widest is meant.
    """
    return next((one.unit for one in search(words, within) if one.certain), None)


def _certain(index: PlaceIndex, ranked: list[Match]) -> str | None:
    named = [match.unit for match in ranked if match.cost < EXACT]
    return next((wide for wide in named if all(wide in index.holders[unit] for unit in named)), None)


def _matches(index: PlaceIndex, query: str, look: _Look, within: str | None) -> dict[str, Match]:
    found = [*look(query), *_in_wider_places(index, query, look)]
    return _cheapest(match for match in found if within is None or within in index.holders[match.unit])


def _in_wider_places(index: PlaceIndex, query: str, look: _Look) -> Iterable[Match]:
    words = [word for word in _APART.split(query) if word and word.casefold() not in KINDS][:_MOST_WORDS]
    for place in range(1, len(words)):
        for name, wider in ((words[place:], words[:place]), (words[:place], words[place:])):
            groups = _wider_places(index, wider)
            if groups:
                yield from _held(index, look(" ".join(name)), groups)
    for word in words if len(words) == 1 else ():
        for units, rest in index.run_together(word):
            yield from _held(index, index.exactly(rest), [units])


def _wider_places(index: PlaceIndex, words: list[str]) -> list[frozenset[str]]:
    """Return groups of units, one of each must hold what is looked for; none if a word names none."""
    whole = index.called(" ".join(words))
    groups = [whole] if whole else [index.called(word) for word in words]
    return groups if all(groups) else []


def _held(index: PlaceIndex, found: Iterable[Match], groups: list[frozenset[str]]) -> Iterable[Match]:
    for match in found:
        around = index.holders[match.unit] - {match.unit}
        if all(around & group for group in groups):
            yield Match(match.unit, match.cost + _WIDER, match.name)


def _cheapest(found: Iterable[Match]) -> dict[str, Match]:
    cheapest: dict[str, Match] = {}
    for match in found:
        known = cheapest.get(match.unit)
        if known is None or match.cost < known.cost:
            cheapest[match.unit] = match
    return cheapest
