"""Keeps windows out of screenshots and screen sharing, where the system can: Windows and macOS.

X11 and Wayland know no such wish.
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QWidget

_WDA_EXCLUDEFROMCAPTURE = 0x11
_NS_WINDOW_SHARING_NONE = 0


def exclude(window: int) -> None:
    """Ask the system to leave a window, given by its native handle, out of every picture of the screen."""
    if sys.platform == "win32":
        ctypes.windll.user32.SetWindowDisplayAffinity(ctypes.c_void_p(window), _WDA_EXCLUDEFROMCAPTURE)
    elif sys.platform == "darwin":
        objc = ctypes.CDLL("/usr/lib/libobjc.dylib")
        objc.sel_registerName.restype = ctypes.c_void_p
        named = objc.sel_registerName
        send = ctypes.cast(objc.objc_msgSend, ctypes.c_void_p).value
        assert send is not None, "the library is there"
        # The handle is an NSView; each kind of message has a signature of its own.
        of_view = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p)(send)
        holder = of_view(window, named(b"window"))
        if holder:
            set_one = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_ulong)(send)
            set_one(holder, named(b"setSharingType:"), _NS_WINDOW_SHARING_NONE)


class ScreenCaptureGuard(QObject):
    """Excludes every window, menu and list of the program as it appears."""

    def __init__(
        self,
        app: QCoreApplication,
        exclude_one: Callable[[int], object] = exclude,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent or app)
        self._exclude = exclude_one
        app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self._exclude(int(watched.winId()))
        return False
