"""Finding a place beside a map: by any name it has or had, with what else it is called."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import Final

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from interview_kit.maps.marks import mark
from interview_kit.values.place_search import Found, search
from interview_kit.values.places import Unit, holder_in_words, within
from interview_kit_ui import theme
from interview_kit_ui.field.questions.place_suggestions import name_in_words
from interview_kit_ui.language import LANGUAGE, bind_text, tr
from interview_kit_ui.widgets.buttons import PrimaryButton, QuietButton
from interview_kit_ui.widgets.map_view import MapView
from interview_kit_ui.widgets.sheet import WIDE, Sheet
from interview_kit_ui.widgets.text_line import TextLine
from interview_kit_ui.widgets.typing_keys import RETURNS
from interview_kit_ui.widgets.words import Words

#: How many candidates there are; the likeliest come first.
MOST: Final = 9
_SPELLINGS: Final = 5
_LIST: Final = 320
_HEIGHT: Final = 380
_SYSTEMS: Final = ("revised", "mccune", "national", "letters")


def other_names(unit: Unit) -> list[str]:
    """Return what else a place is or was called, the likeliest to be met first; not the name shown."""
    home = within(unit.id, "country")
    latin = [unit.romanised(system) for system in _SYSTEMS] if home and home.id == "KP" else []
    former = [one.ko for one in unit.former]
    shown = name_in_words(unit)
    every = dict.fromkeys((*unit.names.values(), *former, *latin, *unit.also))
    return [*islice((name for name in every if name and name not in shown), _SPELLINGS)]


class PlaceSheet(Sheet):
    """Signals: ``chosen(str)``, the id of a place; ``cancelled``. The sheet goes away by itself.

    Candidates that have a point of their own bear a number here and on the map; of others the map would only
    say that they lie somewhere around.
    """

    chosen = Signal(str)

    def __init__(self, window: QWidget, words: str) -> None:
        super().__init__(window, WIDE)
        self.search, self.found, self.map = TextLine(), QListWidget(), MapView()
        self._count = Words(role="caption", tone="soft")
        self._take = PrimaryButton(key="Enter")
        self._add_parts()
        bind_text(self.set_title, "views.place-title")
        bind_text(self.set_text, "views.place-keys")
        cancel = QuietButton(key="Esc")
        bind_text(cancel.set_label, "widgets.cancel")
        bind_text(self._take.set_label, "views.place-take")
        cancel.clicked.connect(self.cancel)
        self._take.clicked.connect(self._choose)
        self.cancelled.connect(self.deleteLater)
        self.add_button(cancel)
        self.add_button(self._take)
        self.search.set_text(words)
        self.search.selectAll()
        self.search.edited.connect(self._look)
        self.search.composing.connect(self._look)
        self.search.installEventFilter(self)
        self.found.itemDoubleClicked.connect(self._choose)
        self.found.itemClicked.connect(lambda _item: self.search.setFocus(Qt.FocusReason.OtherFocusReason))
        LANGUAGE.changed.connect(self._look)
        self._look()

    def open(self) -> None:
        super().open()
        self.search.setFocus(Qt.FocusReason.PopupFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.search and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._took(event.key()) or super().eventFilter(watched, event)
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._took(event.key()):  # the focus may be on the map
            super().keyPressEvent(event)

    def _took(self, key: int) -> bool:
        """Do what a key says here; return whether it says anything."""
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._step(1 if key == Qt.Key.Key_Down else -1)
        elif key in RETURNS:
            self._choose()
        else:
            return False
        return True

    def _add_parts(self) -> None:
        bind_text(self.search.setAccessibleName, "views.place-search")
        bind_text(self.search.setPlaceholderText, "field.find-place")
        bind_text(self.found.setAccessibleName, "views.place-title")
        self.found.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the search keeps the focus, and has its keys
        self.found.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.found.setWordWrap(True)
        beside = QVBoxLayout()
        for widget in (self.search, self._count, self.found):
            beside.addWidget(widget)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addLayout(beside, 0)
        row.addWidget(self.map, 1)
        self.body.addLayout(row)
        self._set_sizes()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._set_sizes()

    def _set_sizes(self) -> None:
        px = theme.current().px
        for widget in (self.search, self.found):
            widget.setFixedWidth(min(px(_LIST), _LIST + 80))
        self._count.setFixedWidth(min(px(_LIST), _LIST + 80))
        self.map.setMinimumSize(QSize(260, 240))
        self.map.setMaximumHeight(px(_HEIGHT))

    def _look(self) -> None:
        """Show what is called so, in the list and on the map."""
        words = self.search.typed_text
        found = search(words, limit=MOST) if words.strip() else []
        self.found.clear()
        marks, number = [], 0
        for one in found:
            if one.unit.point is not None:
                number += 1
                marks.append(mark(one.unit.id, LANGUAGE.code, str(number)))
            self.found.addItem(_item(one, str(number) if one.unit.point else ""))
        self.found.setCurrentRow(0)
        self.map.show_places(marks)
        self._take.setEnabled(bool(found))
        count = tr("views.place-found", count=len(found)) if found else tr("views.place-none")
        self._count.setText(count if words.strip() else "")
        self._tell()

    def _step(self, by: int) -> None:
        self.found.setCurrentRow(max(0, min(self.found.count() - 1, self.found.currentRow() + by)))
        self._tell()

    def _tell(self) -> None:
        """Say to those who do not see the list which place Enter would take."""
        item = self.found.currentItem()
        spoken = item.data(Qt.ItemDataRole.AccessibleTextRole) if item is not None else self._count.text()
        self.search.setAccessibleDescription(str(spoken or ""))

    def _choose(self) -> None:
        item = self.found.currentItem()
        if item is None:
            return
        place = str(item.data(Qt.ItemDataRole.UserRole))
        self.settle()
        self.chosen.emit(place)


def _item(found: Found, number: str) -> QListWidgetItem:
    name, holder = name_in_words(found.unit, found.name), holder_in_words(found.unit.id, LANGUAGE.code)
    first = "  ".join(part for part in (number, name) if part)
    aside = "" if number else tr("views.not-on-map")
    others = other_names(found.unit)
    lines = (first, _joined((holder, aside)), _joined(others))
    item = QListWidgetItem("\n".join(line for line in lines if line))
    item.setData(Qt.ItemDataRole.UserRole, found.unit.id)
    spoken = ", ".join(part for part in (number, name, holder, aside, *others) if part)
    item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)
    return item


def _joined(parts: Iterable[str]) -> str:
    return " · ".join(part for part in parts if part)
