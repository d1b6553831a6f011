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
#: A window may also begin hidden behind others, or as a mere line in a task bar.
_AT_LATEST: Final = 500


class FirstPaint(QObject):
    """Calls ``action`` once, soon after ``widget`` and all it holds were painted for the first time.

    Where that does not come, it is called half a second after this was made.
    """

    def __init__(self, widget: QWidget, action: Callable[[], object]) -> None:
        super().__init__(widget)
        self._action = action
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._act)
        self._timer.start(_AT_LATEST)
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _PAINTED:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self._wait)  # it is only about to be painted
        return False

    def _wait(self) -> None:
        if self._timer.isActive():
            self._timer.start(_MILLISECONDS)

    def _act(self) -> None:
        self.deleteLater()
        self._action()
