"""Python's cycle collector, kept on the GUI thread.

Left to itself it runs on whichever thread happens to allocate next. On a worker's it would destroy
widgets there, and Qt then waits for the GUI thread while Python keeps that one from running: the program
hangs, or crashes.
"""

from __future__ import annotations

import gc
from typing import Final

from PySide6.QtCore import QObject, QTimer

_MILLISECONDS: Final = 1000


class GarbageCollection(QObject):
    """From now on, and for good, collects on the thread this is created on: the GUI's."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        timer = QTimer(self)
        timer.timeout.connect(collect_due)
        timer.start(_MILLISECONDS)


def collect_due() -> None:
    """Collect the oldest generation that Python would have collected by now."""
    limits = gc.get_threshold()
    due = [generation for generation, count in enumerate(gc.get_count()) if count > limits[generation]]
    if due:
        gc.collect(due[-1])
