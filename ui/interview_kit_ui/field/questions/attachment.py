"""A file that belongs to the testimony. It is chosen here; the worker encrypts it into the workspace."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from interview_kit_ui.field.questions.editor import AnswerEditor, Value
from interview_kit_ui.language import bind_text, tr
from interview_kit_ui.widgets.buttons import QuietButton
from interview_kit_ui.widgets.words import Words
from interview_kit_ui.widgets.wrapping_row import WrappingRow

_DIGEST_SHOWN = 12


class AttachmentEditor(AnswerEditor):
    """A button to choose a file, and what is kept of it: kind, size, the beginning of its digest.

    Signal ``file_wanted()``.
    """

    file_wanted = Signal()

    def __init__(self) -> None:
        self._value: Value = None
        self._choose, self._remove = QuietButton(), QuietButton()
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
        there = isinstance(self._value, dict)
        self._remove.setVisible(there)
        bind_text(self._choose.set_label, "field.other-file" if there else "field.choose-file")
        self._about.setText(
            tr(
                "field.file-about",
                media=self._value["media"],
                size=_readable(self._value["size"]),
                digest=self._value["sha256"][:_DIGEST_SHOWN],
            )
            if there
            else tr("field.no-file")
        )


def _readable(size: int) -> str:
    if size < 1_000_000:
        return f"{-(-size // 1000)} KB"
    return f"{size / 1_000_000:.1f} MB"
