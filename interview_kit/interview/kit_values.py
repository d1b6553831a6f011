"""Values of our own types: objects of a few texts, and always room for the witness's own words.

Expressions see the parts without the words, in their order: ``2009-21``, ``KP-09``, ``300 CNY``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from interview_kit.crypto.canonical import JsonValue
from interview_kit.errors import InputError
from interview_kit.protocol.model import KitType
from interview_kit.values import durations, edtf, money, places

WORDS: Final = "words"
#: Longest text of one answer, in characters: some 300 pages.
MAX_TEXT: Final = 1_000_000
#: Stable ids of instances.
_INSTANCE: Final = re.compile(r"[0-9a-z]{1,32}")


@dataclass(frozen=True, slots=True)
class Shape:
    """How values of one type are written. ``check`` gets each part, empty where it was left out, and raises
    :class:`InputError` for what is none; where all are empty it is not asked.
    """

    parts: tuple[str, ...]
    check: Callable[..., object]

    def fits(self, value: JsonValue) -> bool:
        """Whether a value has this shape. Raises :class:`InputError` where a part is none."""
        if not isinstance(value, dict) or not {*self.parts, WORDS}.issuperset(value):
            return False
        texts = [text for text in value.values() if isinstance(text, str) and len(text) <= MAX_TEXT]
        if len(texts) < len(value) or not any(texts):
            return False
        given = [str(value.get(name, "")) for name in self.parts]
        if any(given):
            self.check(*given)
        return True

    def value(self, text: str) -> JsonValue:
        """Return the value that a text of the protocol's own stands for; what is none is kept as words."""
        given = text.split(" ", len(self.parts) - 1)
        try:
            self.check(*given, *[""] * (len(self.parts) - len(given)))
        except InputError:
            return {WORDS: text}
        return dict(zip(self.parts, given, strict=False))


def _place(identifier: str) -> None:
    if identifier not in places.gazetteer():
        raise InputError("interview.unknown-place")


def _code(_code: str) -> None:
    """Whether it is a choice depends on the question."""


def _instance(identifier: str) -> None:
    if _INSTANCE.fullmatch(identifier) is None:
        raise InputError("interview.person-id")


SHAPES: Final[Mapping[KitType, Shape]] = {
    KitType.DATE: Shape(("edtf",), edtf.parse),
    KitType.PLACE: Shape(("id",), _place),
    KitType.AGENCY: Shape(("code",), _code),
    KitType.DURATION: Shape(("iso",), durations.parse),
    KitType.MONEY: Shape(("amount", "currency"), money.parse),
    KitType.PERSON: Shape(("id",), _instance),
}
_EXPRESSED: Final = tuple(dict.fromkeys(part for shape in SHAPES.values() for part in shape.parts))


def expressed(value: Mapping[str, JsonValue]) -> str:
    """Return what expressions see of a value of any of these types."""
    return " ".join(str(value[part]) for part in _EXPRESSED if value.get(part))
