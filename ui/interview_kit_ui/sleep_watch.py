"""Notices, on every system, that the machine slept: more time passed than this process lived through."""

from __future__ import annotations

import ctypes
import sys
import time
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QTimer

from interview_kit_ui.machine_events import MachineEvents

#: Less than this is two clocks read one after the other.
LEAST: Final = 2.0


def lost_time() -> float:
    """Return seconds that grow by how long the machine sleeps, and otherwise stand still."""
    if sys.platform == "linux":
        return time.clock_gettime(time.CLOCK_BOOTTIME) - time.clock_gettime(time.CLOCK_MONOTONIC)
    if sys.platform == "darwin":
        return time.clock_gettime(time.CLOCK_MONOTONIC) - time.clock_gettime(time.CLOCK_UPTIME_RAW)
    if sys.platform == "win32":
        awake = ctypes.c_ulonglong()
        ctypes.windll.kernel32.QueryUnbiasedInterruptTime(ctypes.byref(awake))
        ctypes.windll.kernel32.GetTickCount64.restype = ctypes.c_ulonglong
        return ctypes.windll.kernel32.GetTickCount64() / 1e3 - awake.value / 1e7
    return time.time() - time.monotonic()  # a clock that is set forward locks too, which is no harm


class SleepWatch(MachineEvents):
    """Looks each second. ``going_away`` comes right after waking, where nothing told before.

    ``lost`` is the clock that grows by the time slept.
    """

    def __init__(self, parent: QObject | None = None, lost: Callable[[], float] = lost_time) -> None:
        super().__init__(parent)
        self._lost, self._before = lost, lost()
        timer = QTimer(self)
        timer.timeout.connect(self.look)
        timer.start(1000)

    def look(self) -> None:
        """Compare with the last look; called each second."""
        before, self._before = self._before, self._lost()
        if self._before - before > LEAST:
            self.going_away.emit()
