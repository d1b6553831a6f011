"""Buttons that say what happens, with the key beside it."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget


class Button(QPushButton):
    """The base: a label and, beside it, the key that does the same.

    Signal: ``clicked``; Enter presses it like Space, and once however long it is held. Setters:
    ``set_label`` (bindable), ``set_key`` (shown only; the owner of the action makes the shortcut).
    """

    kind: ClassVar[str] = "quiet"

    def __init__(self, label: str = "", key: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", self.kind)
        self._label = label
        self._key = key
        self._show()

    @property
    def label(self) -> str:
        """The words on the button, without the key."""
        return self._label

    def set_label(self, label: str) -> None:
        """Say what pressing the button does."""
        self._label = label
        self._show()

    def set_key(self, key: str) -> None:
        """Show ``key``, such as ``Ctrl+L``, beside the label."""
        self._key = key
        self._show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self.click()
        else:
            super().keyPressEvent(event)

    def _show(self) -> None:
        shown = f"{self._label}  {self._key}" if self._key else self._label
        self.setText(shown.replace("&", "&&"))
        self.setAccessibleName(self._label)
        self.setAccessibleDescription(self._key)


class PrimaryButton(Button):
    """The one main action of a screen."""

    kind = "primary"


class QuietButton(Button):
    """Any other action."""

    kind = "quiet"


class PillButton(Button):
    """A small round action in the top bar."""

    kind = "pill"


class BareButton(Button):
    """An action that looks like a caption, for edges and footers."""

    kind = "bare"
