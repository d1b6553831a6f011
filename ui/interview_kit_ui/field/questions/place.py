"""Where: the place as spoken, and which place of the gazetteer that is, where it is known."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from interview_kit.values import places
from interview_kit_ui.field.questions.editor import TypedEditor, Value
from interview_kit_ui.field.questions.labelled import caption
from interview_kit_ui.field.questions.place_sheet import PlaceSheet
from interview_kit_ui.field.questions.place_suggestions import PlaceSuggestions, name_in_words
from interview_kit_ui.language import LANGUAGE, bind_text
from interview_kit_ui.widgets.buttons import BareButton
from interview_kit_ui.widgets.text_line import TextLine
from interview_kit_ui.widgets.typing_keys import RETURNS
from interview_kit_ui.widgets.words import Words

MAP_KEY: Final = "Ctrl+G"


class ChosenPlace(QWidget):
    """The place that was chosen, with what holds it, and a button that takes it away."""

    def __init__(self) -> None:
        super().__init__()
        self._name, self._holder = Words(weight="medium"), Words(role="guidance", tone="soft")
        self.remove = BareButton()
        bind_text(self.remove.set_label, "field.not-this-place")
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self._name)
        names.addWidget(self._holder)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addLayout(names, 1)
        row.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignTop)

    def show_unit(self, unit: places.Unit) -> None:
        """Say which place it is."""
        holder = places.holder_in_words(unit.id, LANGUAGE.code)
        self._name.setText(name_in_words(unit))
        self._holder.setText(holder)
        self._holder.setVisible(bool(holder))


class PlaceEditor(TypedEditor):
    """Words, and a place that is found by them or by others; either may be left out.

    While one types, a short list of places appears below. Up and Down go through it, and Enter picks what
    they are at. Where they are at none, Enter picks the likeliest for a search, and leaves words as they are.
    ``MAP_KEY`` opens the same search beside a map.
    """

    def __init__(self) -> None:
        self._words, self._search = TextLine(), TextLine()
        self._chosen, self._suggestions = ChosenPlace(), PlaceSuggestions()
        self._unit, self._told_in = "", LANGUAGE.code
        self._place = QStackedWidget()
        self._place.addWidget(self._search)
        self._place.addWidget(self._chosen)
        holder = QWidget()
        holder.setFocusProxy(self._words)
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        grid.addWidget(caption("field.in-their-words"), 0, 0)
        grid.addLayout(self._search_heading(), 0, 1)
        grid.addWidget(self._words, 1, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self._place, 1, 1, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self._suggestions, 2, 0, 1, 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        super().__init__(holder, self._words, self._search)
        key = QShortcut(QKeySequence(MAP_KEY), holder)
        key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        key.activated.connect(self.open_map)
        bind_text(self._words.setAccessibleName, "field.in-their-words")
        bind_text(self._search.setAccessibleName, "field.in-the-gazetteer")
        bind_text(self._search.setPlaceholderText, "field.find-place")
        for field in (self._words, self._search):
            field.edited.connect(self._suggest)
            field.composing.connect(self._suggest)
        self._suggestions.chosen.connect(self._choose)
        self._suggestions.grew.connect(self.grew)
        self._chosen.remove.clicked.connect(self._remove)

    def _search_heading(self) -> QHBoxLayout:
        to_map = BareButton(key=MAP_KEY)
        to_map.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the key does the same, and Tab stays short
        bind_text(to_map.set_label, "views.place-map")
        to_map.clicked.connect(self.open_map)
        row = QHBoxLayout()
        row.addWidget(caption("field.in-the-gazetteer"), 1)
        row.addWidget(to_map)
        return row

    def open_map(self) -> None:
        """Search beside a map, beginning with what was typed."""
        self._search.commit_composition()
        self._words.commit_composition()
        searched = self._search.text()
        unit = places.gazetteer().get(self._unit)
        self._search.set_text("")  # kept by the sheet: to leave the field is not to give it as words
        self._suggestions.hide()
        sheet = PlaceSheet(
            self.widget.window(), searched or self._words.text() if unit is None else name_in_words(unit)
        )
        sheet.chosen.connect(self._choose)
        sheet.cancelled.connect(partial(self._search.set_text, searched))
        sheet.open()

    def retell(self) -> None:
        if self._told_in != LANGUAGE.code:  # else somebody may be choosing from them
            self._told_in = LANGUAGE.code
            self._suggestions.hide()
        self._show_unit(self._unit)

    def flush(self) -> None:
        super().flush()
        if self._search.text() and not self._unit and not self._words.text():
            # found or not, it is what was typed: nothing of it may be lost
            self._words.set_text(self._search.text())
            self._unsaved = True
            super().flush()
        self._search.set_text("")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self._suggestions.hide()
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self._took(event):
            return True
        return super().eventFilter(watched, event)

    def _took(self, event: QKeyEvent) -> bool:
        """Take the keys of the list while it is shown; say whether this was one."""
        shown = self._suggestions
        if not shown.isVisible() or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        key = event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            shown.step(1 if key == Qt.Key.Key_Down else -1)
        elif key in RETURNS and (shown.marked or self._search.hasFocus()):
            shown.pick_first()
        elif key == Qt.Key.Key_Escape:
            shown.hide()
        else:
            return False
        return True

    def _suggest(self) -> None:
        field = self._search if self._search.hasFocus() else self._words
        if field.hasFocus() and not (field is self._words and self._unit):
            self._suggestions.offer(field.typed_text)

    def _show(self, value: Value) -> None:
        parts = value if isinstance(value, dict) else {}
        self._words.set_text(str(parts.get("words") or ""))
        self._show_unit(str(parts.get("id") or ""))

    def _show_unit(self, place: str) -> None:
        self._unit = place
        unit = places.gazetteer().get(place)
        if unit is not None:
            self._chosen.show_unit(unit)
        self._place.setCurrentWidget(self._chosen if unit else self._search)

    def _typed_value(self) -> tuple[Value, bool]:
        parts = {"id": self._unit, "words": self._words.text()}
        return {name: text for name, text in parts.items() if text} or None, True

    def _choose(self, place: str) -> None:
        searched = self._search.hasFocus()
        self._suggestions.hide()
        self._search.set_text("")
        self._show_unit(place)
        if searched:
            self._words.setFocus(Qt.FocusReason.OtherFocusReason)
        self._unsaved = True
        self.flush()

    def _remove(self) -> None:
        self._show_unit("")
        self._search.setFocus(Qt.FocusReason.OtherFocusReason)
        self._unsaved = True
        self.flush()
