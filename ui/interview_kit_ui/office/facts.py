"""Short facts under a heading: a name at the left, what is so at the right."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from interview_kit_ui.language import bind_text
from interview_kit_ui.theme import Tone
from interview_kit_ui.widgets.words import Words


@dataclass(frozen=True)
class Fact:
    """One fact and how it is toned."""

    name: str
    words: str
    tone: Tone = "ink"


class Facts(QWidget):
    """A heading and facts below it. Setter: ``set_facts``."""

    def __init__(self, title_key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = Words(role="caption", tone="soft", weight="semibold")
        bind_text(self._title.setText, title_key)
        self._holder: QWidget | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(7)
        self._column.addWidget(self._title)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def set_facts(self, facts: Iterable[Fact]) -> None:
        """Show these facts instead of the earlier ones."""
        if self._holder is not None:
            self._holder.hide()
            self._holder.deleteLater()
        self._holder = QWidget()
        grid = QGridLayout(self._holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(5)
        grid.setColumnStretch(0, 1)
        for row, fact in enumerate(facts):
            words = Words(fact.words, role="guidance", tone=fact.tone, weight="medium", tabular=True)
            words.setAlignment(Qt.AlignmentFlag.AlignRight)
            grid.addWidget(Words(fact.name, role="guidance", tone="soft"), row, 0)
            grid.addWidget(words, row, 1)
        self._column.addWidget(self._holder)
