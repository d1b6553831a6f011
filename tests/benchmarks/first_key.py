"""The moment in which a person could begin to type, for measuring a start: see ``startup.py``."""

from __future__ import annotations

import os
import sys

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget


class FirstKey(QObject):
    """Writes a line once the line of text has the focus and is painted, and the event loop has come round.

    Then it ends the process. It listens to that one widget, so as to cost nothing.
    """

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        app.focusChanged.connect(self._follow)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt override
        if event.type() == QEvent.Type.Paint and watched.hasFocus():  # type: ignore[attr-defined]  # it is the line
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self._tell)
        return False

    def _follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        if isinstance(now, QLineEdit):
            now.installEventFilter(self)

    def _tell(self) -> None:
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        os._exit(0)
