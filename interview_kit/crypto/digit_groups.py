"""Secrets as digits, for paper: groups of six, of which the last is a check digit, read back forgivingly.

The check digit is Damm's (H. M. Damm, 2004), over the group's number and its first five digits. So every
wrong digit and every two neighbours that changed places are noticed, and the person is told which group to
look at again. Groups that changed places are noticed as long as there are at most nine. Beyond that some
numbers come to the same state of the check, 2 and 10 for example, because a decimal digit has only ten: who
prints more groups needs a checksum over all of them.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Final

#: Digits that a group carries, and all it has.
CARRIED: Final = 5
SIZE: Final = CARRIED + 1
#: Letters that people read for digits on paper.
_LOOKS_LIKE: Final = {"O": "0", "o": "0", "I": "1", "l": "1", "|": "1"}
#: The quasigroup of Damm's thesis: of order ten, totally anti-symmetric.
_DAMM: Final = (
    "0317598642",
    "7092154863",
    "4206871359",
    "1750983426",
    "6123045978",
    "3674209581",
    "5869720134",
    "8945362017",
    "9438617205",
    "2581436790",
)


def checked(digits: str) -> tuple[str, ...]:
    """Return the groups that carry digits, five in each."""
    parts = (digits[start : start + CARRIED] for start in range(0, len(digits), CARRIED))
    return tuple(part + _check_digit(number, part) for number, part in enumerate(parts, start=1))


def carried(groups: Sequence[str]) -> str:
    """Return the digits that groups carry."""
    return "".join(group[:CARRIED] for group in groups)


def in_groups(digits: str) -> list[str]:
    """Cut digits into groups of six; the last may be shorter."""
    return [digits[start : start + SIZE] for start in range(0, len(digits), SIZE)]


def wrong_groups(groups: Sequence[str]) -> tuple[int, ...]:
    """Return the numbers of the whole groups, each as it was typed, that hold a mistake."""
    typed = [(number, read_digits(group)) for number, group in enumerate(groups, start=1)]
    return tuple(number for number, group in typed if len(group) == SIZE and not holds(number, group))


def read_digits(typed: str) -> str:
    """Return the digits a person typed, without what stood between them; what is none becomes ``?``."""
    kept = [_LOOKS_LIKE.get(one, one) for one in typed if not _separates(one)]
    return "".join(str(unicodedata.decimal(one, "?")) for one in kept)


def holds(number: int, group: str) -> bool:
    """Tell whether a group of six digits is right where it stands; the first has number 1."""
    return "?" not in group and _check_digit(number, group[:CARRIED]) == group[CARRIED]


def _check_digit(number: int, digits: str) -> str:
    interim = "0"
    for digit in f"{number}{digits}":
        interim = _DAMM[int(interim)][int(digit)]
    return interim


def _separates(character: str) -> bool:
    return character.isspace() or unicodedata.category(character) in {"Pd", "Cf"} or character in ".,·:/"
