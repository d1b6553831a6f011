"""One line of the rail: a section with its dot."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from interview_kit_ui import theme
from interview_kit_ui.language import bind_text
from interview_kit_ui.widgets.painted_button import PaintedButton
from interview_kit_ui.widgets.section_dot import SectionDot
from interview_kit_ui.widgets.shapes import paint_box
from interview_kit_ui.widgets.words import Lines, paint_lines

_LEFT, _RIGHT = 17, 12


class SectionItem(PaintedButton):
    """A section. Signal: ``clicked``. Setters: ``setText``, ``set_dot`` (``None`` where progress
    means nothing), ``set_current``.
    """

    keys = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)

    def __init__(self, name: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = name
        self._dot: SectionDot | None = None
        self._lines = Lines("body", "semibold")  # as current, so that becoming it moves no line
        self.setCheckable(True)
        self.setText(text)

    @property
    def dot(self) -> SectionDot | None:
        """The dot shown."""
        return self._dot

    def set_dot(self, dot: SectionDot | None) -> None:
        """Show how far the section has come."""
        self._dot = dot
        if dot is None:
            self.setAccessibleDescription("")
        else:
            bind_text(self.setAccessibleDescription, f"widgets.{dot.value}")
        self.update()

    def set_current(self, current: bool) -> None:
        """Show whether this section is the one on the page; it alone is a tab stop."""
        self.setAutoExclusive(False)  # an exclusive button refuses to be unchecked
        self.setChecked(current)
        self.setAutoExclusive(True)  # for screen readers: one of several
        policy = Qt.FocusPolicy.StrongFocus if current else Qt.FocusPolicy.ClickFocus
        self.setFocusPolicy(policy)

    def heightForWidth(self, width: int) -> int:
        text_height = self._lines.height(self.text(), self._text_width(width))
        return text_height + 2 * theme.current().px(8)

    def sizeHint(self) -> QSize:
        width = self._lines.natural_width(self.text()) + self._text_left() + _RIGHT + 10
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.current().px(96), self._lines.line_height)

    def paintEvent(self, _event: QPaintEvent) -> None:
        shown = theme.current()
        painter = QPainter(self)
        current, focused = self.isChecked(), self.hasFocus()
        pill = QRectF(self._text_left() - 10, 0, 0, self.height())
        pill.setRight(self.width() - _RIGHT)
        if current or focused or self.underMouse():
            border = shown.colour("accent" if focused else "line")
            fill = shown.colour("paper") if current else None
            paint_box(painter, pill, 8, fill, border=border, width=shown.border(strong=focused))
        first_line = shown.px(8) + self._lines.line_height / 2
        if self._dot is not None:
            side = shown.px(11)
            dot = QRectF(_LEFT, first_line - side / 2, side, side)
            self._dot.paint(painter, dot, shown.colour("accent"), shown.colour("faint"))
        painter.setFont(shown.font("body", "semibold" if current else None))
        painter.setPen(shown.colour("ink" if current else "soft"))
        width = self._text_width(self.width())
        box = QRectF(self._text_left(), shown.px(8), width, self.height())
        lines = self._lines.at(self.text(), width)
        paint_lines(painter, lines, box, self._lines.line_height)
        painter.end()

    def _text_left(self) -> int:
        return _LEFT + theme.current().px(11) + 18

    def _text_width(self, width: int) -> int:
        return max(1, width - self._text_left() - _RIGHT - 10)
