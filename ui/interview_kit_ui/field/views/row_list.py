"""Rows below each other that lead to instances: one of them takes Tab, arrow keys go on to the others."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Generic, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from interview_kit_ui.widgets.painted_button import PaintedButton

R = TypeVar("R", bound="Row")
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class Row(PaintedButton):
    """One row. Signal: ``stepped(int)``, up or down."""

    keys = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)
    stepped = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is not None:
            self.stepped.emit(step)
        else:
            super().keyPressEvent(event)


class RowList(QWidget, Generic[R]):
    """Signal: ``chosen(int)``, the place of a row. Setter: ``show_rows``."""

    chosen = Signal(int)

    def __init__(self, kind: type[R], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = kind
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self.rows: list[R] = []

    def show_rows(self, wanted: int) -> Sequence[R]:
        """Have so many rows, and return them; each is then told what to show."""
        while len(self.rows) > wanted:
            row = self.rows.pop()
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        while len(self.rows) < wanted:
            row = self._kind()
            row.clicked.connect(partial(self.chosen.emit, len(self.rows)))
            row.stepped.connect(partial(self._step, len(self.rows)))
            self._column.addWidget(row)
            self.rows.append(row)
        self._let_tab_to(next((at for at, row in enumerate(self.rows) if row.hasFocus()), 0))
        return self.rows

    def _step(self, here: int, by: int) -> None:
        there = max(0, min(len(self.rows) - 1, here + by))
        self._let_tab_to(there)
        self.rows[there].setFocus(Qt.FocusReason.TabFocusReason)

    def _let_tab_to(self, place: int) -> None:
        for at, row in enumerate(self.rows):
            row.setFocusPolicy(Qt.FocusPolicy.StrongFocus if at == place else Qt.FocusPolicy.ClickFocus)
