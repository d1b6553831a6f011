"""Changing single bytes, the same ones at every run."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator


def chance(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311 - which byte a test changes is no secret


def somewhere(data: bytes, count: int, start: int = 0) -> list[int]:
    """Return that many different positions at or after ``start``."""
    return chance(count).sample(range(start, len(data)), count)


def changed(data: bytes, positions: Iterable[int]) -> Iterator[tuple[int, bytes]]:
    """Yield the data with one byte changed, for each position; into what, chance decides."""
    other = chance(len(data))
    for position in positions:
        altered = bytearray(data)
        altered[position] ^= other.randrange(1, 256)
        yield position, bytes(altered)
