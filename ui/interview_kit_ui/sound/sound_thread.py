"""The one thread on which Qt's sound devices live: they need an event loop, and the window's may be busy."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QCoreApplication, QObject, QThread, Signal, Slot

#: Seconds after which a sound system that does not answer is waited for no longer.
_PATIENCE: Final = 5.0


class SoundThread(QObject):
    """Runs calls in their order. Made on the GUI thread; ends with the program, or by ``end``."""

    _posted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._thread = QThread()
        self._thread.setObjectName("sound")
        self._there = _There()
        self._there.moveToThread(self._thread)
        self._posted.connect(self._there.call)
        app = QCoreApplication.instance()
        assert app is not None, "made before any window"
        app.aboutToQuit.connect(self.end)
        self._thread.start()

    def post(self, call: Callable[[], object]) -> None:
        """Let ``call`` run there; returns at once. May be used on any thread."""
        self._posted.emit(call)

    def wait_for(self, call: Callable[[], object]) -> None:
        """Let ``call`` run there, and wait until it has, unless the sound system hangs."""
        if QThread.currentThread() is self._thread or not self._thread.isRunning():
            call()
            return
        done = threading.Event()

        def then() -> None:
            try:
                call()
            finally:
                done.set()

        self._posted.emit(then)
        done.wait(_PATIENCE)

    def let_go(self, owned: QObject) -> None:
        """Destroy a thing of this thread once it has said all that it is in the middle of saying."""
        self.post(owned.objectName)  # the call held the last reference

    def end(self) -> None:
        """End the thread after all that was posted; harmless twice."""
        self.post(self._thread.quit)
        self._thread.wait(int(_PATIENCE * 1000))


class _There(QObject):
    @Slot(object)
    def call(self, call: Callable[[], object]) -> None:
        call()
