"""Python's cycle collector, kept on the GUI thread, and out of the way of who is typing.

Left to itself it runs on whichever thread happens to allocate next. On a worker's it would destroy
widgets there, and Qt then waits for the GUI thread while Python keeps that one from running: the program
hangs, or crashes. Going through the oldest generation takes a tenth of a second in a long interview, so that
waits until the hands rest.
"""

from __future__ import annotations

import gc
import time
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer

from interview_kit_ui.input_events import hear_input

_MILLISECONDS: Final = 1000
#: Seconds without a key or the pointer.
_REST: Final = 2.0
_OLDEST: Final = 2


class GarbageCollection(QObject):
    """From now on, and for good, collects on the thread this is created on: the GUI's."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._touched = 0.0
        app = QCoreApplication.instance()
        assert app is not None, "whoever owns this lives in it"
        hear_input(app, self)
        timer = QTimer(self)
        timer.timeout.connect(self._collect)
        timer.start(_MILLISECONDS)

    def hear(self, _event: QEvent) -> bool:
        """Take note that somebody is at work."""
        self._touched = time.monotonic()
        return False

    def _collect(self) -> None:
        collect_due(rested=time.monotonic() - self._touched > _REST)


def collect_due(*, rested: bool = True) -> None:
    """Collect the oldest generation that Python would have collected by now; the very oldest at rest only."""
    limits = gc.get_threshold()
    due = [generation for generation, count in enumerate(gc.get_count()) if count > limits[generation]]
    if due:
        gc.collect(due[-1] if rested else min(due[-1], _OLDEST - 1))
