"""Where: the place as spoken, and the province or country it lies in where that is known."""

from __future__ import annotations

from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QWidget

from interview_kit.values import places
from interview_kit_ui.field.questions.editor import TypedEditor, Value
from interview_kit_ui.field.questions.labelled import caption
from interview_kit_ui.language import LANGUAGE, bind_text, tr
from interview_kit_ui.widgets.text_line import TextLine

_PROVINCE = "province"


class UnitPicker(QComboBox):
    """A list of units. The wheel scrolls the page; it never changes what was picked."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class PlaceEditor(TypedEditor):
    """Words and a picker from the gazetteer; either may be left out."""

    def __init__(self) -> None:
        self._words, self._unit = TextLine(), UnitPicker()
        holder = QWidget()
        holder.setFocusProxy(self._words)
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        grid.addWidget(caption("field.in-their-words"), 0, 0)
        grid.addWidget(caption("field.in-the-gazetteer"), 0, 1)
        grid.addWidget(self._words, 1, 0)
        grid.addWidget(self._unit, 1, 1)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)
        super().__init__(holder, self._words)
        bind_text(self._words.setAccessibleName, "field.in-their-words")
        bind_text(self._unit.setAccessibleName, "field.in-the-gazetteer")
        self._offer()
        self._unit.activated.connect(self._choose)

    def retell(self) -> None:
        chosen = self._unit.currentData()
        self._offer()
        self._select(chosen)

    def _offer(self) -> None:
        units = sorted(places.gazetteer().values(), key=lambda unit: unit.level != _PROVINCE)
        self._unit.clear()
        self._unit.addItem(tr("field.place-not-known"), "")
        for unit in units:
            self._unit.addItem(unit.name(LANGUAGE.code), unit.id)

    def _show(self, value: Value) -> None:
        parts = value if isinstance(value, dict) else {}
        self._words.set_text(str(parts.get("words") or ""))
        self._select(str(parts.get("id") or ""))

    def _select(self, unit: str) -> None:
        self._unit.setCurrentIndex(max(0, self._unit.findData(unit)))

    def _typed_value(self) -> tuple[Value, bool]:
        parts = {"id": self._unit.currentData(), "words": self._words.text()}
        return {name: text for name, text in parts.items() if text} or None, True

    def _choose(self) -> None:
        self._unsaved = True
        self.flush()
