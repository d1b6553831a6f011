"""The options of a closed question, two beside each other, picked by number."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from interview_kit_ui import theme
from interview_kit_ui.widgets.option_row import OptionRow
from interview_kit_ui.widgets.typing_keys import ARROWS

NUMBER_KEYS: Final = 9
#: Pixels at 100 % that an option needs where others stand beside it.
_LEAST_WIDTH: Final = 240


class OptionGrid(QWidget):
    """Options for a select-one or, with ``multiple``, a select-many question.

    Signal ``picked(tuple)``: the names the person wants chosen, in the order of the list. The
    grid goes on showing the old answer until ``set_chosen`` tells it the new one. Keys: 1 to 9
    pick, arrows move, Space picks, Delete or Backspace clears; every other key goes on to the
    parent. ``across`` stand beside each other where there is room. Without ``keys`` no option takes the
    focus: it is elsewhere, and what it would pick is marked.
    """

    picked = Signal(tuple)

    def __init__(
        self,
        options: Sequence[tuple[str, str]] = (),
        *,
        multiple: bool = False,
        keys: bool = True,
        across: int = 2,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._multiple, self._keys = multiple, keys
        self._rows: list[OptionRow] = []
        self._across = self._columns = across
        self._layout = QGridLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(theme.GRID)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.set_options(options)

    @property
    def rows(self) -> tuple[OptionRow, ...]:
        """The rows in the order of the list."""
        return tuple(self._rows)

    @property
    def columns(self) -> int:
        """How many options stand beside each other."""
        return self._columns

    @property
    def chosen(self) -> tuple[str, ...]:
        """The names shown as chosen."""
        return tuple(row.name for row in self._rows if row.isChecked())

    def set_options(self, options: Iterable[tuple[str, str]]) -> None:
        """Offer ``(name, text)`` options; nothing is chosen afterwards."""
        for row in self._rows:
            self._layout.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = []
        for position, (name, text) in enumerate(options):
            row = OptionRow(name, text, multiple=self._multiple)
            row.set_number(position + 1 if position < NUMBER_KEYS else 0)
            row.clicked.connect(partial(self._pick, position))
            self._rows.append(row)
        self._arrange()
        self._keep_one_tab_stop()

    def set_chosen(self, names: Iterable[str]) -> None:
        """Show these options, and only these, as chosen."""
        wanted = set(names)
        for row in self._rows:
            row.set_chosen(row.name in wanted)
        self._keep_one_tab_stop()

    def mark(self, position: int) -> None:
        """Mark the option at ``position``, and no other; -1 for none."""
        for at, row in enumerate(self._rows):
            row.set_marked(at == position)

    def set_question(self, question: str) -> None:
        """Tell screen readers which question the options answer."""
        self.setAccessibleName(question)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        key = event.key()
        position = key - Qt.Key.Key_1
        if plain and 0 <= position < min(len(self._rows), NUMBER_KEYS):
            self._pick(position)
        elif plain and key in ARROWS:
            self._move(*ARROWS[key])
        elif plain and key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.picked.emit(())
        else:
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focus_answer()

    def focus_answer(self) -> None:
        """Put the keyboard focus on the chosen option, or on the first."""
        for row in self._rows:
            if row.focusPolicy() == Qt.FocusPolicy.StrongFocus:
                row.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        fitting = event.size().width() // theme.current().px(_LEAST_WIDTH)
        columns = max(1, min(self._across, fitting))
        if columns != self._columns:
            self._columns = columns
            self._arrange()

    def _pick(self, position: int) -> None:
        row = self._rows[position]
        if self._keys:
            row.setFocus(Qt.FocusReason.OtherFocusReason)
        self._keep_one_tab_stop()
        if not self._multiple:
            self.picked.emit((row.name,))
            return
        wanted = set(self.chosen) ^ {row.name}
        self.picked.emit(tuple(row.name for row in self._rows if row.name in wanted))

    def _move(self, across: int, down: int) -> None:
        here = next((at for at, row in enumerate(self._rows) if row.hasFocus()), 0)
        there = here + across + down * self._columns
        if 0 <= there < len(self._rows):
            self._rows[there].setFocus(Qt.FocusReason.TabFocusReason)
            self._keep_one_tab_stop()

    def _keep_one_tab_stop(self) -> None:
        """Tab enters the grid once: at the focused option, else the chosen one, else the first."""
        if not self._keys:
            for row in self._rows:
                row.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            return
        stops = [row for row in self._rows if row.hasFocus()]
        stops += [row for row in self._rows if row.isChecked()] or self._rows[:1]
        for row in self._rows:
            stop = bool(stops) and row is stops[0]
            row.setFocusPolicy(Qt.FocusPolicy.StrongFocus if stop else Qt.FocusPolicy.ClickFocus)

    def _arrange(self) -> None:
        for row in self._rows:
            self._layout.removeWidget(row)
        for position, row in enumerate(self._rows):
            self._layout.addWidget(row, *divmod(position, self._columns))
        for column in range(self._across):
            self._layout.setColumnStretch(column, int(column < self._columns))
