"""What may wait until the window can be seen, and the passphrase typed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

#: Where what lies in a window hides all of it, nothing of the window itself is ever painted.
_PAINTED: Final = (QEvent.Type.Paint, QEvent.Type.UpdateRequest)
#: Keys that were pressed before the window could be seen come first.
_MILLISECONDS: Final = 10


class FirstPaint(QObject):
    """Calls ``action`` once, soon after ``widget`` and all it holds were painted for the first time."""

    def __init__(self, widget: QWidget, action: Callable[[], object]) -> None:
        super().__init__(widget)
        self._action = action
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _PAINTED:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self._wait)  # it is only about to be painted
        return False

    def _wait(self) -> None:
        QTimer.singleShot(_MILLISECONDS, self._act)

    def _act(self) -> None:
        self.deleteLater()
        self._action()
