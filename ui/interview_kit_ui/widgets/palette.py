"""Finding anything by typing a part of it: what one can do, and where one can go."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QWidget

from interview_kit_ui.language import bind_text
from interview_kit_ui.widgets.data_table import DataTable
from interview_kit_ui.widgets.finding_words import findable, holds
from interview_kit_ui.widgets.rows_model import Column, Row
from interview_kit_ui.widgets.sheet import Sheet
from interview_kit_ui.widgets.text_line import TextLine
from interview_kit_ui.widgets.words import Words

_WIDE: Final = 720
_ROWS_SEEN: Final = 9
#: Further ones are found by typing more.
_MOST: Final = 60
_STEPS: Final[dict[int, int]] = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: _ROWS_SEEN,
    Qt.Key.Key_PageUp: -_ROWS_SEEN,
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to find. ``aside`` is its key or where it is; ``words`` is everything it is found by."""

    text: str
    aside: str
    words: str
    act: Callable[[], object]


def entry(text: str, aside: str, act: Callable[[], object], also: Iterable[str] = ()) -> Entry:
    """Return an entry that is found by its text, by ``also`` and, in Hangul, by initial consonants."""
    return Entry(text, aside, findable(text, (aside, *also)), act)


def found(entries: Sequence[Entry], typed: str) -> list[Entry]:
    """Return the entries in which everything typed occurs; those that begin with it first."""
    hits = [one for one in entries if holds(one.words, typed)]
    start = " ".join(typed.casefold().split())
    return sorted(hits, key=lambda one: not one.words.startswith(start))[:_MOST]


class Palette(Sheet):
    """A line to type in, and what is found. Enter does what is marked; the arrows move the mark."""

    def __init__(self, entries: Sequence[Entry], parent: QWidget) -> None:
        super().__init__(parent, _WIDE)
        self._entries = entries
        self._found: list[Entry] = []
        bind_text(self.set_title, "widgets.palette")
        self._line = TextLine()
        bind_text(self._line.setAccessibleName, "widgets.palette")
        bind_text(self._line.setPlaceholderText, "widgets.palette-hint")
        self._table = DataTable(
            (Column("widgets.palette-what", stretch=True), Column("widgets.palette-where"))
        )
        bind_text(self._table.set_name, "widgets.palette-found")
        self._table.horizontalHeader().hide()
        self._table.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the line keeps it, and says what is marked
        self._table.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._table.setFixedHeight(_ROWS_SEEN * self._table.verticalHeader().defaultSectionSize() + 2)
        self._nothing = Words(role="second", tone="soft")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        bind_text(self._nothing.setText, "widgets.palette-nothing")
        self._below = QStackedWidget()  # as high with nothing in it, or the line would move with a letter
        self._below.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        for widget in (self._line, self._below):
            self.body.addWidget(widget)
        self._below.addWidget(self._table)
        self._below.addWidget(self._nothing)
        self._line.composing.connect(self._look)
        self._line.textChanged.connect(self._look)
        self._table.row_opened.connect(lambda _name: self._do())
        self._table.clicked.connect(lambda _index: self._do())
        self._table.row_selected.connect(self._tell_marked)
        self.cancelled.connect(self.deleteLater)
        self._look()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _STEPS:
            self._step(_STEPS[event.key()])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._do()
        else:
            super().keyPressEvent(event)

    def _look(self) -> None:
        self._found = found(self._entries, self._line.typed_text)
        rows = [Row(str(at), (one.text, one.aside)) for at, one in enumerate(self._found)]
        self._table.set_rows(rows)
        self._table.select("0")
        self._below.setCurrentWidget(self._table if rows else self._nothing)

    def _step(self, by: int) -> None:
        at = int(self._table.selected or 0) + by
        self._table.select(str(max(0, min(len(self._found) - 1, at))))

    def _tell_marked(self, name: str) -> None:
        marked = self._found[int(name)] if name else None
        self._line.setAccessibleDescription(f"{marked.text} {marked.aside}" if marked else "")

    def _do(self) -> None:
        if not self._table.selected:
            return
        act = self._found[int(self._table.selected)].act
        self.settle()
        act()
