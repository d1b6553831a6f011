"""The few shapes the painted widgets share."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from interview_kit_ui.theme import Theme


def paint_box(
    painter: QPainter,
    box: QRectF,
    radius: float,
    fill: QColor | None,
    *,
    border: QColor | None = None,
    width: float = 1,
) -> None:
    """Paint a rounded box; the border lies wholly inside ``box``."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(fill if fill is not None else Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(border, width) if border is not None else Qt.PenStyle.NoPen)
    inset = width / 2 if border is not None else 0
    painter.drawRoundedRect(box.adjusted(inset, inset, -inset, -inset), radius, radius)


def paint_tinted(painter: QPainter, box: QRectF, radius: float, shown: Theme, fill: str) -> None:
    """Paint a box that its tint sets apart, and a line where the theme asks for one."""
    border = shown.colour("line") if shown.tint_edge else None
    paint_box(painter, box, radius, shown.colour(fill), border=border, width=shown.tint_edge)


def paint_check(painter: QPainter, box: QRectF, colour: QColor, width: float) -> None:
    """Paint a check mark that fills ``box``."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    round_cap, round_join = Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
    painter.setPen(QPen(colour, width, Qt.PenStyle.SolidLine, round_cap, round_join))
    corners = ((0.08, 0.52), (0.38, 0.82), (0.92, 0.2))
    painter.drawPolyline(
        QPolygonF([QPointF(box.x() + x * box.width(), box.y() + y * box.height()) for x, y in corners])
    )
