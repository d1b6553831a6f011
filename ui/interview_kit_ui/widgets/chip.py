"""A small rounded button that stands beside an answer and shows its key."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from interview_kit_ui import theme
from interview_kit_ui.widgets.painted_button import PaintedButton
from interview_kit_ui.widgets.shapes import paint_box


class Chip(PaintedButton):
    """A side field or a missing value.

    Signal: ``clicked``. Setters: ``setText``, ``set_key`` (the key shown beside the text),
    ``setChecked`` (whether it holds; shown, never toggled by a click).
    """

    def __init__(self, text: str = "", key: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key = ""
        self._measured = ("", "", 0.0)
        self._size = QSize()
        self.setText(text)
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_key(key)

    @property
    def key(self) -> str:
        """The key as shown, such as ``S``."""
        return self._key

    def set_key(self, key: str) -> None:
        """Show ``key`` beside the text."""
        self._key = key
        self.setAccessibleDescription(key)
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        return False

    def sizeHint(self) -> QSize:
        shown = theme.current()
        measured = (self.text(), self._key, shown.text_scale)
        if measured != self._measured:
            metrics = QFontMetricsF(shown.font("guidance", "medium"))
            width = metrics.horizontalAdvance(self.text()) + 2 * shown.px(10) + 2
            if self._key:
                width += shown.px(6) + metrics.horizontalAdvance(self._key)
            self._measured, self._size = measured, QSize(round(width), shown.px(27))
        return self._size

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        shown = theme.current()
        painter = QPainter(self)
        box = QRectF(self.rect())
        held, focused = self.isChecked(), self.hasFocus()
        fill = "accent_soft" if held or self.underMouse() else "paper"
        border = "accent" if held or focused else "line"
        paint_box(
            painter,
            box,
            box.height() / 2,
            shown.colour(fill),
            border=shown.colour(border),
            width=shown.border(strong=focused),
        )
        painter.setFont(shown.font("guidance", "medium" if held else None))
        painter.setPen(shown.colour("ink" if held else "soft"))
        metrics = QFontMetricsF(painter.font())
        baseline = (box.height() + metrics.ascent() - metrics.descent()) / 2
        text_width = metrics.horizontalAdvance(self.text())
        key_width = shown.px(6) + metrics.horizontalAdvance(self._key) if self._key else 0
        left = (box.width() - text_width - key_width) / 2
        painter.drawText(round(left), round(baseline), self.text())
        if self._key:
            painter.setPen(shown.colour("faint" if fill == "paper" else "soft"))
            painter.drawText(round(left + text_width + shown.px(6)), round(baseline), self._key)
        painter.end()
