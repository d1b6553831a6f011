"""Painting a drawing: on the screen in the colours of the theme, into a picture in those of paper."""

from __future__ import annotations

import itertools
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPen

from interview_kit.images.stripped import without_hidden
from interview_kit.images.strokes import USUAL_PRESSURE, Drawing, Stroke, with_strokes
from interview_kit.maps.outlines import outlines
from interview_kit.maps.view import View
from interview_kit_ui.theme import LIGHT, Theme
from interview_kit_ui.widgets.map_land import paint_land
from interview_kit_ui.widgets.map_scene import Scene

#: Of a line where the pen is hardly pressed, beside one where it is pressed as usual.
_LEAST: Final = 0.35


def paint_stroke(painter: QPainter, stroke: Stroke, shown: Theme, scale: float = 1.0, first: int = 0) -> None:
    """Paint a stroke from its point ``first`` on, ``scale`` pixels to one of the drawing."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(shown.colour("ink"))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    points = stroke.points[first:]
    if len(points) == 1:
        pen.setWidthF(_width(stroke.width, points[0][2]) * scale)
        painter.setPen(pen)
        painter.drawPoint(QPointF(points[0][0] * scale, points[0][1] * scale))
    for start, end in itertools.pairwise(points):
        pen.setWidthF(_width(stroke.width, end[2]) * scale)
        painter.setPen(pen)
        painter.drawLine(QLineF(start[0] * scale, start[1] * scale, end[0] * scale, end[1] * scale))


def paint_map(painter: QPainter, drawing: Drawing, width: float, height: float, shown: Theme) -> None:
    """Paint the part of the map behind a drawing so that it fills ``width`` by ``height`` pixels."""
    if drawing.map is None:
        return
    x, y, scale = drawing.map
    view = View((x, y), scale * width / drawing.width, width, height).within(outlines().whole)
    paint_land(painter, view, shown)
    scene = Scene((), (), view, shown)
    scene.paint(painter, scene.names())


def ground_of(drawing: Drawing) -> QImage:
    """Return the paper of a drawing; call it where screens are painted, since a map is."""
    ground = QImage(drawing.width, drawing.height, QImage.Format.Format_RGB32)
    ground.fill(LIGHT.colour("paper"))
    painter = QPainter(ground)
    paint_map(painter, drawing, drawing.width, drawing.height, LIGHT)
    painter.end()
    return ground


def encoded(drawing: Drawing, ground: QImage) -> bytes:
    """Return the PNG of a drawing with its strokes inside, and no other note.

    Takes a moment, so never where a screen waits.
    """
    picture = ground.copy()
    painter = QPainter(picture)
    for stroke in drawing.strokes:
        paint_stroke(painter, stroke, LIGHT)
    painter.end()
    held = QByteArray()
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")  # type: ignore[call-overload]
    buffer.close()
    return with_strokes(without_hidden(bytes(held.data())), drawing)


def _width(usual: int, pressure: int) -> float:
    return usual * (_LEAST + (1 - _LEAST) * pressure / USUAL_PRESSURE)


def paint_crosshair(painter: QPainter, at: QPointF, shown: Theme, *, down: bool) -> None:
    """Paint where the keyboard's pen is; full where it draws."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    reach, gap = shown.px(14), shown.px(5)
    for colour, width in (("paper", 5.0), ("accent", 2.0)):
        painter.setPen(QPen(shown.colour(colour), width))
        painter.setBrush(shown.colour("accent") if down else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(QRectF(at.x() - gap, at.y() - gap, 2 * gap, 2 * gap))
        for across, along in ((1, 0), (-1, 0), (0, 1), (0, -1)):
            start = QPointF(at.x() + across * gap, at.y() + along * gap)
            painter.drawLine(start, QPointF(at.x() + across * reach, at.y() + along * reach))
