"""When: the witness's words, and what is understood by them as a fuzzy date."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from interview_kit.errors import InputError, KitError
from interview_kit.messages import explain
from interview_kit.values import edtf
from interview_kit.values.dates_in_words import interpretation
from interview_kit_ui.field.questions.date_readings import DateReadings, LeaningOn, on_nothing
from interview_kit_ui.field.questions.editor import TypedEditor, Value
from interview_kit_ui.field.questions.labelled import caption
from interview_kit_ui.language import LANGUAGE, bind_text
from interview_kit_ui.widgets.text_line import TextLine
from interview_kit_ui.widgets.words import Words

#: Letters that dates in EDTF are written with.
_WRITTEN: Final = frozenset("XYESTZ")


class DateEditor(TypedEditor):
    """Two fields. The words are always kept; a date that is none is said so below and not handed in. Words
    in the field for the date are words all the same: where there are no others, they become the witness's.

    While there is no date, what the words may mean is offered below. A date that was taken from the words
    goes again when they change.
    """

    def __init__(self, leaning_on: LeaningOn = on_nothing) -> None:
        self._words, self._edtf = TextLine(), TextLine()
        self._meaning, self._readings = Words(tone="soft"), DateReadings(leaning_on)
        self._stored_edtf = ""
        self._taken = ""
        holder = QWidget()
        holder.setFocusProxy(self._words)
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        grid.addWidget(caption("field.in-their-words"), 0, 0)
        grid.addWidget(caption("field.as-a-date"), 0, 1)
        grid.addWidget(self._words, 1, 0)
        grid.addWidget(self._edtf, 1, 1)
        grid.addWidget(self._meaning, 2, 0, 1, 2)
        grid.addWidget(self._readings, 3, 0, 1, 2)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)
        super().__init__(holder, self._words, self._edtf)
        bind_text(self._words.setAccessibleName, "field.in-their-words")
        bind_text(self._edtf.setAccessibleName, "field.as-a-date")
        bind_text(self._edtf.setPlaceholderText, "field.date-example")
        self._edtf.edited.connect(self._interpret)
        self._words.edited.connect(self._reword)
        self._readings.taken.connect(self._take)
        self._readings.grew.connect(self.grew)
        self._interpret()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._words and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            if plain and event.key() == Qt.Key.Key_Down and self._readings.take_first():
                return True
        return super().eventFilter(watched, event)

    def retell(self) -> None:
        self._interpret()

    def flush(self) -> None:
        for field in (self._words, self._edtf):
            field.commit_composition()
        text = self._edtf.text().strip()
        if not self._words.text() and self._refusal() is not None and _is_spoken(text):
            self._words.set_text(text)
            self._edtf.set_text("")
            self._interpret()
        super().flush()

    def _show(self, value: Value) -> None:
        parts = value if isinstance(value, dict) else {}
        self._stored_edtf = str(parts.get("edtf") or "")
        self._words.set_text(str(parts.get("words") or ""))
        self._edtf.set_text(self._stored_edtf)
        self._interpret()

    def _typed_value(self) -> tuple[Value, bool]:
        fits = self._refusal() is None
        date = self._edtf.text().strip() if fits else self._stored_edtf
        parts = {"edtf": date, "words": self._words.text()}
        return {name: text for name, text in parts.items() if text} or None, fits

    def _refusal(self) -> KitError | None:
        text = self._edtf.text().strip()
        try:
            if text:
                edtf.parse(text)
        except InputError as error:
            return error
        return None

    def _reword(self) -> None:
        if self._taken and self._edtf.text() == self._taken:
            self._edtf.set_text("")
        self._taken = ""
        self._interpret()

    def _take(self, date: str) -> None:
        self._edtf.set_text(date)
        self._taken = date
        self._unsaved = True
        self._words.setFocus(Qt.FocusReason.OtherFocusReason)  # the button that was pushed goes
        self._interpret()
        self.flush()

    def _interpret(self) -> None:
        text, refusal = self._edtf.text().strip(), self._refusal()
        self._meaning.set_tone("warn" if refusal else "soft")
        self._meaning.setVisible(bool(text))
        if refusal is not None:
            self._meaning.setText(explain(refusal, LANGUAGE.code))
        elif text:
            self._meaning.setText(interpretation(edtf.parse(text), LANGUAGE.code))
        self._readings.offer("" if text else self._words.text())


def _is_spoken(text: str) -> bool:
    """Whether this is something said and not a date with a slip in it."""
    return any(letter.isalpha() and letter not in _WRITTEN for letter in text)
