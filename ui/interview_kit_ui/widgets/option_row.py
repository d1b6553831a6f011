"""One option of a closed question: its number key, its words, and whether it is chosen."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from interview_kit_ui import theme
from interview_kit_ui.widgets.painted_button import PaintedButton
from interview_kit_ui.widgets.shapes import paint_box, paint_check
from interview_kit_ui.widgets.words import Lines, paint_lines


class OptionRow(PaintedButton):
    """A row for one option. With ``multiple`` it carries a box with a check mark.

    Signal: ``clicked``. Setters: ``set_chosen``, ``set_number`` (0 for none), ``set_marked`` (drawn as if
    it had the focus). It shows what it is told.
    """

    def __init__(
        self, name: str, text: str, *, multiple: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.name = name
        self._number = 0
        self._multiple = multiple
        self._marked = False
        # measured as chosen, the wider of the two, so that choosing moves no line
        self._lines = Lines("answer", "semibold")
        self.setText(text)
        self.setAccessibleName(text)
        self.setCheckable(True)
        self.setAutoExclusive(not multiple)

    @property
    def number(self) -> int:
        """The number key that picks this option, 0 for none."""
        return self._number

    def set_number(self, number: int) -> None:
        """Show the number key that picks this option; 0 for none."""
        self._number = number
        self.setAccessibleDescription(str(number) if number else "")
        self.update()

    def set_chosen(self, chosen: bool) -> None:
        """Show whether this option is part of the answer."""
        self.setAutoExclusive(False)  # an exclusive button refuses to be unchecked
        self.setChecked(chosen)
        self.setAutoExclusive(not self._multiple)

    def set_marked(self, marked: bool) -> None:
        """Show whether keys that go elsewhere would pick this option."""
        if marked != self._marked:
            self._marked = marked
            self.update()

    def heightForWidth(self, width: int) -> int:
        shown = theme.current()
        return self._lines.height(self.text(), self._text_width(width)) + 2 * shown.px(11)

    def sizeHint(self) -> QSize:
        width = self._lines.natural_width(self.text()) + self._text_left() + self._tail()
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        px = theme.current().px
        return QSize(px(120), self._lines.line_height + 2 * px(11))

    def paintEvent(self, _event: QPaintEvent) -> None:
        shown = theme.current()
        chosen, focused = self.isChecked(), self.hasFocus() or self._marked
        painter = QPainter(self)
        box = QRectF(self.rect())
        fill = "accent_soft" if chosen or (self.underMouse() and self.isEnabled()) else "paper"
        strong = chosen or focused
        border = shown.colour("accent" if strong else "line")
        paint_box(painter, box, 10, shown.colour(fill), border=border, width=shown.border(strong=strong))
        if chosen and focused:
            paint_box(painter, box.adjusted(4, 4, -4, -4), 7, None, border=border)
        self._paint_text(painter, box)
        if self._multiple:
            self._paint_check_box(painter, box, border)
        painter.end()

    def _paint_text(self, painter: QPainter, box: QRectF) -> None:
        shown = theme.current()
        ink = shown.colour("ink" if self.isEnabled() else "faint")
        top, height = shown.px(11), self._lines.line_height
        lines = self._lines.at(self.text(), self._text_width(self.width()))
        top += max(0, (self.height() - 2 * top - height * len(lines)) // 2)
        painter.setFont(shown.font("answer", "semibold" if self.isChecked() else None))
        painter.setPen(ink)
        if self._number:
            paint_lines(painter, [str(self._number)], box.adjusted(13, top, 0, 0), height)
        text_box = QRectF(self._text_left(), top, self._text_width(self.width()), box.height())
        paint_lines(painter, lines, text_box, height)

    def _paint_check_box(self, painter: QPainter, box: QRectF, border: QColor) -> None:
        shown = theme.current()
        side = shown.px(18)
        mark = QRectF(box.right() - 13 - side, (box.height() - side) / 2, side, side)
        fill = shown.colour("accent" if self.isChecked() else "paper")
        frame = border if self.isChecked() else shown.colour("faint")
        paint_box(painter, mark, 4, fill, border=frame, width=1.5)
        if self.isChecked():
            inset = side * 0.22
            inner = mark.adjusted(inset, inset, -inset, -inset)
            paint_check(painter, inner, shown.colour("on_accent"), shown.px(2))

    def _text_left(self) -> int:
        return 13 + theme.current().px(22)

    def _tail(self) -> int:
        return theme.current().px(18) + 26 if self._multiple else 13

    def _text_width(self, width: int) -> int:
        return max(1, width - self._text_left() - self._tail())
