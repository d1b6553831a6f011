"""Which answers are worth trying at a question, and whether those are all that can make a difference."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from typing import Final, NamedTuple

from interview_kit.protocol.formnode import FormNode
from interview_kit.protocol.lint.mentions import EVERY, Mention
from interview_kit.protocol.model import BaseType, KitType, Protocol, Side

#: Choices of one list, and sets of choices, that are tried one by one.
MAX_VALUES: Final = 64
#: Choices of which every combination is tried.
_MAX_COMBINED: Final = 5
#: Characters that a text may be compared by the number of.
_MAX_LENGTH: Final = 2_000
_FUZZY_DATES: Final = (
    "1953-07",
    "1994-07-08",
    "2009-11-30",
    "2011",
    "2011-12-17",
    "2014-21",
    "2020-01-01/..",
    "2500-01-01",
)
_DATES: Final = ("1950-06-25", "1994-07-08", "2009-11-30", "2011-12-17", "2020-02-29", "2500-01-01")
_PLACES: Final = ("KP", "KP-09", "CN", "RU", "KR")
_DURATIONS: Final = ("P1D", "P8M", "P3Y")
_NUMBERS: Final = (0.0, 1.0, 2.0, 100.0, -1.0)
#: Text that nothing is compared with: any other would do as well.
_OTHER: Final = "〜"


class Certainty(IntEnum):
    """What can be concluded from what was tried."""

    #: Nothing: there may be answers that were not thought of.
    NONE = 0
    #: The usual answers and those at every boundary were tried.
    LIKELY = 1
    #: Every answer that can make a difference was tried.
    SURE = 2


class Try(NamedTuple):
    """One answer as expressions see it, with why there is none and what stands beside it."""

    text: str
    missing: str = ""
    source: str = ""
    certainty: str = ""


@dataclass(frozen=True, slots=True)
class Domain:
    """Texts to try at one question."""

    values: tuple[str, ...]
    certainty: Certainty = Certainty.SURE


def tries(node: FormNode, mention: Mention, protocol: Protocol) -> tuple[tuple[Try, ...], Certainty]:
    """Return what to try at a question, the likeliest to matter first and nothing at all last."""
    found = _given(node, mention, protocol)
    sources, certainties = (_codes(node, mention, protocol, side) for side in (Side.SOURCE, Side.CERTAINTY))
    given = (
        Try(text, "", source, certainty)
        for source in sources
        for certainty in certainties
        for text in found.values
        if text
    )
    missing = (Try("", code.value) for code in node.node.kit.missing if mention.missing)
    return tuple(dict.fromkeys((*given, *missing, Try("")))), found.certainty


def _codes(node: FormNode, mention: Mention, protocol: Protocol, side: Side) -> tuple[str, ...]:
    """Return what to try beside an answer: the codes that are named and one that is not, and none."""
    if side not in node.node.kit.sides or side not in mention.sides:
        return ("",)
    named, codes = mention.sides[side], [choice.value for choice in protocol.choices.get(side, ())]
    if EVERY in named:
        return (*codes, "")
    others = [code for code in codes if code not in named]
    return (*(code for code in codes if code in named), *others[:1], "")


def _given(node: FormNode, mention: Mention, protocol: Protocol) -> Domain:
    asked = node.node
    if asked.itemset is not None:
        return Domain((), Certainty.NONE)
    if asked.choices is not None:
        return _chosen(node, mention, [choice.value for choice in protocol.choices[asked.choices]])
    if asked.kit.type is KitType.DATE:
        return _sampled((*_around(mention), *_FUZZY_DATES), mention)
    if asked.kit.type is not None:
        samples = _KIT_SAMPLES.get(asked.kit.type)
        return _written(mention) if samples is None else _sampled(samples, mention)
    match asked.type:
        case BaseType.BOOLEAN:
            return Domain(("1", "0"))
        case BaseType.ACKNOWLEDGE:
            return Domain(("OK",))
        case BaseType.INTEGER:
            return _counted(mention, 1.0)
        case BaseType.DECIMAL:
            return _counted(mention, 0.5)
        case BaseType.TEXT:
            return _written(mention)
        case _:
            return _sampled(_SAMPLES.get(asked.type), mention)


def _chosen(node: FormNode, mention: Mention, values: list[str]) -> Domain:
    """Choices of a list: those that are named and one that is not, or all where each may matter."""
    every = mention.freely or mention.ordered or mention.numbers or mention.lengths or node.chooses
    named = [value for value in values if value in mention.words]
    others = [value for value in values if value not in mention.words]
    worth = values if every else [*named, *others[:1]]
    if node.node.type is BaseType.SELECT_ONE:
        return Domain(tuple(worth)) if len(worth) <= MAX_VALUES else Domain((), Certainty.NONE)
    if node.node.type is BaseType.RANK:
        return Domain((" ".join(values), " ".join(reversed(values))), Certainty.LIKELY)
    literal = tuple(word for word in mention.words if " " in word)
    if len(worth) <= _MAX_COMBINED:
        return Domain((*_combined(worth), *literal))
    few = [*worth[:MAX_VALUES], " ".join(worth), " ".join(worth[:2])]
    return Domain((*few, *literal), Certainty.LIKELY)


def _combined(values: list[str]) -> Iterator[str]:
    for size in range(1, len(values) + 1):
        yield from map(" ".join, itertools.combinations(values, size))


def _counted(mention: Mention, step: float) -> Domain:
    """Numbers at, below and above everything they are compared with."""
    compared = {*mention.numbers, *(float(word) for word in mention.words if _is_number(word))}
    worth = {number + by for number in compared for by in (0.0, step, -step)}
    if mention.freely or mention.lengths:
        texts = _as_texts({*worth, *_NUMBERS})
        return Domain(texts, Certainty.LIKELY)
    return Domain(_as_texts(worth or {1.0}))


def _as_texts(numbers: Iterable[float]) -> tuple[str, ...]:
    return tuple(f"{number:g}" for number in sorted(numbers) if abs(number) < 1e9)


def _is_number(word: str) -> bool:
    try:
        float(word)
    except ValueError:
        return False
    return True


def _written(mention: Mention) -> Domain:
    """Texts: those that are named, of the lengths that are asked for, and one that is neither."""
    lengths = {length + by for length in mention.lengths for by in (-1, 0, 1)}
    texts = [_OTHER * length for length in sorted(lengths) if 0 < length <= _MAX_LENGTH]
    values = (*mention.words, *texts, _OTHER)
    unsure = mention.freely or mention.ordered or mention.numbers
    return Domain(values, Certainty.NONE if unsure else Certainty.SURE)


def _sampled(samples: tuple[str, ...] | None, mention: Mention) -> Domain:
    if samples is None:
        return Domain((), Certainty.NONE)
    values = (*mention.words, *samples)
    free = mention.freely or mention.ordered or mention.numbers or mention.lengths
    return Domain(values, Certainty.LIKELY if free else Certainty.SURE)


def _around(mention: Mention) -> list[str]:
    """Dates that hold a named one and more: its month and year, and what has no end on one side."""
    return [
        date
        for word in mention.words
        if _DAY.fullmatch(word)
        for date in (word[:7], word[:4], f"../{word}", f"{word}/..")
    ]


_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_KIT_SAMPLES: Final[dict[KitType, tuple[str, ...]]] = {
    KitType.PLACE: _PLACES,
    KitType.DURATION: _DURATIONS,
    KitType.SKETCH: ("T-sketch",),
    KitType.SIGNATURE: ("T-signature",),
}
_SAMPLES: Final[dict[BaseType, tuple[str, ...]]] = {
    BaseType.DATE: _DATES,
    BaseType.DATE_TIME: tuple(f"{day}T12:00:00.000Z" for day in _DATES),
    BaseType.TIME: ("08:00:00.000Z", "20:00:00.000Z"),
    BaseType.ATTACHMENT: ("T-file",),
}
