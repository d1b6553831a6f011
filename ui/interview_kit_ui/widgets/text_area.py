"""Several lines of text."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QInputMethodEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from interview_kit_ui import theme
from interview_kit_ui.widgets.composition import ANSWER_HINTS, Composition
from interview_kit_ui.widgets.confidential_clipboard import confidential
from interview_kit_ui.widgets.edit_menu import open_edit_menu
from interview_kit_ui.widgets.typing_keys import RETURNS, is_chord


class TextArea(QPlainTextEdit):
    """A long answer; it grows with its text from ``least`` to ``most`` lines, then scrolls.

    Signal ``edited(str)``: the person changed the text (never while a syllable is being
    composed). ``set_text`` shows a value without emitting and leaves the cursor alone if nothing
    changed. Before saving, leaving or locking call ``commit_composition``. Tab leaves the field;
    Ctrl+Enter goes on to the parent.
    """

    edited = Signal(str)

    def __init__(self, least: int = 3, most: int = 14, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._least, self._most = least, most
        self._known = ""
        self._composition = Composition(self)
        self.setInputMethodHints(ANSWER_HINTS | Qt.InputMethodHint.ImhMultiLine)
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(4)
        self.document().documentLayout().documentSizeChanged.connect(self.updateGeometry)
        self.textChanged.connect(self._tell)

    def text(self) -> str:
        """Return the text, without a syllable still being composed."""
        return self.toPlainText()

    def set_text(self, text: str) -> None:
        """Show ``text``."""
        if text != self._known:
            self._known = text
            self.setPlainText(text)

    def commit_composition(self) -> None:
        """Make a syllable still being composed part of the text; emits ``edited`` if any."""
        self._composition.commit()

    def sizeHint(self) -> QSize:
        rows = round(self.document().size().height())
        rows = max(self._least, min(rows, self._most))
        frame = 2 * theme.current().px(7) + 2 * 4 + 2
        return QSize(super().sizeHint().width(), rows * self.fontMetrics().lineSpacing() + frame)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.current().px(120), self.sizeHint().height())

    def createMimeDataFromSelection(self) -> QMimeData:
        return confidential(self.textCursor().selection().toPlainText())

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._composition.follow(event)
        super().inputMethodEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        going_on = event.key() in RETURNS and event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if going_on or is_chord(event):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        # A press on marked text would begin to drag it, out of the program too; it places the cursor instead.
        here = self.cursorForPosition(event.position().toPoint())
        marked = self.textCursor()
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        if plain and marked.hasSelection() and event.button() == Qt.MouseButton.LeftButton:
            self.setTextCursor(here)
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.MiddleButton:  # it would paste what was last marked anywhere
            super().mouseReleaseEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        readable, writable = self.textCursor().hasSelection(), not self.isReadOnly()
        open_edit_menu(self, self, event.globalPos(), writable=writable, readable=readable)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()

    def _tell(self) -> None:
        text = self.toPlainText()
        if text != self._known:
            self._known = text
            self.edited.emit(text)
