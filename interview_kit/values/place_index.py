"""Every spelling of every place, arranged for looking up. Made once, in some tens of milliseconds."""

from __future__ import annotations

import bisect
import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from interview_kit.values.edit_distance import distance, letters_of, may_be_near
from interview_kit.values.hangul import (
    initials,
    is_hangul,
    only_consonants,
    typed_on_english_keyboard,
    typed_on_korean_keyboard,
)
from interview_kit.values.places import LEVELS, Unit, gazetteer
from interview_kit.values.romanisation import parted
from interview_kit.values.spellings import OTHER, fold, sound, spellings, without_kind, without_kind_of_site

#: Costs below this are a name in full.
EXACT: Final = 10
#: Costs from here on are a likeness only.
LIKENESS: Final = 40
_SOUND, _INITIALS, _BEGINNING, _INITIALS_BEGIN, _SOUND_BEGINS, _NEAR, _MORE = 12, 14, 20, 26, 30, 50, 70
#: What it costs to tell a site by its kind and what holds it, closely or widely.
_CLOSELY, _WIDELY = OTHER + 1, EXACT + 2
_NUMBER: Final = re.compile(r"(?:제|no\b\.?)?\s*([0-9]{1,3})\s*호?")
_NUMBERED: Final = re.compile(r"[0-9]+(?=호)")
#: What it adds that a kind of unit was left away, that the wrong keyboard was on, and each slip of the keys.
_KIND, _KEYBOARD, _SLIP = 2, 5, 5
#: A folded word must have so many letters to be looked for inside others, to hold one slip or two, and to
#: be looked for at the beginning of what was typed.
_INSIDE_FROM, _ONE_SLIP_FROM, _TWO_SLIPS_FROM, _BEGUN_FROM = 4, 4, 7, 4
#: Names in North Korea come first among equals, then those on the way from it.
_COUNTRIES: Final = ("KP", "CN", "KR", "RU", "MN", "LA", "TH", "VN")


@dataclass(frozen=True, slots=True)
class Match:
    """A unit, the name by which it is found, and how dear that is."""

    unit: str
    cost: int
    name: str


class PlaceIndex:
    """Looks up words that name one place and nothing that holds it."""

    def __init__(self) -> None:
        units = gazetteer()
        self.order = {unit.id: _rank(unit, place) for place, unit in enumerate(units.values())}
        #: Everything that is, holds or held each unit.
        self.holders = {unit.id: _holders(unit) for unit in units.values()}
        self._keys: dict[str, dict[str, Match]] = {}
        self._sounds: dict[str, dict[str, Match]] = {}
        self._initials: dict[str, dict[str, Match]] = {}
        self._wide: dict[str, set[str]] = {}
        self._sites = [unit for unit in units.values() if unit.level == "site"]
        for unit in units.values():
            self._add(unit)
        self._sorted = sorted(self._keys)
        self._sorted_sounds = sorted(self._sounds)
        self._sorted_wide = sorted(self._wide)
        self._letters = [(key, letters_of(key)) for key in self._sorted_sounds]

    def named(self, words: str) -> Iterator[Match]:
        """Yield what is called ``words``, or begins so."""
        key = fold(words)
        if not key:
            return
        yield from _dearer(self._keys.get(key, {}), 0)
        for bare, doubt in without_kind(words):
            yield from _dearer(self._keys.get(fold(bare), {}), _KIND + doubt)
        yield from self._of_a_kind(words)
        yield from _beginning(self._keys, self._sorted, key, _BEGINNING)
        if only_consonants(key):
            yield from self._by_initials(key, 0)
            return
        heard = sound(key)
        yield from _dearer(self._sounds.get(heard, {}), _SOUND)
        if len(heard) > 2:
            yield from _beginning(self._sounds, self._sorted_sounds, heard, _SOUND_BEGINS)
        yield from self._on_other_keyboard(words)

    def resembling(self, words: str) -> Iterator[Match]:
        """Yield what contains ``words``, or is a slip or two of the keys away."""
        for text, dearer in ((words, 0), *((bare, doubt) for bare, doubt in without_kind(words))):
            key = fold(text)
            if len(key) >= _INSIDE_FROM:
                for other in self._sorted:
                    if key in other:
                        yield from _dearer(self._keys[other], LIKENESS + dearer)
            yield from self._near(key, dearer)
        typed = typed_on_korean_keyboard(words)
        if typed:
            yield from self._near(typed, _KEYBOARD)

    def beginning_with_a_name(self, words: str) -> Iterator[Match]:
        """Yield what bears the longest name that ``words`` begin with: 혜산 of 혜산역 or 혜산에서."""
        key = fold(words)
        for cut in range(len(key), _BEGUN_FROM - 1, -1):
            if key[:cut] in self._keys:
                yield from _dearer(self._keys[key[:cut]], _MORE)
                return

    def called(self, words: str) -> frozenset[str]:
        """Return the units that hold others and are called ``words``, or else begin so."""
        found: set[str] = set()
        for bare in (words, *(bare for bare, _ in without_kind(words))):
            found |= self._wide.get(fold(bare), set())
        key = fold(words)
        if not found and len(key) > 3:
            for longer in _beginning_with(self._sorted_wide, key):
                found |= self._wide[longer]
        return frozenset(found)

    def run_together(self, words: str) -> Iterator[tuple[frozenset[str], str]]:
        """Yield units that hold others and whose name ``words`` begin with, and the folded rest."""
        key = fold(words)
        for cut in range(3, len(key) - 2):
            units = self._wide.get(key[:cut])
            if units:
                yield frozenset(units), key[cut:]

    def exactly(self, key: str) -> Iterator[Match]:
        """Yield what is called exactly so, by a folded ``key``."""
        yield from _dearer(self._keys.get(key, {}), 0)

    def _add(self, unit: Unit) -> None:
        for one in spellings(unit):
            match = Match(unit.id, one.closeness, one.text)
            _keep(self._keys.setdefault(one.key, {}), match)
            if unit.level in {"country", "province", "prefecture", "city", "county"}:
                self._wide.setdefault(one.key, set()).add(unit.id)
            if is_hangul(one.text):
                for text in (one.text, parted(one.text)[0]):
                    if first := initials(text):
                        _keep(self._initials.setdefault(first, {}), match)
            if one.key.isascii() or is_hangul(one.key):
                _keep(self._sounds.setdefault(sound(one.key), {}), match)

    def _of_a_kind(self, words: str) -> Iterator[Match]:
        """Yield sites told by their kind with a number or what holds them: "Camp 14", 회령 교화소."""
        for kind, rest in without_kind_of_site(words):
            number = _NUMBER.fullmatch(rest)
            around = frozenset[str]() if number else self.called(rest)
            for unit in self._sites:
                if unit.kind != kind:
                    continue
                name = unit.names["ko"]
                if number and number[1] in _NUMBERED.findall(name):
                    yield Match(unit.id, _CLOSELY, name)
                elif around & self.holders[unit.id]:
                    yield Match(unit.id, _CLOSELY if unit.parent in around else _WIDELY, name)

    def _by_initials(self, key: str, dearer: int) -> Iterator[Match]:
        yield from _dearer(self._initials.get(key, {}), _INITIALS + dearer)
        for other, matches in self._initials.items():
            if other.startswith(key):
                yield from _dearer(matches, _INITIALS_BEGIN + dearer)

    def _on_other_keyboard(self, words: str) -> Iterator[Match]:
        if is_hangul(words):
            key, shortest = typed_on_english_keyboard(words).lower(), 4
        else:
            key, shortest = typed_on_korean_keyboard(words), 2
        if len(key) < shortest:
            return
        if only_consonants(key):
            yield from self._by_initials(key, _KEYBOARD)
            return
        yield from _dearer(self._sounds.get(sound(key), {}), _SOUND + _KEYBOARD)
        yield from _beginning(self._keys, self._sorted, key, _BEGINNING + _KEYBOARD)

    def _near(self, key: str, dearer: int) -> Iterator[Match]:
        heard = sound(key)
        slips = 2 if len(heard) >= _TWO_SLIPS_FROM else 1 if len(heard) >= _ONE_SLIP_FROM else 0
        own = letters_of(heard)
        for other, theirs in self._letters if slips else ():
            if may_be_near(own, theirs, slips) and (apart := distance(heard, other, slips)) <= slips:
                for match in self._sounds[other].values():
                    unlike = distance(key, fold(match.name), _SLIP - 2)
                    yield Match(match.unit, _NEAR + _SLIP * apart + unlike + dearer, match.name)


@functools.cache
def place_index() -> PlaceIndex:
    """Return the one index of the gazetteer."""
    return PlaceIndex()


def _beginning_with(keys: list[str], start: str) -> Iterator[str]:
    """Yield those of the sorted ``keys`` that begin with ``start``."""
    for place in range(bisect.bisect_left(keys, start), len(keys)):
        if not keys[place].startswith(start):
            return
        yield keys[place]


def _beginning(index: dict[str, dict[str, Match]], keys: list[str], start: str, cost: int) -> Iterator[Match]:
    for key in _beginning_with(keys, start):
        yield from _dearer(index[key], cost)


def _dearer(matches: dict[str, Match], more: int) -> Iterator[Match]:
    for match in matches.values():
        yield Match(match.unit, match.cost + more, match.name)


def _keep(matches: dict[str, Match], match: Match) -> None:
    known = matches.get(match.unit)
    if known is None or match.cost < known.cost:
        matches[match.unit] = match


def _rank(unit: Unit, place: int) -> tuple[int, int, int]:
    """Return what decides between equal costs: countries, then where, how large, the order of the files."""
    country = unit.id[:2]
    where = _COUNTRIES.index(country) if country in _COUNTRIES else len(_COUNTRIES)
    return where if unit.level != "country" else -1, LEVELS.index(unit.level), place


def _holders(unit: Unit) -> frozenset[str]:
    found = {unit.id}
    for one in (unit.parent, *unit.between, *(before.parent for before in unit.was_in)):
        if one:
            found |= _holders(gazetteer()[one])
    return frozenset(found)
