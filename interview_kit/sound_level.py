"""How loud sound is, and whether a microphone hears anything at all.

Levels are in dBFS: 0 is the loudest a sample can be, a quiet room is near -60, talk across a table near -30.
"""

from __future__ import annotations

import array
import math
from dataclasses import dataclass
from typing import Final

#: What stands for no sound at all, where the logarithm has no answer.
FLOOR: Final = -96.0
#: A muted or unplugged microphone gives less than this, a room in which nobody speaks gives more: an
#: interview is full of silences, and none of them may raise an alarm.
DEAD_BELOW: Final = -60.0
#: Seconds without a sound above :data:`DEAD_BELOW` until the microphone counts as dead.
DEAD_AFTER: Final = 8.0

_LOUDEST: Final = 32_768


@dataclass(frozen=True, slots=True)
class Level:
    """The loudest sample of a piece of sound and its power (root mean square), both in dBFS."""

    peak: float = FLOOR
    power: float = FLOOR


def level(samples: bytes) -> Level:
    """Return how loud samples of 16 bits are; no samples are silent."""
    values = array.array("h", samples)
    if not values:
        return Level()
    peak = max(*values, -min(values))
    power = math.hypot(*values) / math.sqrt(len(values))
    return Level(_decibels(peak), _decibels(power))


class SilenceWatch:
    """Tells a microphone that hears nothing from people who say nothing."""

    def __init__(self, rate: int, after: float = DEAD_AFTER) -> None:
        self._patience = round(after * rate)
        self._samples = 0

    @property
    def silent(self) -> bool:
        """Whether nothing was heard for so long that something must be wrong."""
        return self._samples >= self._patience

    def hear(self, heard: Level, samples: int) -> bool:
        """Take in how loud that many samples were; return whether ``silent`` changed."""
        before = self.silent
        self._samples = self._samples + samples if heard.peak < DEAD_BELOW else 0
        return self.silent != before

    def begin_anew(self) -> None:
        """Forget what was not heard: another microphone listens."""
        self._samples = 0


def _decibels(amplitude: float) -> float:
    return max(FLOOR, 20 * math.log10(amplitude / _LOUDEST)) if amplitude else FLOOR
