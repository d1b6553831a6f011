"""Where the recovery code is copied from its sheet: eight numbered boxes, as they are printed."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from interview_kit_ui.language import bind_text
from interview_kit_ui.widgets.text_line import TextLine
from interview_kit_ui.widgets.words import Words

GROUPS: Final = 8
DIGITS: Final = 6
_IN_A_ROW: Final = 4
_HAND_BACK: Final = {Qt.Key.Key_Backspace, Qt.Key.Key_Left}


class CodeField(QWidget):
    """Eight boxes of six digits. A full box hands on to the next; what is pasted fills as many as it takes.

    Signals: ``edited()``, ``submitted()`` Enter. ``groups`` is what stands in the boxes, ``text`` all of it.
    Setters: ``set_wrong(numbers)`` marks boxes, ``clear``.
    """

    edited = Signal()
    submitted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._boxes = [_Box() for _ in range(GROUPS)]
        self._numbers = [Words(str(number), role="caption", tone="faint") for number in range(1, GROUPS + 1)]
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(8)
        layout.setVerticalSpacing(2)
        for position, (number, box) in enumerate(zip(self._numbers, self._boxes, strict=True)):
            row, column = divmod(position, _IN_A_ROW)
            number.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            layout.addWidget(number, 2 * row, column)
            layout.addWidget(box, 2 * row + 1, column)
            bind_text(box.setAccessibleName, "entry.code-group", number=position + 1)
            box.edited.connect(partial(self._spread, position))
            box.handed_back.connect(partial(self._go_back, position))
            box.returnPressed.connect(self.submitted)
        self.setFocusProxy(self._boxes[0])

    @property
    def groups(self) -> tuple[str, ...]:
        """What stands in each box."""
        return tuple(box.text() for box in self._boxes)

    @property
    def text(self) -> str:
        """What stands in all boxes."""
        return " ".join(self.groups).strip()

    def set_wrong(self, numbers: Collection[int]) -> None:
        """Mark the groups with a mistake in them, by number from 1."""
        for number, label in enumerate(self._numbers, start=1):
            wrong = number in numbers
            label.set_tone("record" if wrong else "faint")
            label.setText(f"{number} ✕" if wrong else str(number))

    def clear(self) -> None:
        """Empty all boxes and begin again."""
        for box in self._boxes:
            box.clear()
        self.set_wrong(())
        self.edited.emit()
        self._boxes[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _spread(self, position: int, typed: str) -> None:
        """Keep six signs in a box and hand what is more to the next ones."""
        kept = "".join(one for one in typed if not _separates(one))
        at = position
        if len(kept) > DIGITS + 1 or (len(kept) > DIGITS and not self._next_is_taken(position)):
            pieces = [kept[start : start + DIGITS] for start in range(0, len(kept), DIGITS)]
            for at, piece in enumerate(pieces[: GROUPS - position], start=position):
                self._boxes[at].set_text(piece)
        elif typed != kept[:DIGITS]:
            self._boxes[at].set_text(kept[:DIGITS])
        if self._boxes[at].is_full_at_end and at + 1 < GROUPS:
            self._boxes[at + 1].setFocus(Qt.FocusReason.OtherFocusReason)
        elif at != position:
            self._boxes[at].setFocus(Qt.FocusReason.OtherFocusReason)
        self.edited.emit()

    def _next_is_taken(self, position: int) -> bool:
        return position + 1 == GROUPS or bool(self._boxes[position + 1].text())

    def _go_back(self, position: int) -> None:
        if position:
            self._boxes[position - 1].setFocus(Qt.FocusReason.OtherFocusReason)
            self._boxes[position - 1].end(False)


class _Box(TextLine):
    """One group. Signal: ``handed_back()`` Backspace or Left at its beginning."""

    handed_back = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setInputMethodHints(self.inputMethodHints() | Qt.InputMethodHint.ImhPreferNumbers)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter)

    @property
    def is_full_at_end(self) -> bool:
        """Whether nothing more fits and the cursor stands behind the last sign."""
        return len(self.text()) >= DIGITS and self.cursorPosition() >= DIGITS

    def keyPressEvent(self, event: QKeyEvent) -> None:
        at_beginning = self.cursorPosition() == 0 and not self.hasSelectedText()
        if at_beginning and event.key() in _HAND_BACK and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self.handed_back.emit()
        else:
            super().keyPressEvent(event)


def _separates(character: str) -> bool:
    """Whether a sign only stands between digits; boxes must count as the core does."""
    return character.isspace() or unicodedata.category(character) in {"Pd", "Cf"} or character in ".,·:/"
