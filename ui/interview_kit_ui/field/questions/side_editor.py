"""What stands beside an answer: how the witness knows it, how certain they are, and their very words."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from interview_kit.protocol.model import Side
from interview_kit_ui.field.questions.labelled import caption
from interview_kit_ui.field.questions.text import LineEditor
from interview_kit_ui.language import bind_text
from interview_kit_ui.widgets.chip import Chip
from interview_kit_ui.widgets.option_grid import NUMBER_KEYS
from interview_kit_ui.widgets.typing_keys import RETURNS
from interview_kit_ui.widgets.wrapping_row import WrappingRow


class SideEditor(QWidget):
    """A small editor that opens under an answer, for one side field at a time.

    Signals: ``handed_in(str, object)`` the side field and its value, None for none; ``closed()``. Number keys
    pick, Enter and Esc close.
    """

    handed_in = Signal(str, object)
    closed = Signal()

    def __init__(
        self,
        side: Side,
        value: str | None,
        options: Sequence[tuple[str, str]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._side, self._value = side, value
        self.words: LineEditor | None = None
        self._chips: list[Chip] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(6)
        column.addWidget(caption(f"field.side-{side.value}"))
        column.addWidget(self._words_field() if side is Side.SAID else self._chip_row(options))

    @property
    def side(self) -> Side:
        """The side field that is being edited."""
        return self._side

    def keyPressEvent(self, event: QKeyEvent) -> None:
        number = event.key() - Qt.Key.Key_0
        if event.key() in RETURNS or event.key() == Qt.Key.Key_Escape:
            self._close()
        elif 1 <= number <= min(len(self._chips), NUMBER_KEYS):
            self._chips[number - 1].click()
        else:
            event.ignore()

    def _words_field(self) -> QWidget:
        self.words = LineEditor()
        self.words.show_value(self._value)
        self.words.answered.connect(partial(self.handed_in.emit, self._side.value))
        bind_text(self.words.widget.setAccessibleName, "field.side-said")
        self.setFocusProxy(self.words.widget)
        return self.words.widget

    def _chip_row(self, options: Sequence[tuple[str, str]]) -> QWidget:
        for number, (value, text) in enumerate(options, start=1):
            chip = Chip(text, str(number) if number <= NUMBER_KEYS else "")
            chip.setChecked(value == self._value)
            chip.clicked.connect(partial(self._pick, value))
            self._chips.append(chip)
        row = WrappingRow()
        row.set_widgets(self._chips)
        held = [chip for chip in self._chips if chip.isChecked()]
        first = (held or self._chips)[:1]
        self.setFocusProxy(first[0] if first else row)
        return row

    def _pick(self, value: str) -> None:
        self.handed_in.emit(self._side.value, None if value == self._value else value)
        self.closed.emit()

    def _close(self) -> None:
        if self.words is not None:
            self.words.flush()
        self.closed.emit()
