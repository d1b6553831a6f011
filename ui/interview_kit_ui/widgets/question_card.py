"""One question: the words to say, guidance, the answer, and what stands beside it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from interview_kit_ui.language import bind_text
from interview_kit_ui.theme import Tone
from interview_kit_ui.widgets.card import Card
from interview_kit_ui.widgets.chip import Chip
from interview_kit_ui.widgets.guidance_strip import GuidanceStrip
from interview_kit_ui.widgets.option_grid import OptionGrid
from interview_kit_ui.widgets.typing_keys import CHORD_NAME, RETURNS, letter
from interview_kit_ui.widgets.words import Words
from interview_kit_ui.widgets.wrapping_row import WrappingRow

#: Missing values with the key that chooses each.
MISSING_KEYS: Final = {"DK": "D", "RF": "R", "NA": "N"}


@dataclass(frozen=True)
class SideField:
    """A side field as its chip shows it; ``key`` is a capital letter or empty."""

    name: str
    text: str
    key: str = ""
    held: bool = False


class QuestionCard(Card):
    """A card for one question.

    Signals: ``side_chosen(str)`` a side field's name; ``missing_chosen(str)`` ``DK``, ``RF`` or
    ``NA``, or ``""`` to take it back; ``go_on()`` Enter; ``go_back()`` Shift+Enter, each once
    however long it is held. Setters: ``set_question``, ``set_guidance``, ``set_answer``,
    ``set_note`` (a live interpretation or a problem under the answer), ``set_side_fields``,
    ``set_missing_offered``, ``set_missing``, ``set_locked``. The letters on the chips work wherever
    in the card nothing is typed, and with Alt in a text field.
    """

    side_chosen = Signal(str)
    missing_chosen = Signal(str)
    go_on = Signal()
    go_back = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._typed = False
        self._locked = False
        self._answer: QWidget | None = None
        self._side: dict[str, tuple[SideField, Chip]] = {}
        self._missing: dict[str, Chip] = {}
        self._question = Words(role="question")
        self._second = Words(role="second", tone="soft")
        self._guidance = GuidanceStrip()
        self._slot = QVBoxLayout()
        self._note = Words(role="body", tone="soft")
        self._lock = Words(role="guidance", tone="warn")
        self._chips = WrappingRow()
        said = QVBoxLayout()
        said.setSpacing(4)
        said.addWidget(self._question)
        said.addWidget(self._second)
        self.body.setContentsMargins(22, 18, 22, 18)
        self.body.setSpacing(9)
        self.body.addLayout(said)
        self.body.addWidget(self._guidance)
        self.body.addWidget(self._lock)
        self.body.addLayout(self._slot)
        self.body.addWidget(self._note)
        self.body.addWidget(self._chips)
        for words in (self._second, self._note, self._lock):
            words.hide()
        self._chips.hide()

    @property
    def answer(self) -> QWidget | None:
        """The widget that takes the answer."""
        return self._answer

    def set_question(self, text: str, second: str = "") -> None:
        """Show the question in the witness's language and, below, in the interviewer's."""
        self._question.setText(text)
        self._second.setText(second)
        self._second.setVisible(bool(second))
        self.setAccessibleName(text)
        self._name_answer()

    def set_guidance(self, text: str) -> None:
        """Show guidance for the interviewer alone; empty for none."""
        self._guidance.set_text(text)

    def set_answer(self, widget: QWidget, *, typed: bool = False) -> None:
        """Put in the widget that takes the answer; ``typed`` if letters are text there.

        An earlier one is deleted.
        """
        if self._answer is not None:
            self._slot.removeWidget(self._answer)
            self._answer.hide()
            self._answer.deleteLater()
        self._answer, self._typed = widget, typed
        self._slot.addWidget(widget)
        widget.setEnabled(not self._locked)
        self._name_answer()
        self._show_keys()

    def set_before_answer(self, widget: QWidget) -> None:
        """Put something between what is asked and the widget that takes the answer."""
        self.body.insertWidget(self.body.indexOf(self._slot), widget, 0, Qt.AlignmentFlag.AlignLeft)

    def set_note(self, text: str, tone: Tone = "soft") -> None:
        """Say something about the answer right below it; empty for nothing."""
        self._note.setText(text)
        self._note.set_tone(tone)
        self._note.setVisible(bool(text))

    def set_side_fields(self, fields: Iterable[SideField]) -> None:
        """Show these side fields as chips at the left."""
        self._side = {field.name: (field, self._side_chip(field)) for field in fields}
        self._show_chips()

    def set_missing_offered(self, codes: Iterable[str]) -> None:
        """Offer these missing values (``DK``, ``RF``, ``NA``) as chips at the right."""
        self._missing = {code: self._missing_chip(code) for code in codes}
        self._show_chips()

    def set_missing(self, code: str) -> None:
        """Show which missing value holds; empty for none."""
        for offered, chip in self._missing.items():
            chip.setChecked(offered == code)

    def set_locked(self, reason: str) -> None:
        """Close the answer and say why (consent does not cover it); an empty reason opens it."""
        self._locked = bool(reason)
        self._lock.setText(reason)
        self._lock.setVisible(self._locked)
        if self._answer is not None:
            self._answer.setEnabled(not self._locked)
        self._show_chips()

    def focus_answer(self) -> None:
        """Put the keyboard focus where the answer is given."""
        if isinstance(self._answer, OptionGrid):
            self._answer.focus_answer()
        elif self._answer is not None:
            self._answer.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in RETURNS:
            if event.isAutoRepeat():
                return
            back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            (self.go_back if back else self.go_on).emit()
            return
        pressed = letter(event)
        for chip in self._all_chips():
            if pressed and chip.key.removeprefix(CHORD_NAME) == pressed and not self._locked:
                chip.click()
                return
        if isinstance(self._answer, OptionGrid) and not self._answer.isAncestorOf(self.focusWidget() or self):
            self._answer.keyPressEvent(event)
            return
        event.ignore()

    def _side_chip(self, field: SideField) -> Chip:
        chip = Chip(field.text)
        chip.setChecked(field.held)
        chip.clicked.connect(partial(self.side_chosen.emit, field.name))
        return chip

    def _missing_chip(self, code: str) -> Chip:
        chip = Chip()
        bind_text(chip.setText, f"widgets.missing-{code.lower()}")
        chip.clicked.connect(partial(self._choose_missing, code))
        return chip

    def _choose_missing(self, code: str) -> None:
        self.missing_chosen.emit("" if self._missing[code].isChecked() else code)

    def _all_chips(self) -> list[Chip]:
        return [*(chip for _, chip in self._side.values()), *self._missing.values()]

    def _show_chips(self) -> None:
        self._chips.set_widgets((chip for _, chip in self._side.values()), self._missing.values())
        self._chips.setVisible(bool(self._all_chips()) and not self._locked)
        self._show_keys()

    def _show_keys(self) -> None:
        before = CHORD_NAME if self._typed else ""
        for field, chip in self._side.values():
            chip.set_key(before + field.key if field.key else "")
        for code, chip in self._missing.items():
            chip.set_key(before + MISSING_KEYS[code])

    def _name_answer(self) -> None:
        if self._answer is not None:
            self._answer.setAccessibleName(self._question.text())
