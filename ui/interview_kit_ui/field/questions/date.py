"""When: the witness's words, and what is understood by them as a fuzzy date."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QWidget

from interview_kit.errors import InputError, KitError
from interview_kit.messages import explain
from interview_kit.values import edtf
from interview_kit.values.dates_in_words import interpretation
from interview_kit_ui.field.questions.editor import TypedEditor, Value
from interview_kit_ui.field.questions.labelled import caption
from interview_kit_ui.language import LANGUAGE, bind_text
from interview_kit_ui.widgets.text_line import TextLine
from interview_kit_ui.widgets.words import Words


class DateEditor(TypedEditor):
    """Two fields. The words are always kept; a date that is none is said so below and not handed in."""

    def __init__(self) -> None:
        self._words, self._edtf = TextLine(), TextLine()
        self._meaning = Words(tone="soft")
        self._stored_edtf = ""
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
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)
        super().__init__(holder, self._words, self._edtf)
        bind_text(self._words.setAccessibleName, "field.in-their-words")
        bind_text(self._edtf.setAccessibleName, "field.as-a-date")
        bind_text(self._edtf.setPlaceholderText, "field.date-example")
        self._edtf.edited.connect(self._interpret)
        self._interpret()

    def retell(self) -> None:
        self._interpret()

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

    def _interpret(self) -> None:
        text, refusal = self._edtf.text().strip(), self._refusal()
        self._meaning.set_tone("warn" if refusal else "soft")
        self._meaning.setVisible(bool(text))
        if refusal is not None:
            self._meaning.setText(explain(refusal, LANGUAGE.code))
        elif text:
            self._meaning.setText(interpretation(edtf.parse(text), LANGUAGE.code))
