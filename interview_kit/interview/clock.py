"""The laptop's clock: recorded, not believed.

While a sitting lasts, the wall clock is compared with one that nobody can set; from one sitting to the next
only a clock that went back can be seen.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from interview_kit.crypto.canonical import JsonValue

#: A clock that is kept right by others moves a little at a time.
TOLERANCE_MS: Final = 2_000


def wall_ms() -> int:
    """Return what the wall clock says, in milliseconds since 1970."""
    return time.time_ns() // 1_000_000


def steady_ms() -> int:
    """Return milliseconds that pass while the machine sleeps too, and that nobody can set."""
    if sys.platform == "linux":
        seconds = time.clock_gettime(time.CLOCK_BOOTTIME)
    elif sys.platform == "darwin":
        seconds = time.clock_gettime(time.CLOCK_MONOTONIC)  # time.monotonic() stands still in sleep there
    else:
        seconds = time.monotonic()
    return int(seconds * 1_000)


@dataclass(frozen=True, slots=True)
class Reading:
    """One look at the clocks."""

    wall: int
    steady: int
    #: Value of the ``clock`` entry that is due; None where nothing jumped.
    jump: JsonValue

    @property
    def time(self) -> str:
        """What the wall clock said, as entries write it."""
        whole, milliseconds = divmod(self.wall, 1_000)
        moment = datetime.fromtimestamp(whole, UTC).replace(microsecond=milliseconds * 1_000)
        return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


class Clock:
    """The clocks of one sitting."""

    def __init__(self, wall: Callable[[], int] = wall_ms, steady: Callable[[], int] = steady_ms) -> None:
        self._wall = wall
        self._steady = steady
        self._kept: Reading | None = None

    def look(self, last: str) -> Reading:
        """Read the clocks; ``last`` is the time of the last entry of the journal, empty before the first."""
        wall, steady = self._wall(), self._steady()
        if self._kept is None:
            if not last:
                return Reading(wall, steady, None)
            back = _milliseconds(last) - wall
            return Reading(wall, steady, {"went_back_ms": back} if back > 0 else None)
        drift = (wall - self._kept.wall) - (steady - self._kept.steady)
        return Reading(wall, steady, {"jumped_ms": drift} if abs(drift) > TOLERANCE_MS else None)

    def keep(self, reading: Reading) -> None:
        """Go on from a reading once its entry is durable."""
        if self._kept is None or reading.jump is not None:
            self._kept = reading


def _milliseconds(text: str) -> int:
    whole = datetime.fromisoformat(text)
    return int(whole.replace(microsecond=0).timestamp()) * 1_000 + whole.microsecond // 1_000
