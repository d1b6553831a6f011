"""Recovery codes: 132 random bits as digits, for paper, with a check digit in every group.

Eight groups of six digits. The first five are random; the sixth is the Damm check digit (H. M. Damm, 2004)
over the group's number and those five, so every wrong digit, every two neighbours that changed places and
every two groups that did are noticed, and the person is told which group to look at again.
"""

from __future__ import annotations

import secrets
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from interview_kit.errors import InputError

GROUPS: Final = 8
_RANDOM: Final = 5
_GROUP: Final = _RANDOM + 1
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


@dataclass(frozen=True, slots=True)
class RecoveryCode:
    """The 40 random digits of a code. Secret."""

    digits: str

    @classmethod
    def generate(cls) -> RecoveryCode:
        """Make a new code."""
        size = GROUPS * _RANDOM
        return cls(f"{secrets.randbelow(10**size):0{size}d}")

    @classmethod
    def parse(cls, typed: str) -> RecoveryCode:
        """Read a code as a person types it: in any script's digits, however grouped.

        Raises :class:`InputError` ``crypto.recovery-length`` or ``crypto.recovery-groups``, which names the
        groups with a mistake in them.
        """
        digits = read_digits(typed)
        if len(digits) != GROUPS * _GROUP:
            raise InputError("crypto.recovery-length", count=len(digits), wanted=GROUPS * _GROUP)
        if wrong := _wrong(digits):
            raise InputError("crypto.recovery-groups", groups=", ".join(map(str, wrong)))
        groups = _grouped(digits)
        return cls("".join(group[:_RANDOM] for group in groups))

    @property
    def groups(self) -> tuple[str, ...]:
        """The eight groups of six digits, as they are printed."""
        parts = (self.digits[start : start + _RANDOM] for start in range(0, len(self.digits), _RANDOM))
        return tuple(part + _check_digit(number, part) for number, part in enumerate(parts, start=1))

    def __str__(self) -> str:
        return " ".join(self.groups)

    def key(self, salt: bytes) -> bytes:
        """Return the 32-byte key the code stands for, by HKDF-SHA256: it is too random to be guessed."""
        return HKDF(SHA256(), 32, salt=salt, info=b"recovery code").derive(self.digits.encode())


def wrong_groups(groups: Sequence[str]) -> tuple[int, ...]:
    """Return the numbers of the whole groups, each as it was typed, that hold a mistake."""
    typed = [(number, read_digits(group)) for number, group in enumerate(groups, start=1)]
    return tuple(number for number, group in typed if len(group) == _GROUP and not _holds(number, group))


def read_digits(typed: str) -> str:
    """Return the digits a person typed, without what stood between them; what is none becomes ``?``."""
    kept = [_LOOKS_LIKE.get(one, one) for one in typed if not _separates(one)]
    return "".join(str(unicodedata.decimal(one, "?")) for one in kept)


def _grouped(digits: str) -> list[str]:
    return [digits[start : start + _GROUP] for start in range(0, len(digits), _GROUP)]


def _wrong(digits: str) -> list[int]:
    return [number for number, group in enumerate(_grouped(digits), start=1) if not _holds(number, group)]


def _holds(number: int, group: str) -> bool:
    return "?" not in group and _check_digit(number, group[:_RANDOM]) == group[_RANDOM]


def _check_digit(number: int, digits: str) -> str:
    interim = "0"
    for digit in f"{number}{digits}":
        interim = _DAMM[int(interim)][int(digit)]
    return interim


def _separates(character: str) -> bool:
    return character.isspace() or unicodedata.category(character) in {"Pd", "Cf"} or character in ".,·:/"
