"""Text: XPath's functions and those that OpenRosa added."""

from __future__ import annotations

import functools
import math
import re
from typing import Final

from interview_kit.errors import InputError
from interview_kit.protocol.expressions.functions.function import MAX_TEXT, Function, Kind
from interview_kit.protocol.expressions.nodes import Atom
from interview_kit.protocol.expressions.values import to_text

#: XML's white space only: a form feed is a character like any other.
_SPACES: Final = re.compile(r"[ \t\r\n]+")


def bounded(text: str) -> str:
    """Return a text, or refuse one that has grown beyond all use."""
    if len(text) > MAX_TEXT:
        raise InputError("expressions.text-too-long", limit=MAX_TEXT)
    return text


def _concat(*given: list[Atom]) -> str:
    return _join("", *given)


def _join(separator: str, *given: list[Atom]) -> str:
    texts = [to_text(value) for values in given for value in values]
    if sum(map(len, texts)) + len(separator) * len(texts) > MAX_TEXT:
        raise InputError("expressions.text-too-long", limit=MAX_TEXT)
    return separator.join(texts)


def _substr(text: str, start: float, end: float = math.inf) -> str:
    """The characters from ``start``, counted from 0, to before ``end``; below 0 counts from the end."""
    return text[_place(start, len(text)) : _place(end, len(text))]


def _place(number: float, length: int) -> int:
    if math.isnan(number):
        return 0
    if math.isinf(number):
        return length if number > 0 else 0
    place = math.trunc(number)
    return max(0, length + place) if place < 0 else min(place, length)


def _substring(text: str, start: float, length: float | None = None) -> str:
    """The characters whose place, counted from 1, is at least ``start`` and before ``start + length``."""
    first = _half_up(start)
    end = math.inf if length is None else first + _half_up(length)
    if math.isnan(first) or math.isnan(end):
        return ""
    begin = max(first - 1, 0)
    stop = min(end - 1, len(text))
    return text[int(begin) : int(stop)] if begin < stop else ""


def _half_up(number: float) -> float:
    return float(math.floor(number + 0.5)) if math.isfinite(number) else number


def _before(text: str, part: str) -> str:
    before, found, _ = text.partition(part) if part else ("", "", "")
    return before if found else ""


def _after(text: str, part: str) -> str:
    return text.partition(part)[2] if part else text


def _contains(text: str, part: str) -> bool:
    return part in text


def _translate(text: str, characters: str, replacements: str) -> str:
    changes: dict[int, str | None] = {}
    for place, character in enumerate(characters):
        changes.setdefault(ord(character), replacements[place] if place < len(replacements) else None)
    return text.translate(changes)


def _length(text: str) -> float:
    return float(len(text))


def _normalized(text: str) -> str:
    return _SPACES.sub(" ", text).strip(" ")


def _same(text: str) -> str:
    return text


_text = functools.partial(Function, gives=Kind.TEXT)
_test = functools.partial(Function, gives=Kind.BOOLEAN)
_TWO: Final = (Kind.TEXT, Kind.TEXT)

TEXT: Final = (
    _text("string", _same, (Kind.TEXT,), least=0, here=True),
    _text("concat", _concat, (Kind.ATOMS,), least=0, many=True),
    _text("join", _join, (Kind.TEXT, Kind.ATOMS), least=1, many=True),
    _text("substr", _substr, (Kind.TEXT, Kind.NUMBER, Kind.NUMBER), least=2),
    _text("substring", _substring, (Kind.TEXT, Kind.NUMBER, Kind.NUMBER), least=2),
    _text("substring-before", _before, _TWO),
    _text("substring-after", _after, _TWO),
    _text("translate", _translate, (Kind.TEXT, Kind.TEXT, Kind.TEXT)),
    _text("normalize-space", _normalized, (Kind.TEXT,), least=0, here=True),
    _test("contains", _contains, _TWO),
    _test("starts-with", str.startswith, _TWO),
    _test("ends-with", str.endswith, _TWO),
    Function("string-length", _length, (Kind.TEXT,), Kind.NUMBER, least=0, here=True),
)
