"""Whom: one of those told of so far, and what the witness called them."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QWidget

from interview_kit.messages import DEFAULT_LANGUAGE
from interview_kit.protocol.model import Choice, text_in
from interview_kit_ui.field.questions.editor import TypedEditor, Value
from interview_kit_ui.field.questions.labelled import caption
from interview_kit_ui.field.questions.picker import Picker
from interview_kit_ui.language import LANGUAGE, bind_text, tr
from interview_kit_ui.widgets.text_line import TextLine


class PersonEditor(TypedEditor):
    """Words and a list of persons, called as on their cards; either may be left out.

    Without ``words`` there is only the list: where their names go to the custodian alone, nobody is
    called by name here.
    """

    def __init__(self, persons: tuple[Choice, ...], *, words: bool) -> None:
        self._persons = persons
        self._words, self._person = TextLine(), Picker()
        holder = QWidget()
        holder.setFocusProxy(self._words if words else self._person)
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        fields = [("field.in-their-words", self._words)] if words else []
        for column, (key, field) in enumerate([*fields, ("field.told-of-so-far", self._person)]):
            grid.addWidget(caption(key), 0, column)
            grid.addWidget(field, 1, column)
            grid.setColumnStretch(column, 1)
            bind_text(field.setAccessibleName, key)
        super().__init__(holder, *(field for _, field in fields))
        self._words.setParent(holder)
        self._words.setVisible(words)
        self._person.activated.connect(self._choose)
        self.retell()

    def offer(self, choices: tuple[Choice, ...]) -> None:
        self._persons = choices
        self.retell()

    def retell(self) -> None:
        persons = [(one.value, text_in(one.label, LANGUAGE.code, DEFAULT_LANGUAGE)) for one in self._persons]
        self._person.offer([("", tr("field.nobody-told-of")), *persons])

    def _show(self, value: Value) -> None:
        parts = value if isinstance(value, dict) else {}
        self._words.set_text(str(parts.get("words") or ""))
        self._person.choose(str(parts.get("id") or ""))

    def _typed_value(self) -> tuple[Value, bool]:
        parts = {"id": self._person.chosen, "words": self._words.text()}
        return {name: text for name, text in parts.items() if text} or None, True

    def _choose(self) -> None:
        self._unsaved = True
        self.flush()
