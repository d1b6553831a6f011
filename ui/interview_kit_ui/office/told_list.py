"""A card of things to read: a short name at the left, sentences at the right."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from interview_kit_ui import theme
from interview_kit_ui.theme import Tone
from interview_kit_ui.widgets.card import Card
from interview_kit_ui.widgets.words import Words

_NAME_WIDTH = 132


@dataclass(frozen=True)
class Item:
    """One thing: its name and tone, what is to be said, and a quiet word below."""

    name: str
    words: str
    below: str = ""
    tone: Tone = "ink"


class ToldList(Card):
    """A card that shows items, or is hidden where there are none. Setter: ``set_items``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[QWidget] = []
        self.body.setContentsMargins(20, 12, 20, 12)
        self.body.setSpacing(2)
        self.hide()

    def set_items(self, items: Iterable[Item]) -> None:
        """Show these items instead of the earlier ones."""
        for row in self._rows:
            self.body.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = [_row(item) for item in items]
        for row in self._rows:
            self.body.addWidget(row)
        self.setVisible(bool(self._rows))


def _row(item: Item) -> QWidget:
    name = Words(item.name, weight="medium", tone=item.tone, tabular=True)
    name.setFixedWidth(theme.current().px(_NAME_WIDTH))
    right = QVBoxLayout()
    right.setSpacing(2)
    right.addWidget(Words(item.words))
    if item.below:
        right.addWidget(Words(item.below, role="caption", tone="faint", tabular=True))
    row = QWidget()
    layout = QHBoxLayout(row)
    layout.setContentsMargins(0, 6, 0, 6)
    layout.setSpacing(12)
    layout.addWidget(name, 0, Qt.AlignmentFlag.AlignTop)
    layout.addLayout(right, 1)
    row.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    return row
