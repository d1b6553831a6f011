"""What Windows tells its windows: the machine is about to sleep, or the screen is locked."""

from __future__ import annotations

import ctypes
import sys
from typing import Final

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray, QCoreApplication

from interview_kit_ui.machine_events import MachineEvents

_WM_POWERBROADCAST: Final = 0x0218
_PBT_APMSUSPEND: Final = 4
_WM_WTSSESSION_CHANGE: Final = 0x02B1
_WTS_SESSION_LOCK: Final = 7


def goes_away(message: int, detail: int) -> bool:
    """Whether a window message with its first parameter means that nobody will be there."""
    return (message, detail) in (
        (_WM_POWERBROADCAST, _PBT_APMSUSPEND),
        (_WM_WTSSESSION_CHANGE, _WTS_SESSION_LOCK),
    )


class WindowsEvents(MachineEvents):
    """Reads the messages of ``window``, a native handle, which must live as long as this."""

    def __init__(self, app: QCoreApplication, window: int) -> None:
        super().__init__(app)
        self._filter = _Messages(self)
        app.installNativeEventFilter(self._filter)
        if sys.platform == "win32":
            # without this, Windows keeps to itself that the screen was locked
            ctypes.windll.wtsapi32.WTSRegisterSessionNotification(ctypes.c_void_p(window), 0)


class _Messages(QAbstractNativeEventFilter):
    def __init__(self, events: WindowsEvents) -> None:
        super().__init__()
        self._events = events

    def nativeEventFilter(
        self, _kind: QByteArray | bytes | bytearray | memoryview, message: int
    ) -> tuple[bool, int]:
        if sys.platform == "win32":
            from ctypes.wintypes import MSG

            read = MSG.from_address(int(message))
            if goes_away(read.message, read.wParam):
                self._events.going_away.emit()
        return False, 0
