"""Notices that nobody is there any more: when no key, mouse or finger has moved for a while."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication

from interview_kit_ui.input_events import hear_input

#: For how many seconds the end of the time is announced.
WARNING: Final = 30

_CALLS: Final = frozenset(
    {QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin, QEvent.Type.TabletPress}
)
_MODIFIERS: Final = frozenset(
    {Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta}
)


class IdleLock(QObject):
    """Watches all input of the program. Create it before ``LockKey``, which must hear its key first.

    Signals: ``countdown(int)``, each second of the last half minute, with the seconds that are left;
    ``returned()`` when somebody is there again after a countdown or after the end; ``due()`` at the end. From
    then on nothing beneath hears of any input, and a key, a click or a touch means a return. While it
    counts down, a key that types no letter means a return and does nothing; a chord, whose modifier comes
    before, still acts.
    """

    countdown = Signal(int)
    returned = Signal()
    due = Signal()

    def __init__(
        self, app: QCoreApplication, parent: QObject, clock: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__(parent)
        self._clock = clock
        self._after = 0.0
        self._touched = 0.0
        self._pointer = QPointF()
        self._watching = self._counting = self._over = False
        self._timer = QTimer(self)
        self._timer.setInterval(1000)
        self._timer.timeout.connect(self.look)
        hear_input(app, self)

    def set_minutes(self, minutes: int) -> None:
        """Let ``minutes`` pass before the end; with 0 there is none. The time begins anew."""
        self._after = minutes * 60.0
        self._note()
        self._run()

    def watch(self, watching: bool) -> None:
        """Begin to watch, while there is something to lock, or stop; nobody returns by that."""
        self._watching = watching
        self._counting = self._over = False
        self._note()
        self._run()

    @property
    def over(self) -> bool:
        """Whether the end came and nobody has returned."""
        return self._over

    def look(self) -> None:
        """See how much time is left; called each second."""
        left = math.ceil(self._touched + self._after - self._clock())
        if self._over or not self._timer.isActive():
            return
        if left <= 0:
            self._counting, self._over = False, True
            self.due.emit()
        elif left <= WARNING:
            self._counting = True
            self.countdown.emit(left)

    def hear(self, event: QEvent) -> bool:
        """Note that somebody is there, and hold back what is not for what lies beneath."""
        kind = event.type()
        if not self._timer.isActive() or self._is_nothing(event):
            return False
        if self._over:
            return self._hold_back(kind, event)
        if self._counting and isinstance(event, QKeyEvent) and not _types_a_letter(event):
            if kind is QEvent.Type.ShortcutOverride:
                event.accept()  # so that it comes back as a key and is no shortcut
            else:
                self._note()
            return True
        self._note()
        return False

    def _hold_back(self, kind: QEvent.Type, event: QEvent) -> bool:
        if kind is QEvent.Type.ShortcutOverride:
            event.accept()
        elif kind in _CALLS and not (isinstance(event, QKeyEvent) and event.key() in _MODIFIERS):
            self._note()  # not at a modifier alone: the lock key begins with one and must reveal nothing
        return True

    def _is_nothing(self, event: QEvent) -> bool:
        """Whether an event is Qt's own: a pointer that did not move, an input method that says nothing."""
        if isinstance(event, QInputMethodEvent):
            return not event.preeditString() and not event.commitString()
        if event.type() is QEvent.Type.MouseMove and isinstance(event, QMouseEvent):
            before, self._pointer = self._pointer, event.globalPosition()
            return before == self._pointer
        return False

    def _note(self) -> None:
        was_away = self._counting or self._over
        self._touched = self._clock()
        self._counting = self._over = False
        if was_away:
            self.returned.emit()

    def _run(self) -> None:
        if self._watching and self._after:
            self._timer.start()
        else:
            self._timer.stop()


def _types_a_letter(event: QKeyEvent) -> bool:
    """Whether a key goes into a text field as a letter."""
    field = QApplication.focusWidget()
    typing = field is not None and field.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    letter = bool(event.text()) and event.text().isprintable()
    return typing and letter and QApplication.activePopupWidget() is None
