"""Keys and pointer, for what must hear of them wherever in the program they go.

Qt asks a filter on the application about every event there is, and asking Python costs more than most events
are worth. So there is one filter, and it passes on what a person did.
"""

from __future__ import annotations

import weakref
from typing import Final, Protocol

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from shiboken6 import isValid

#: What a person does.
INPUT: Final = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.ShortcutOverride,
        QEvent.Type.InputMethod,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.TabletPress,
        QEvent.Type.TabletMove,
    }
)


class Listener(Protocol):
    """A Qt object. ``hear`` returns whether nobody else is to hear of an event."""

    def hear(self, event: QEvent) -> bool: ...


class InputEvents(QObject):
    """The one filter. As with Qt's, who came last hears first; who is gone hears nothing."""

    def __init__(self, app: QCoreApplication) -> None:
        super().__init__(app)
        self._listeners: list[weakref.ref[Listener]] = []
        app.installEventFilter(self)

    def add(self, listener: Listener) -> None:
        """Let somebody hear, first of all."""
        there = [one for one in self._listeners if one() is not None]
        self._listeners = [weakref.ref(listener), *there]

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() not in INPUT:
            return False
        heard = (one() for one in self._listeners)
        return any(one is not None and isValid(one) and one.hear(event) for one in heard)


def hear_input(app: QCoreApplication, listener: Listener) -> None:
    """Let ``listener`` hear what a person does, from now on and before all who asked for that earlier."""
    (app.findChild(InputEvents) or InputEvents(app)).add(listener)
