"""Something that is done as well, unless the person takes the check mark away."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from interview_kit_ui import theme
from interview_kit_ui.widgets.painted_button import PaintedButton
from interview_kit_ui.widgets.shapes import paint_box, paint_check
from interview_kit_ui.widgets.words import Lines, paint_lines

_BOX: Final = 18
_GAP: Final = 10


class CheckLine(PaintedButton):
    """A box and words beside it. A click or Space turns the check mark over."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = Lines("body")
        self.setCheckable(True)
        self.clicked.connect(lambda: self.setChecked(not self.isChecked()))

    def set_words(self, words: str) -> None:
        """Say what is done."""
        self.setText(words)
        self.setAccessibleName(words)
        self.updateGeometry()

    def heightForWidth(self, width: int) -> int:
        return self._lines.height(self.text(), width - self._indent()) + 8

    def sizeHint(self) -> QSize:
        width = self._lines.natural_width(self.text()) + self._indent()
        return QSize(width, self.heightForWidth(width))

    def paintEvent(self, _event: QPaintEvent) -> None:
        shown = theme.current()
        painter = QPainter(self)
        side, checked = shown.px(_BOX), self.isChecked() and self.isEnabled()
        first_line = 4 + self._lines.line_height / 2
        box = QRectF(0, first_line - side / 2, side, side)
        border = shown.colour("accent" if checked or self.hasFocus() else "faint")
        fill = shown.colour("accent" if checked else "paper")
        paint_box(painter, box, 4, fill, border=border, width=shown.border(strong=self.hasFocus()))
        if self.isChecked():
            mark = box.adjusted(side / 4, side / 4, -side / 4, -side / 4)
            paint_check(painter, mark, shown.colour("on_accent" if checked else "faint"), 2)
        painter.setFont(self._lines.font)
        painter.setPen(shown.colour("ink" if self.isEnabled() else "faint"))
        words = QRectF(self._indent(), 4, self.width() - self._indent(), self.height())
        lines = self._lines.at(self.text(), self.width() - self._indent())
        paint_lines(painter, lines, words, self._lines.line_height)
        if self.hasFocus():
            underline = min(self._lines.natural_width(self.text()), int(words.width()))
            y = 4 + len(lines) * self._lines.line_height
            painter.fillRect(QRectF(self._indent(), y, underline, 1), shown.colour("accent"))
        painter.end()

    def _indent(self) -> int:
        return theme.current().px(_BOX) + _GAP
