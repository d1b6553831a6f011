"""Understanding what people type about a date, in Korean, English and Spanish, mixed if they like.

    understood("화폐개혁 다음 해 봄", "ko")[0].date.edtf == "2010-21"

Nothing is guessed: one word that is not known, or one part that does not fit, and nothing was understood.
The words themselves are the witness's and stay with whoever asks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from itertools import islice, pairwise
from typing import Final

from interview_kit.errors import InputError
from interview_kit.values import date_lexicon, edtf
from interview_kit.values.date_description import Description, describe
from interview_kit.values.date_lexicon import Token
from interview_kit.values.date_meaning import meanings
from interview_kit.values.date_pairs import made_whole
from interview_kit.values.date_parts import Meaning, Step, Surroundings, between, joined
from interview_kit.values.edtf import FuzzyDate, Kind
from interview_kit.values.landmarks import Landmark, common_landmarks

__all__ = ["Context", "Reading", "Step", "understood"]

#: What joins two dates in Spanish also stands before one.
_SPANISH_TO: Final = frozenset({"a", "al"})
#: More readings than this help nobody.
_MOST: Final = 4
#: Longer is no date but a story.
_LONGEST: Final = 200
_HALF_A_YEAR: Final = timedelta(days=183)
#: In which order three numbers stand: one of three is tried after the other.
_ORDERS: Final = {"ko": ("ymd",), "en": ("dmy", "mdy", "ymd"), "es": ("dmy", "ymd")}


@dataclass(frozen=True, slots=True)
class Context:
    """What else is known: when the person was born, which day it is, landmarks of the person's life."""

    born: FuzzyDate | None = None
    today: date | None = None
    landmarks: tuple[Landmark, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to understand the words, and by which steps."""

    date: FuzzyDate
    how: tuple[Step, ...]


_NOTHING_ELSE: Final = Context()
_HANGUL: Final = re.compile("[가-힣]")


def understood(words: str, language: str = "", context: Context = _NOTHING_ELSE) -> tuple[Reading, ...]:
    """Return what the words may mean as a date, best first; empty where they were not understood.

    ``language`` is a hint ("ko", "en", "es") that decides where a word or an order of numbers is of several
    languages. EDTF is understood as it is. Never raises for any words.
    """
    text = words.strip()
    if not text or len(text) > _LONGEST:
        return ()
    return _understood(text, language, context)


@lru_cache(maxsize=512)
def _understood(words: str, language: str, context: Context) -> tuple[Reading, ...]:
    try:
        return (Reading(edtf.parse(words), ()),)
    except InputError:
        pass
    known = {landmark.code: landmark for landmark in (*common_landmarks(), *context.landmarks)}
    around = Surroundings(
        known, context.today, context.born, language == "ko" or _HANGUL.search(words) is not None
    )
    found: dict[str, Reading] = {}
    for meaning in islice(_meanings(words, language, context.landmarks, around), 4 * _MOST):
        fuzzy = meaning.fuzzy()
        if fuzzy is not None:
            found.setdefault(fuzzy.edtf, Reading(fuzzy, meaning.steps))
    return tuple(found.values())[:_MOST]


def _meanings(
    words: str, language: str, landmarks: tuple[Landmark, ...], around: Surroundings
) -> Iterator[Meaning]:
    text = date_lexicon.normal(words)
    orders = _ORDERS.get(language, _ORDERS["en"]) if date_lexicon.numeric(text) else ("ymd",)
    for order in orders:
        tokens = date_lexicon.tokens(text, language, landmarks, order)
        if tokens is None:
            return
        try:
            yield from _phrase([token for token in tokens if token.kind != "skip"], around)
        except (ValueError, OverflowError, InputError):  # no such day, or a landmark's date is none
            continue


def _phrase(tokens: Sequence[Token], around: Surroundings) -> Iterator[Meaning]:
    """Take a phrase apart at "or", "and", "between", "from … to", then read its parts."""
    tokens = made_whole(tokens)
    kinds = [token.kind for token in tokens]
    if "between" in kinds:
        inner = [token for token in tokens if token.kind != "between"]
        yield from _range(inner, {"and", "to", "from", "until"}, Kind.ONE_OF, around)
    elif "or" in kinds:
        yield from _several(_split(tokens, {"or"}), Kind.ONE_OF, around)
    elif "and" in kinds and (parts := _split(tokens, {"and"})) and len(parts) > 1:
        yield from _several(parts, Kind.ALL_OF, around)
    elif {"to", "until", "from"} & set(kinds) and (ends := _ends(tokens)) and all(map(describe, ends)):
        found = [one for one in _range_between(*ends, Kind.INTERVAL, around) if one.fuzzy()]
        yield from found
        joins = [token.text for token in tokens if token.kind in ("to", "until")]
        if not found and _SPANISH_TO.issuperset(joins):
            yield from _phrase([token for token in tokens if token.kind not in ("to", "from")], around)
    else:
        said = describe(
            token
            for token in tokens
            if token.kind not in ("from", "and") and not (token.kind == "to" and token.text in _SPANISH_TO)
        )
        if said:
            yield from meanings(said, around)


def _split(tokens: Sequence[Token], kinds: set[str]) -> list[list[Token]]:
    parts: list[list[Token]] = [[]]
    for token in tokens:
        if token.kind in kinds:
            parts.append([])
        else:
            parts[-1].append(token)
    return [part for part in parts if part]


def _ends(tokens: Sequence[Token]) -> tuple[list[Token], list[Token]] | None:
    """Return the two sides of "from A to B" or "A부터 B까지", or None where there is but one."""
    plain = [token for token in tokens if token.kind not in ("since", "from", "to", "until")]
    if len(plain) == len(tokens):
        return None
    if tokens[-1].kind == "until":  # after its date, as Korean has it
        parts = _split(tokens[:-1], {"since", "from", "to"})
    else:
        parts = _split(tokens, {"since", "from", "to", "until"})
    return (parts[0], parts[1]) if len(parts) == 2 else None


def _several(parts: Sequence[Sequence[Token]], kind: Kind, around: Surroundings) -> Iterator[Meaning]:
    said = [describe(part) for part in parts]
    if len(said) < 2 or not all(said):
        return
    parts_said = _led(parts[0], [one for one in said if one])
    outer = {parts[0][0].kind, parts[-1][-1].kind}
    about, unsure = "about" in outer, "unsure" in outer  # "maybe 2009 or 2010" doubts both
    parts_said = [replace(one, about=one.about or about, unsure=one.unsure or unsure) for one in parts_said]
    found = [list(meanings(one, around)) for one in _completed(parts_said)]
    borrowed = any(one.coarsest for one in parts_said)
    for rank in range(max(map(len, found)) if all(found) else 0):
        chosen = [each[min(rank, len(each) - 1)] for each in found]
        if not (borrowed and _turns_back(chosen)):
            yield joined(chosen, kind)


def _led(first: Sequence[Token], said: list[Description]) -> list[Description]:
    """Give both years of "summer of 2009 or 2010" the summer that leads them."""
    year = said[0].year
    if year is None or not {"month", "season"} & {token.kind for token in first[: first.index(year)]}:
        return said
    return [replace(said[0], year=one.year) if one == Description(year=one.year) else one for one in said]


def _turns_back(parts: Sequence[Meaning]) -> bool:
    """Whether they go on at the other end of the year: in "December or January 2010" there are two years."""
    starts = [fuzzy.earliest for one in parts if (fuzzy := one.fuzzy()) and fuzzy.earliest]
    return any(one - other > _HALF_A_YEAR for one, other in pairwise(starts))


def _range(tokens: Sequence[Token], at: set[str], kind: Kind, around: Surroundings) -> Iterator[Meaning]:
    parts = _split(tokens, at)
    if len(parts) == 2:
        yield from _range_between(parts[0], parts[1], kind, around)


def _range_between(
    first: Sequence[Token], last: Sequence[Token], kind: Kind, around: Surroundings
) -> Iterator[Meaning]:
    said = [describe(first), describe(last)]
    if not all(said):
        return
    if any(one.leans for one in said if one):
        return
    start, end = _completed([one for one in said if one])
    starts, ends = list(meanings(start, around)), list(meanings(end, around))
    if said[1] and said[1].coarsest and starts and ends and not between(starts[0], ends[0], kind).fuzzy():
        return  # "from the winter of 2009 to spring" ends in another year than is named
    for rank in range(max(len(starts), len(ends)) if starts and ends else 0):
        yield between(starts[min(rank, len(starts) - 1)], ends[min(rank, len(ends) - 1)], kind)


def _completed(said: list[Description]) -> list[Description]:
    """Give each what it leaves to the others."""
    by_fullness = sorted(said, key=lambda one: one.coarsest)
    whole = []
    for one in said:
        for other in by_fullness:
            one = one.completed_by(other)  # noqa: PLW2901 - grows more complete with each
        whole.append(one)
    return whole
