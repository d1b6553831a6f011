"""Numbers, typed as text so that no digit is lost."""

from __future__ import annotations

import re
from typing import Final

from PySide6.QtWidgets import QVBoxLayout, QWidget

from interview_kit.protocol.model import BaseType
from interview_kit_ui.field.questions.editor import TypedEditor, Value
from interview_kit_ui.language import bind_text
from interview_kit_ui.widgets.text_line import TextLine
from interview_kit_ui.widgets.words import Words

#: No more digits than every reader of JSON keeps apart.
_INTEGER: Final = re.compile(r"-?[0-9]{1,15}")
_DECIMAL: Final = re.compile(r"-?[0-9]{1,30}(\.[0-9]{1,30})?")


class NumberEditor(TypedEditor):
    """A whole number or a decimal; what is neither is said so and not handed in."""

    def __init__(self, kind: BaseType) -> None:
        self._kind = kind
        self._line = TextLine()
        self._wrong = Words(tone="warn")
        self._wrong.hide()
        self._stored: Value = None
        holder = QWidget()
        holder.setFocusProxy(self._line)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._line)
        column.addWidget(self._wrong)
        super().__init__(holder, self._line)
        bind_text(self._line.setAccessibleName, f"field.expected-{kind}")
        bind_text(self._wrong.setText, f"field.expected-{kind}")

    def _show(self, value: Value) -> None:
        self._stored = value
        self._wrong.hide()
        self._line.set_text("" if value is None else str(value))

    def _typed_value(self) -> tuple[Value, bool]:
        text = self._line.text().strip()
        pattern = _INTEGER if self._kind is BaseType.INTEGER else _DECIMAL
        fits = not text or bool(pattern.fullmatch(text))
        self._wrong.setVisible(not fits)
        if not fits:
            return self._stored, False
        if not text:
            return None, True
        return (int(text) if self._kind is BaseType.INTEGER else text), True
