"""What the words about a date may mean, offered while they are typed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from interview_kit.values.date_phrases import Context, Reading, understood
from interview_kit.values.dates_in_words import how_in_words, in_words, interpretation
from interview_kit_ui.language import LANGUAGE, tr
from interview_kit_ui.widgets.buttons import QuietButton
from interview_kit_ui.widgets.words import Words
from interview_kit_ui.widgets.wrapping_row import WrappingRow

#: Gives, for today, what the words may lean on: at least one context, the likeliest first.
LeaningOn = Callable[[date], tuple[Context, ...]]
#: More readings than this help nobody.
_MOST: Final = 4


def on_nothing(today: date) -> tuple[Context, ...]:
    """Lean on what everybody knows."""
    return (Context(today=today),)


class DateReadings(QWidget):
    """The likeliest meaning in full, and a button for each that takes it; the key Down takes the first.

    Nothing is taken by itself: words are the witness's, what they mean is for the interviewer to say.

    Signals: ``taken(str)``, the EDTF that was picked; ``grew()``, it takes more room than before.
    """

    taken = Signal(str)
    grew = Signal()

    def __init__(self, leaning_on: LeaningOn) -> None:
        super().__init__()
        self._leaning_on = leaning_on
        self._meaning = Words(tone="soft")
        self._buttons = WrappingRow()
        self._readings: tuple[Reading, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._meaning)
        column.addWidget(self._buttons)
        self.hide()

    def offer(self, words: str) -> None:
        """Show what ``words`` may mean; nothing where they are not understood."""
        today = datetime.now().astimezone().date()
        before = len(self._readings)
        self._readings = _understood(words, self._leaning_on(today)) if words else ()
        self.setVisible(bool(self._readings))
        if self._readings:
            best = self._readings[0]
            lines = [interpretation(best.date, LANGUAGE.code), how_in_words(best.how, LANGUAGE.code)]
            self._meaning.setText(" · ".join(line for line in lines if line))
        self._buttons.set_widgets([self._button(rank, one) for rank, one in enumerate(self._readings)])
        if len(self._readings) > before:
            self.grew.emit()

    def take_first(self) -> bool:
        """Take the likeliest; return whether there was one."""
        if self.isHidden() or not self._readings:
            return False
        self.taken.emit(self._readings[0].date.edtf)
        return True

    def _button(self, rank: int, reading: Reading) -> QuietButton:
        label = tr("field.take-date", date=in_words(reading.date, LANGUAGE.code))
        button = QuietButton(label, "" if rank else "↓")
        button.clicked.connect(lambda: self.taken.emit(reading.date.edtf))
        return button


def _understood(words: str, contexts: tuple[Context, ...]) -> tuple[Reading, ...]:
    """Return what words mean for one person or another, each meaning once."""
    found: dict[str, Reading] = {}
    for context in contexts:
        for reading in understood(words, LANGUAGE.code, context):
            found.setdefault(reading.date.edtf, reading)
    return tuple(found.values())[:_MOST]
