"""The context menu of text fields, in our words."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QWidget

from interview_kit_ui.language import tr


class Editable(Protocol):
    """What Qt's line and text editors have in common."""

    def undo(self) -> None: ...
    def redo(self) -> None: ...
    def cut(self) -> None: ...
    def copy(self) -> None: ...
    def paste(self) -> None: ...
    def selectAll(self) -> None: ...


def open_edit_menu(field: Editable, widget: QWidget, at: QPoint, *, writable: bool, readable: bool) -> None:
    """Open the menu at a global position. ``readable`` is whether the text may leave by copying."""
    menu = QMenu(widget)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    entries = (
        ("undo", field.undo, writable),
        ("redo", field.redo, writable),
        ("cut", field.cut, writable and readable),
        ("copy", field.copy, readable),
        ("paste", field.paste, writable),
        ("select-all", field.selectAll, True),
    )
    for name, action, enabled in entries:
        menu.addAction(tr(f"widgets.{name}"), action).setEnabled(enabled)
    menu.popup(at)
