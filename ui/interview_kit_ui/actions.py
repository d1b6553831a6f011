"""What a person can do here and now: each with its words, its key, and what happens."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget


def shown_key(key: str) -> str:
    """Return a key as keyboards have it written on them: Qt calls one of them PgDown."""
    return key.replace("PgDown", "PgDn")


@dataclass(frozen=True, slots=True)
class Action:
    """``code`` is the message that says what it does; ``key`` as Qt writes it, empty for none.

    One whose key somebody else listens to is ``heard_elsewhere``.
    """

    code: str
    key: str
    act: Callable[[], object]
    #: Whether it can be done just now.
    offered: Callable[[], bool] = lambda: True
    heard_elsewhere: bool = False


class Actions:
    """The actions of one widget. Their keys work anywhere in it."""

    def __init__(self, owner: QWidget, actions: tuple[Action, ...]) -> None:
        self._actions = actions
        self._shortcuts: list[QShortcut] = []
        for action in actions:
            if action.key and not action.heard_elsewhere:
                shortcut = QShortcut(QKeySequence(action.key), owner)
                shortcut.activated.connect(action.act)
                self._shortcuts.append(shortcut)

    def hold(self, held: bool) -> None:
        """Hear no key as long as it is ``held``."""
        for shortcut in self._shortcuts:
            shortcut.setEnabled(not held)

    def now(self) -> tuple[Action, ...]:
        """Return what can be done just now."""
        return tuple(action for action in self._actions if action.offered())
