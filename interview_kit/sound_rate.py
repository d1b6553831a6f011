"""Sound at another rate: what a device gives, made into what is kept, and back.

Many devices know 48,000 samples a second alone, some 44,100. A windowed sinc keeps what the lower of both
rates can hold and lets nothing of the rest fold back into it. In plain Python this takes 5 % of one core for
48,000 to 16,000, which is why nothing larger is brought along for it.
"""

from __future__ import annotations

import array
import math
from fractions import Fraction
from operator import mul
from typing import Final

#: Zero crossings of the sinc on either side.
_CROSSINGS: Final = 10
#: Where the filter begins to close, as a part of the lower rate's half.
_OPEN: Final = 0.92
#: Filters at most: the usual rates are met exactly with fewer. An odd one, which a stranger's file may claim,
#: is met to a part in ten thousand, for its own filters would be tens of thousands.
_MOST_FILTERS: Final = 640


class Resampler:
    """Takes mono samples of 16 bits at one rate, piece by piece, and gives them at another."""

    def __init__(self, rate: int, wanted: int) -> None:
        step = Fraction(rate, wanted).limit_denominator(_MOST_FILTERS)
        self._up, self._down = step.denominator, step.numerator
        self._same = rate == wanted
        self._filters = [] if self._same else _filters(self._up, self._down)
        self._reach = 0 if self._same else len(self._filters[0])
        #: The last samples of the piece before; at first, silence up to the middle of the filter.
        self._waiting = array.array("h", bytes(2 * max(0, self._reach // 2 - 1)))
        #: Where the next sample to give lies, in steps of a sample divided by ``_up``.
        self._next = 0

    def take(self, samples: bytes) -> bytes:
        """Return what can be given once ``samples`` have come."""
        if self._same:
            return samples
        self._waiting.frombytes(samples)
        waiting, given = self._waiting.tolist(), array.array("h")
        while (first := self._next // self._up) + self._reach <= len(waiting):
            weights = self._filters[self._next % self._up]
            value = round(sum(map(mul, weights, waiting[first : first + self._reach])))
            given.append(max(-32_768, min(value, 32_767)))
            self._next += self._down
        done = min(self._next // self._up, len(waiting))
        del self._waiting[:done]
        self._next -= done * self._up
        return given.tobytes()


def mono(samples: array.array[int], channels: int) -> array.array[int]:
    """Return the mean of all channels."""
    if channels == 1:
        return samples
    apart = [samples[channel::channels] for channel in range(channels)]
    return array.array("h", [sum(moment) // channels for moment in zip(*apart, strict=True)])


def _filters(up: int, down: int) -> list[list[float]]:
    """Return one filter for each place that a sample can have between two samples of the source."""
    width = max(1.0, down / up)
    half = math.ceil(_CROSSINGS * width)
    filters = []
    for phase in range(up):
        middle = half - 1 + phase / up
        weights = [_weight((tap - middle) / width) for tap in range(2 * half)]
        whole = sum(weights)
        filters.append([weight / whole for weight in weights])
    return filters


def _weight(distance: float) -> float:
    """A sinc under a Hann window; ``distance`` in samples of the lower rate."""
    if abs(distance) >= _CROSSINGS:
        return 0.0
    turn = math.pi * distance * _OPEN
    sinc = math.sin(turn) / turn if turn else 1.0
    return sinc * (0.5 + 0.5 * math.cos(math.pi * distance / _CROSSINGS))
