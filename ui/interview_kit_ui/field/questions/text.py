"""Words: one line, or the many of a free account."""

from __future__ import annotations

from PySide6.QtGui import QTextCursor

from interview_kit_ui.field.questions.editor import TypedEditor, Value
from interview_kit_ui.widgets.text_area import TextArea
from interview_kit_ui.widgets.text_line import TextLine


class LineEditor(TypedEditor):
    """One line of text."""

    def __init__(self) -> None:
        self._line = TextLine()
        super().__init__(self._line, self._line)

    def _show(self, value: Value) -> None:
        self._line.set_text(value if isinstance(value, str) else "")

    def _typed_value(self) -> tuple[Value, bool]:
        return self._line.text() or None, True


class AccountEditor(TypedEditor):
    """A long text; it grows while it is written."""

    def __init__(self) -> None:
        self._area = TextArea(least=5, most=24)
        super().__init__(self._area, self._area)

    def _show(self, value: Value) -> None:
        text = value if isinstance(value, str) else ""
        if text != self._area.text():
            self._area.set_text(text)
            self._area.moveCursor(QTextCursor.MoveOperation.End)

    def _typed_value(self) -> tuple[Value, bool]:
        return self._area.text() or None, True

    def begin_line(self, text: str) -> None:
        """Begin a new last line with ``text``, and put the cursor behind it."""
        self._area.commit_composition()
        self._area.moveCursor(QTextCursor.MoveOperation.End)
        between = "\n" if self._area.text() and not self._area.text().endswith("\n") else ""
        self._area.insertPlainText(between + text)
