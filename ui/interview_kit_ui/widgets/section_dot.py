"""How far a section has come, as a dot: empty, half or full."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen


class SectionDot(Enum):
    """Nothing answered yet, something, or everything asked. The value is the name of its words."""

    EMPTY = "section-empty"
    HALF = "section-half"
    FULL = "section-full"

    def paint(self, painter: QPainter, box: QRectF, accent: QColor, faint: QColor) -> None:
        """Paint the dot so that it fills ``box``."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = faint if self is SectionDot.EMPTY else accent
        width = box.width() / 7
        ring = box.adjusted(width / 2, width / 2, -width / 2, -width / 2)
        painter.setPen(QPen(colour, width))
        painter.setBrush(colour if self is SectionDot.FULL else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(ring)
        if self is SectionDot.HALF:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            painter.drawPie(ring, -90 * 16, 180 * 16)
