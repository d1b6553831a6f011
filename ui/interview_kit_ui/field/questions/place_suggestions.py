"""The places that what is being typed may mean."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QSizePolicy, QWidget

from interview_kit.values.hangul import is_hangul
from interview_kit.values.place_search import Found, search
from interview_kit.values.places import Unit, holder_in_words
from interview_kit_ui.language import LANGUAGE, bind_text

#: How many are offered; who needs more types one letter more.
MOST: Final = 6


def name_in_words(unit: Unit, also: str = "") -> str:
    """Return a unit's name with the one it is known by in Korean, or the one by which it was found."""
    own = unit.name(LANGUAGE.code)
    other = also if also and (is_hangul(also) or not also.isascii()) and also[:1].isalpha() else ""
    if not is_hangul(other):
        other = unit.names.get("ko-KP", unit.names["ko"])
    return own if other == own else f"{own} ({other})"


class PlaceSuggestions(QListWidget):
    """A short list below the field that is typed in, which keeps the focus.

    Signals: ``chosen(str)``, the id of the place that was picked; ``grew()``, it takes more room than before.
    """

    chosen = Signal(str)
    grew = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        bind_text(self.setAccessibleName, "field.in-the-gazetteer")
        self.itemClicked.connect(self._pick)
        self.hide()

    @property
    def marked(self) -> str:
        """The id of the place the keys are at, or "" for none."""
        item = self.currentItem()
        return str(item.data(Qt.ItemDataRole.UserRole)) if item is not None and self.isVisible() else ""

    def offer(self, words: str) -> None:
        """Show what ``words`` may mean; nothing where nothing is called so."""
        before = self.count() if self.isVisible() else 0
        self.clear()
        for found in search(words, limit=MOST) if words.strip() else ():
            self.addItem(_item(found))
        self.setCurrentRow(-1)
        self.setVisible(self.count() > 0)
        self.updateGeometry()
        if self.count() > before:
            self.grew.emit()

    def step(self, rows: int) -> None:
        """Move the mark; beyond the first row it is at none again."""
        self.setCurrentRow(max(-1, min(self.count() - 1, self.currentRow() + rows)))
        if self.currentRow() < 0:
            self.clearSelection()

    def pick_first(self) -> None:
        """Pick the place the keys are at, else the likeliest."""
        item = self.currentItem() or self.item(0)
        if item is not None and self.isVisible():
            self._pick(item)

    def sizeHint(self) -> QSize:
        rows = sum(self.sizeHintForRow(row) for row in range(self.count()))
        return QSize(
            super().sizeHint().width(), rows + 2 * self.frameWidth() + 8
        )  # and the padding of the style sheet

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # the page scrolls

    def _pick(self, item: QListWidgetItem) -> None:
        self.chosen.emit(item.data(Qt.ItemDataRole.UserRole))


def _item(found: Found) -> QListWidgetItem:
    holder = holder_in_words(found.unit.id, LANGUAGE.code)
    name = name_in_words(found.unit, found.name)
    item = QListWidgetItem(f"{name}   {holder}".rstrip())
    item.setData(Qt.ItemDataRole.UserRole, found.unit.id)
    item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{name}, {holder}")
    return item
