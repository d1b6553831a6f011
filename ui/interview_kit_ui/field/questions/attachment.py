"""A file that belongs to the testimony, chosen, drawn or signed; the worker encrypts it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from interview_kit.protocol.model import KitType
from interview_kit_ui.field.pictures.told import about_file
from interview_kit_ui.field.questions.editor import AnswerEditor, Value
from interview_kit_ui.language import bind_text, tr
from interview_kit_ui.widgets.buttons import QuietButton
from interview_kit_ui.widgets.typing_keys import RETURNS
from interview_kit_ui.widgets.words import Words
from interview_kit_ui.widgets.wrapping_row import WrappingRow

_KEY: Final = "Space"
#: What comes first where there is nothing yet, by what the answer means.
_FIRST: Final = {KitType.SKETCH: "pictures.draw", KitType.SIGNATURE: "pictures.sign"}


class _Choose(QuietButton):
    """Pressed by Space: Enter goes on to the next question, as everywhere."""

    def __init__(self) -> None:
        super().__init__(key=_KEY)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in RETURNS:
            event.ignore()
        else:
            super().keyPressEvent(event)


class AttachmentEditor(AnswerEditor):
    """A button for what comes next, and what is kept of a file: kind, size, the beginning of its digest.

    Signal ``file_wanted()``: to choose one, to draw, to sign, or to look at the picture there is.
    """

    file_wanted = Signal()

    def __init__(self, meaning: KitType | None = None) -> None:
        self._meaning = meaning
        self._value: Value = None
        self._choose, self._remove = _Choose(), QuietButton()
        self._about = Words(role="answer")
        holder = QWidget()
        holder.setFocusProxy(self._choose)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._about)
        column.addWidget(WrappingRow((self._choose, self._remove), gap=8))
        super().__init__(holder)
        self._choose.clicked.connect(self.file_wanted)
        self._remove.clicked.connect(lambda: self.answered.emit(None))
        bind_text(self._remove.set_label, "field.take-out")
        self._describe()

    def show_value(self, value: Value) -> None:
        self._value = value
        self._describe()

    def show_copying(self) -> None:
        """Say that a file is on its way into the workspace."""
        self._about.setText(tr("field.file-copying"))

    def retell(self) -> None:
        self._describe()

    def _describe(self) -> None:
        value = self._value
        self._remove.setVisible(isinstance(value, dict))
        if not isinstance(value, dict):
            first = _FIRST.get(self._meaning, "field.choose-file") if self._meaning else "field.choose-file"
            bind_text(self._choose.set_label, first)
            self._about.setText(tr("field.no-file"))
            return
        shows = str(value["media"]).startswith("image/")
        bind_text(self._choose.set_label, "pictures.look" if shows else "field.other-file")
        self._about.setText(about_file(value))
