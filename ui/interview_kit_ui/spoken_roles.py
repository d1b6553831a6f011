"""What our own widgets are to a screen reader.

Qt knows what its own controls are. What paints itself, or holds others, is nothing to it: a reader
would say its name and not that one can draw there, or that a question lies over the window.
"""

from __future__ import annotations

import functools
from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QWidget

#: By class: Qt asks for the class of a widget, then for those it is derived from.
ROLES: Final[dict[str, QAccessible.Role]] = {
    "Sheet": QAccessible.Role.Dialog,
    "InkPad": QAccessible.Role.Canvas,
    "MapCanvas": QAccessible.Role.Canvas,
    "PictureView": QAccessible.Role.Graphic,
    "QrCode": QAccessible.Role.Graphic,
    "LevelMeter": QAccessible.Role.Indicator,
    "ReadingPane": QAccessible.Role.Document,
    "ReadingPage": QAccessible.Role.Document,
    "ChipInWords": QAccessible.Role.StaticText,
    # what these hold is read with their name before it: the question an option, a chip or a line belongs to
    "Card": QAccessible.Role.Grouping,
    "OptionGrid": QAccessible.Role.Grouping,
    "OptionFinder": QAccessible.Role.Grouping,
    "FamilyCanvas": QAccessible.Role.Grouping,
    "Rail": QAccessible.Role.Grouping,
    "SidePanel": QAccessible.Role.Grouping,
}


@functools.cache  # once told is told for good
def prepare() -> None:
    """Tell screen readers from now on, of every widget of which none has asked yet."""
    QAccessible.installFactory(_spoken)


def _spoken(name: str, widget: QObject) -> QAccessibleInterface | None:
    role = ROLES.get(name)
    return QAccessibleWidget(widget, role) if role is not None and isinstance(widget, QWidget) else None
