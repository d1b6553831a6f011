"""Keys that mean the same wherever they work, and those that work beside typing.

Where nothing is typed a plain letter does the job. In a text field the same letter needs a
modifier that types nothing: Alt, or Control on macOS, where Alt writes special characters.
"""

from __future__ import annotations

import sys
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

_MACOS: Final = sys.platform == "darwin"
#: Qt calls the Control key of macOS "Meta".
CHORD: Final = Qt.KeyboardModifier.MetaModifier if _MACOS else Qt.KeyboardModifier.AltModifier
CHORD_NAME: Final = "Ctrl+" if _MACOS else "Alt+"
RETURNS: Final[tuple[int, ...]] = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
#: Where an arrow points: steps to the right, steps down.
ARROWS: Final[dict[int, tuple[int, int]]] = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
#: Nearer to a picture or a map, and farther away, with Shift or without.
CLOSER: Final[tuple[int, ...]] = (Qt.Key.Key_Plus, Qt.Key.Key_Equal)
FARTHER: Final[tuple[int, ...]] = (Qt.Key.Key_Minus, Qt.Key.Key_Underscore)
#: How much nearer, to the power of what a wheel reports: 120 for a click.
CLOSER_BY_WHEEL: Final = 1.0018


def is_chord(event: QKeyEvent) -> bool:
    """Return whether this is a letter pressed with the modifier that types nothing."""
    return event.modifiers() == CHORD and Qt.Key.Key_A <= event.key() <= Qt.Key.Key_Z


def letter(event: QKeyEvent) -> str:
    """Return the capital letter a plain key or a chord stands for, else ``""``."""
    plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
    in_range = Qt.Key.Key_A <= event.key() <= Qt.Key.Key_Z
    return chr(event.key()) if in_range and (plain or is_chord(event)) else ""
