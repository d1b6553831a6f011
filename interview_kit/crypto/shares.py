"""Shamir's secret sharing, for paper: 32 bytes in up to 16 shares, of which any ``threshold`` give them back.

A. Shamir, "How to Share a Secret", Communications of the ACM 22 (11), 1979. Each byte of the secret is the
value at 0 of a polynomial of degree ``threshold - 1`` whose other coefficients are random; a share is its
value at the share's number. Through fewer points than ``threshold`` and any value at 0 there are equally many
such polynomials, so these shares fit every secret equally well, and no computing power finds out more.

The field is GF(256), with the polynomial of AES (x^8 + x^4 + x^3 + x + 1): its elements are bytes, so a share
is exactly as long as the secret, which no prime field gives. It has 255 points besides 0; 16 are what four
bits number, and more than anybody hands out on paper. With a threshold of 1 each share would be the secret.

The checksum is against mistakes alone. A share does not prove who made it, and whether a secret is the right
one shows what it opens.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Final

from interview_kit.crypto.digit_groups import (
    CARRIED,
    SIZE,
    carried,
    checked,
    holds,
    in_groups,
    read_digits,
    wrong_groups,
)
from interview_kit.errors import InputError

GROUPS: Final = 18
LEAST: Final = 2
MOST: Final = 16
SECRET_BYTES: Final = 32
_SETS: Final = 1 << 16
_VERSION: Final = 1
#: The first prime above what five digits hold. No multiple of it becomes another by one wrong group; nor by
#: two that changed places, because the powers of 100,000 that groups stand for all differ modulo it.
_CHECK: Final = 100_003
#: Of 32 bytes side by side: the lowest bit of each, and all but the highest.
_ONES: Final = int.from_bytes(b"\x01" * SECRET_BYTES, "big")
_LOW: Final = _ONES * 0x7F
#: What x^8 is in the field.
_REDUCED: Final = 0x1B


@dataclass(frozen=True, slots=True)
class Share:
    """One of the shares of a secret. As secret as anything of which a few together open something."""

    #: Tells shares of one split from those of another: 0 to 65,535, random.
    set_number: int
    #: How many shares of the set give the secret: 2 to 16.
    threshold: int
    #: Which share of the set this is: 1 to 16.
    number: int
    #: The polynomials' values, a byte for each of the secret.
    data: bytes = field(repr=False)

    @classmethod
    def parse(cls, typed: str) -> Share:
        """Read a share as a person types it: in any script's digits, however grouped.

        Raises :class:`InputError` ``crypto.share-length``; ``crypto.share-groups``, which names the groups
        with a mistake in them; ``crypto.share-swapped``, which names two that changed places;
        ``crypto.share-checksum`` where each group looks right and the whole does not;
        ``crypto.share-unknown`` where all is right, but this version makes no such shares.
        """
        digits = read_digits(typed)
        if len(digits) != GROUPS * SIZE:
            raise InputError("crypto.share-length", count=len(digits), wanted=GROUPS * SIZE)
        groups = in_groups(digits)
        if wrong := wrong_groups(groups):
            raise InputError("crypto.share-groups", groups=", ".join(map(str, wrong)))
        content, rest = divmod(int(carried(groups)), _CHECK)
        if rest:
            raise _mistake(groups)
        return cls._of(content)

    @classmethod
    def _of(cls, content: int) -> Share:
        head, data = divmod(content, 1 << 8 * SECRET_BYTES)
        version, set_number = head >> 24, head >> 8 & _SETS - 1
        threshold, number = (head >> 4 & 15) + 1, (head & 15) + 1
        if version != _VERSION or threshold < LEAST:
            raise InputError("crypto.share-unknown")
        return cls(set_number, threshold, number, data.to_bytes(SECRET_BYTES, "big"))

    @property
    def groups(self) -> tuple[str, ...]:
        """The eighteen groups of six digits, as they are printed."""
        head = ((_VERSION << 16 | self.set_number) << 4 | self.threshold - 1) << 4 | self.number - 1
        content = head << 8 * SECRET_BYTES | int.from_bytes(self.data, "big")
        return checked(f"{content * _CHECK:0{GROUPS * CARRIED}d}")

    def __str__(self) -> str:
        return " ".join(self.groups)


def split(secret: bytes, threshold: int, count: int) -> tuple[Share, ...]:
    """Return ``count`` shares of a 32-byte secret, any ``threshold`` of which give it back.

    Raises :class:`InputError` ``crypto.shares-numbers`` unless 2 <= threshold <= count <= 16.
    """
    if len(secret) != SECRET_BYTES:
        raise ValueError(f"a secret of {len(secret)} bytes")
    if not LEAST <= threshold <= count <= MOST:
        raise InputError("crypto.shares-numbers", least=LEAST, most=MOST)
    set_number = secrets.randbelow(_SETS)
    random = (secrets.token_bytes(SECRET_BYTES) for _ in range(threshold - 1))
    polynomial = [int.from_bytes(one, "big") for one in (secret, *random)]
    return tuple(
        Share(set_number, threshold, number, _value(polynomial, number).to_bytes(SECRET_BYTES, "big"))
        for number in range(1, count + 1)
    )


def combine(shares: Sequence[Share]) -> bytes:
    """Return the secret that these shares give together.

    Raises :class:`InputError` ``crypto.shares-none``; ``crypto.shares-of-different-sets``;
    ``crypto.shares-twice`` with the ``number`` of the share; ``crypto.shares-too-few`` with how many are
    ``missing``; ``crypto.shares-inconsistent`` where two have one number, or where more are given than needed
    and they do not lie on one polynomial.
    """
    if not shares:
        raise InputError("crypto.shares-none")
    first = shares[0]
    if any((one.set_number, one.threshold) != (first.set_number, first.threshold) for one in shares):
        raise InputError("crypto.shares-of-different-sets")
    for one, other in combinations(shares, 2):
        if one == other:
            raise InputError("crypto.shares-twice", number=one.number)
        if one.number == other.number:
            raise InputError("crypto.shares-inconsistent")
    if len(shares) < first.threshold:
        raise InputError("crypto.shares-too-few", missing=first.threshold - len(shares))
    points = [(one.number, int.from_bytes(one.data, "big")) for one in shares]
    enough, others = points[: first.threshold], points[first.threshold :]
    if any(_through(enough, number) != value for number, value in others):
        raise InputError("crypto.shares-inconsistent")
    return _through(enough, 0).to_bytes(SECRET_BYTES, "big")


def _mistake(groups: Sequence[str]) -> InputError:
    """Say what is wrong with groups that each look right: two may have changed places unseen."""
    for one, other in combinations(range(GROUPS), 2):
        swapped = list(groups)
        swapped[one], swapped[other] = groups[other], groups[one]
        fits = holds(one + 1, swapped[one]) and holds(other + 1, swapped[other])
        if fits and int(carried(swapped)) % _CHECK == 0:
            return InputError("crypto.share-swapped", one=one + 1, other=other + 1)
    return InputError("crypto.share-checksum")


def _value(polynomial: Sequence[int], at: int) -> int:
    """Return the values of 32 polynomials side by side, by Horner's rule; the constant terms come first."""
    value = 0
    for coefficients in reversed(polynomial):
        value = _times(value, at) ^ coefficients
    return value


def _through(points: Sequence[tuple[int, int]], at: int) -> int:
    """Return the value at ``at`` of the polynomials through these points, by Lagrange's formula."""
    value = 0
    for number, bytes_there in points:
        above = below = 1
        for other, _ in points:
            if other != number:
                above, below = _times(above, at ^ other), _times(below, number ^ other)
        value ^= _times(bytes_there, _times(above, _inverse(below)))
    return value


def _inverse(number: int) -> int:
    inverse = 1
    for _ in range(254):  # the group has 255 elements
        inverse = _times(inverse, number)
    return inverse


def _times(vector: int, factor: int) -> int:
    """Multiply each of 32 bytes by a factor from 0 to 255.

    Only the factor decides anything, and factors come from the shares' numbers. The bytes, which are secret,
    select no branch and no entry of a table; that is as much as Python can promise about time.
    """
    product = 0
    for _ in range(8):
        product ^= vector * (factor & 1)
        factor >>= 1
        vector = (vector & _LOW) << 1 ^ (vector >> 7 & _ONES) * _REDUCED
    return product
