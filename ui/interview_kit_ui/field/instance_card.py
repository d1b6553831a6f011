"""The header of one instance of a repeat: its number, whom it is about, and a way to remove it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QHBoxLayout, QWidget

from interview_kit_ui import theme
from interview_kit_ui.language import bind_text
from interview_kit_ui.widgets.buttons import BareButton
from interview_kit_ui.widgets.painted_button import PaintedButton
from interview_kit_ui.widgets.shapes import paint_box
from interview_kit_ui.widgets.words import paint_lines, wrap

_EDGE = 16
_MOVES: Final[dict[int, int]] = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class InstanceHeader(PaintedButton):
    """A bar that opens and closes its instance. Setters: ``setText``, ``set_number``, ``set_open``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number = 0
        self._open = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def set_number(self, number: int) -> None:
        """Show the place among the others, from 1."""
        self._number = number
        self.update()

    def set_open(self, opened: bool) -> None:
        """Show whether the questions below belong to it."""
        self._open = opened
        bind_text(self.setAccessibleDescription, "field.opened" if opened else "field.closed")
        self.update()

    def heightForWidth(self, width: int) -> int:
        shown = theme.current()
        lines = len(wrap(self.text(), self._metrics(), self._text_width(width)))
        return lines * shown.line_height("answer") + 2 * shown.px(10)

    def sizeHint(self) -> QSize:
        width = round(self._metrics().horizontalAdvance(self.text())) + self._text_left() + 2 * _EDGE
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.current().px(160), self.heightForWidth(10_000))

    def paintEvent(self, _event: QPaintEvent) -> None:
        shown = theme.current()
        painter = QPainter(self)
        focused = self.hasFocus()
        fill = "accent_soft" if self._open or self.underMouse() else "paper"
        border = shown.colour("accent" if focused else "line")
        width = shown.border(strong=focused)
        paint_box(painter, QRectF(self.rect()), 12, shown.colour(fill), border=border, width=width)
        self._paint_arrow(painter)
        top, height = shown.px(10), shown.line_height("answer")
        painter.setPen(shown.colour("ink"))
        painter.setFont(shown.font("answer", "semibold", tabular=True))
        number = QRectF(_EDGE + shown.px(20), top, shown.px(28), height)
        paint_lines(painter, [str(self._number)], number, height)
        painter.setFont(shown.font("answer", "semibold" if self._open else None))
        box = QRectF(self._text_left(), top, self._text_width(self.width()), self.height())
        paint_lines(painter, wrap(self.text(), self._metrics(), box.width()), box, height)
        painter.end()

    def _paint_arrow(self, painter: QPainter) -> None:
        shown = theme.current()
        side = shown.px(9)
        middle = QPointF(_EDGE + side / 2, shown.px(10) + shown.line_height("answer") / 2)
        shape = QPolygonF([QPointF(-0.3, -0.5), QPointF(0.5, 0), QPointF(-0.3, 0.5)])
        painter.save()
        painter.translate(middle)
        painter.rotate(90 if self._open else 0)
        painter.scale(side, side)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(shown.colour("soft"))
        painter.drawPolygon(shape)
        painter.restore()

    def _metrics(self) -> QFontMetricsF:
        return QFontMetricsF(theme.current().font("answer", "semibold"))

    def _text_left(self) -> int:
        return _EDGE + theme.current().px(44)

    def _text_width(self, width: int) -> int:
        return max(1, width - self._text_left() - _EDGE)


class InstanceCard(QWidget):
    """Signals: ``toggled()``, ``remove_wanted()``, ``move_wanted(int)`` by one up (-1) or down (1), with
    the buttons or Alt and an arrow. Setter: ``show_instance``.
    """

    toggled = Signal()
    remove_wanted = Signal()
    move_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.header = InstanceHeader()
        self._up, self._down, self._remove = BareButton(), BareButton(), BareButton()
        self._up.setText("↑")
        self._down.setText("↓")
        bind_text(self._up.setAccessibleName, "field.move-up")
        bind_text(self._down.setAccessibleName, "field.move-down")
        bind_text(self._remove.set_label, "field.remove-instance")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.header, 1)
        for button in (self._up, self._down, self._remove):
            row.addWidget(button)
        row.setSpacing(2)
        row.insertSpacing(1, 6)
        self.setFocusProxy(self.header)
        self.header.clicked.connect(self.toggled)
        self._remove.clicked.connect(self.remove_wanted)
        self._up.clicked.connect(lambda: self.move_wanted.emit(-1))
        self._down.clicked.connect(lambda: self.move_wanted.emit(1))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        by = _MOVES.get(event.key(), 0)
        if by and event.modifiers() & Qt.KeyboardModifier.AltModifier and self._up.isVisible():
            self.move_wanted.emit(by)
        else:
            super().keyPressEvent(event)

    def show_instance(
        self, number: int, summary: str, *, opened: bool, removable: bool, places: range
    ) -> None:
        """Show the number, whom it is about, and whether its questions stand below.

        ``places`` are those it can be put at.
        """
        for button, place in ((self._up, number - 1), (self._down, number + 1)):
            button.setVisible(len(places) > 1)
            button.setEnabled(place in places)
        self.header.set_number(number)
        self.header.setText(summary)
        self.header.setAccessibleName(f"{number} {summary}")
        self.header.set_open(opened)
        self.header.updateGeometry()
        self._remove.setVisible(removable)
