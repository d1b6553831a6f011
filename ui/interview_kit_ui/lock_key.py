"""The key that locks, whatever has the focus.

A shortcut of Qt asks for an active window, and there is none without a window manager. This works wherever
the program receives the key at all, behind every sheet, menu and list.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence

from interview_kit_ui.input_events import hear_input
from interview_kit_ui.widgets.top_bar import LOCK_KEY


class LockKey(QObject):
    """Watches every key of the program. Signal: ``pressed()``; nothing else hears of that key."""

    pressed = Signal()

    def __init__(self, app: QCoreApplication, parent: QObject) -> None:
        super().__init__(parent)
        self._key = QKeySequence(LOCK_KEY)
        hear_input(app, self)

    def hear(self, event: QEvent) -> bool:
        """Emit ``pressed`` if this is the key."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if QKeySequence(event.keyCombination()) != self._key:
            return False
        self.pressed.emit()
        return True
