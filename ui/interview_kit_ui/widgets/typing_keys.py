"""Keys that work beside typing.

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


def is_chord(event: QKeyEvent) -> bool:
    """Return whether this is a letter pressed with the modifier that types nothing."""
    return event.modifiers() == CHORD and Qt.Key.Key_A <= event.key() <= Qt.Key.Key_Z


def letter(event: QKeyEvent) -> str:
    """Return the capital letter a plain key or a chord stands for, else ``""``."""
    plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
    in_range = Qt.Key.Key_A <= event.key() <= Qt.Key.Key_Z
    return chr(event.key()) if in_range and (plain or is_chord(event)) else ""
