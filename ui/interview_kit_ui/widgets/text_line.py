"""One line of text."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QInputMethodEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from interview_kit_ui.widgets.composition import ANSWER_HINTS, Composition
from interview_kit_ui.widgets.typing_keys import is_chord


class TextLine(QLineEdit):
    """A one-line answer.

    Signal ``edited(str)``: the person changed the text; ``composing()``: a syllable being composed changed,
    of which ``text()`` knows nothing but ``typed_text`` does. ``set_text`` shows a value without
    emitting and leaves the cursor alone if nothing changed. Before saving, leaving or locking
    call ``commit_composition``. Enter goes on to the parent.
    """

    edited = Signal(str)
    composing = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._composition = Composition(self)
        self.setInputMethodHints(ANSWER_HINTS)
        self.setDragEnabled(False)
        self.textEdited.connect(self.edited)

    @property
    def typed_text(self) -> str:
        """The text as it looks, with the syllable being composed where it will go."""
        before, after = self.text()[: self.cursorPosition()], self.text()[self.cursorPosition() :]
        return before + self._composition.text + after

    def set_text(self, text: str) -> None:
        """Show ``text``."""
        if text != self.text():
            self.setText(text)

    def commit_composition(self) -> None:
        """Make a syllable still being composed part of the text; emits ``edited`` if any."""
        self._composition.commit()

    def copy(self) -> None:
        """Copy what is marked, as something to keep nowhere; a hidden line is not copied at all."""
        if self.hasSelectedText() and self.echoMode() == QLineEdit.EchoMode.Normal:
            from interview_kit_ui.widgets.confidential_clipboard import confidential

            QGuiApplication.clipboard().setMimeData(confidential(self.selectedText()))

    def cut(self) -> None:
        """Copy what is marked, and remove it."""
        if self.hasSelectedText() and self.echoMode() == QLineEdit.EchoMode.Normal:
            self.copy()
            self.insert("")

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        before = self._composition.text
        self._composition.follow(event)
        super().inputMethodEvent(event)
        if (
            self._composition.text != before
        ):  # some input methods send an event that says nothing with every key
            self.composing.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        from PySide6.QtGui import QKeySequence  # the first window need not wait for it

        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.Cut) and not self.isReadOnly():
            self.cut()
        elif is_chord(event):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.MiddleButton:  # it would paste what was last marked anywhere
            super().mouseReleaseEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        from interview_kit_ui.widgets.edit_menu import open_edit_menu

        readable = self.hasSelectedText() and self.echoMode() == QLineEdit.EchoMode.Normal
        writable = not self.isReadOnly()
        open_edit_menu(self, self, event.globalPos(), writable=writable, readable=readable)
