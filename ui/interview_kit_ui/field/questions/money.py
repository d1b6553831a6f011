"""How much: an amount in the currency it was counted in, and the words."""

from __future__ import annotations

import re
from typing import Final

from PySide6.QtWidgets import QGridLayout, QWidget

from interview_kit.errors import InputError
from interview_kit.values import money
from interview_kit_ui.field.questions.editor import TypedEditor, Value
from interview_kit_ui.field.questions.labelled import caption
from interview_kit_ui.field.questions.picker import Picker
from interview_kit_ui.language import bind_text, tr
from interview_kit_ui.widgets.text_line import TextLine
from interview_kit_ui.widgets.words import Words

#: Commas between thousands, which are for reading only.
_GROUPED: Final = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]*)?", re.ASCII)


class MoneyEditor(TypedEditor):
    """Words, amount and currency. An amount that lacks its currency is said so below and not handed in."""

    def __init__(self) -> None:
        self._words, self._amount, self._currency = TextLine(), TextLine(), Picker()
        self._wrong = Words(tone="warn")
        self._wrong.hide()
        self._stored: dict[str, str] = {}
        holder = QWidget()
        holder.setFocusProxy(self._words)
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        fields = (
            ("field.in-their-words", self._words, 4),
            ("field.amount", self._amount, 2),
            ("field.currency", self._currency, 3),
        )
        for column, (key, field, stretch) in enumerate(fields):
            grid.addWidget(caption(key), 0, column)
            grid.addWidget(field, 1, column)
            grid.setColumnStretch(column, stretch)
            bind_text(field.setAccessibleName, key)
        grid.addWidget(self._wrong, 2, 0, 1, len(fields))
        super().__init__(holder, self._words, self._amount)
        self._currency.activated.connect(self._choose)
        self.retell()

    def retell(self) -> None:
        usual = [(code, f"{code} · {tr(f'values.currency-{code.lower()}')}") for code in money.USUAL]
        others = [(code, code) for code in sorted(money.CURRENCIES - {*money.USUAL})]
        self._currency.offer([("", tr("field.currency-not-chosen")), *usual, *others])

    def _show(self, value: Value) -> None:
        parts = value if isinstance(value, dict) else {}
        self._stored = {name: str(parts[name]) for name in ("amount", "currency") if parts.get(name)}
        self._words.set_text(str(parts.get("words") or ""))
        self._amount.set_text(self._stored.get("amount", ""))
        if self._stored:
            self._currency.choose(self._stored["currency"])
        self._wrong.hide()

    def _typed_value(self) -> tuple[Value, bool]:
        told, wrong = self._told()
        self._wrong.setText(wrong)
        self._wrong.setVisible(bool(wrong))
        words = {"words": self._words.text()} if self._words.text() else {}
        return {**(self._stored if wrong else told), **words} or None, not wrong

    def _told(self) -> tuple[dict[str, str], str]:
        """Return amount and currency, or what is wrong with them."""
        amount, currency = self._amount.text().strip(), self._currency.chosen
        if _GROUPED.fullmatch(amount):
            amount = amount.replace(",", "")
        if not amount:
            return {}, ""
        if not currency:
            return {}, tr("field.choose-currency")
        try:
            money.parse(amount, currency)
        except InputError:
            return {}, tr("field.expected-amount")
        return {"amount": amount, "currency": currency}, ""

    def _choose(self) -> None:
        if self._amount.text().strip():
            self._unsaved = True
            self.flush()
