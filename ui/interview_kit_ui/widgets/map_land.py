"""The land of the map as painter paths, made when they are first seen and then kept."""

from __future__ import annotations

import functools
import math
import struct
from array import array
from collections.abc import Callable, Iterable, Sequence
from typing import Final

from PySide6.QtCore import QByteArray, QDataStream, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen, QPolygonF

from interview_kit.maps.outlines import Arc, Bounds, Region, outlines
from interview_kit.maps.svg import HOME
from interview_kit.maps.view import View
from interview_kit_ui.theme import Theme

#: Colour, and width in pixels, of each kind of line.
_PENS: Final = {"province": ("line", 1.0), "coast": ("faint", 0.6), "border": ("faint", 1.2)}
#: What spans fewer pixels is not painted.
_SPECK: Final = 1.0
#: Points that are nearer to each other, in pixels, are painted as one.
_SAME: Final = 0.7
#: How Qt is told to read the numbers of this machine.
_NATIVE: Final = (
    QDataStream.ByteOrder.LittleEndian
    if struct.pack("=I", 1) == struct.pack("<I", 1)
    else QDataStream.ByteOrder.BigEndian
)


def paint_land(painter: QPainter, view: View, shown: Theme) -> None:
    """Paint sea, countries, then each line once: provinces, coasts, borders."""
    painter.fillRect(0, 0, math.ceil(view.width), math.ceil(view.height), shown.colour("accent_soft"))
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(view.width / 2, view.height / 2)
    painter.scale(view.scale, view.scale)
    painter.translate(-view.middle[0], -view.middle[1])
    held, level, seen = outlines(), _level(math.ceil(math.log2(view.scale))), _seen(view)
    painter.setPen(Qt.PenStyle.NoPen)
    for region in held.regions.values():
        if region.is_country and seen(region.bounds):
            painter.setBrush(shown.colour("paper" if region.id == HOME else "ground"))
            painter.drawPath(level.country(region))
    for kind, numbers in _lines().items():
        token, width = _PENS[kind]
        pen = QPen(shown.colour(token), width * shown.text_scale)
        pen.setCosmetic(True)
        painter.setPen(pen)
        for line in level.lines([number for number in numbers if seen(held.arcs[number].bounds)]):
            painter.drawPolyline(line)
    painter.restore()


class _Level:
    """All that was painted at one nearness, which needs no more points than can be told apart there."""

    def __init__(self, apart: float) -> None:
        self._apart = apart
        self._thinned: dict[int, array[float]] = {}
        self._lines: dict[int, QPolygonF] = {}
        self._countries: dict[str, QPainterPath] = {}

    def country(self, region: Region) -> QPainterPath:
        """Return the area of a country."""
        if region.id not in self._countries:
            path = QPainterPath()
            large = (ring for ring in region.rings if len(ring) > 1 or self._shows(ring[0]))
            for polygon in _polygons([self._joined(ring) for ring in large]):
                path.addPolygon(polygon)
            self._countries[region.id] = path
        return self._countries[region.id]

    def lines(self, numbers: Sequence[int]) -> Iterable[QPolygonF]:
        """Return arcs as lines."""
        absent = [number for number in numbers if number not in self._lines]
        self._lines.update(zip(absent, _polygons([self._arc(number) for number in absent]), strict=True))
        return map(self._lines.__getitem__, numbers)

    def _shows(self, number: int) -> bool:
        west, north, east, south = outlines().arcs[max(number, ~number)].bounds
        return max(east - west, south - north) > self._apart

    def _joined(self, ring: Iterable[int]) -> array[float]:
        points = array("d")
        for number in ring:
            points += self._arc(number) if number >= 0 else _backwards(self._arc(~number))
        return points

    def _arc(self, number: int) -> array[float]:
        if number not in self._thinned:
            self._thinned[number] = _thinned(outlines().arcs[number], self._apart)
        return self._thinned[number]


@functools.cache
def _level(nearness: int) -> _Level:
    """Return what is kept for views of up to two to the ``nearness`` pixels per unit."""
    return _Level(_SAME / 2.0**nearness)


@functools.cache
def _lines() -> dict[str, list[int]]:
    return outlines().lines()


def _seen(view: View) -> Callable[[Bounds], bool]:
    """Return what tells whether anything of what lies in some bounds would be seen."""
    least = _SPECK / view.scale
    left, top, right, bottom = view.bounds

    def seen(bounds: Bounds) -> bool:
        west, north, east, south = bounds
        if east < left or west > right or south < top or north > bottom:
            return False
        return east - west >= least or south - north >= least

    return seen


def _thinned(arc: Arc, apart: float) -> array[float]:
    """Return an arc's coordinates in turn, without points nearer than ``apart`` to the last one."""
    xs, ys = arc.xs, arc.ys
    x, y = xs[0], ys[0]
    points: list[float] = [x, y]
    add = points.append
    for u, v in zip(xs[1:-1], ys[1:-1], strict=True):
        if abs(u - x) + abs(v - y) >= apart:
            add(x := u)
            add(y := v)
    add(xs[-1])
    add(ys[-1])
    return array("d", points)


def _backwards(points: array[float]) -> array[float]:
    turned = points[::-1]
    turned[0::2], turned[1::2] = turned[1::2], turned[0::2]
    return turned


def _polygons(parts: Sequence[array[float]]) -> list[QPolygonF]:
    """Return polygons of flat coordinates: Qt reads them in one go, many times faster than point by point."""
    raw = b"".join(struct.pack("=I", len(part) // 2) + part.tobytes() for part in parts)
    stream = QDataStream(QByteArray(raw))
    stream.setByteOrder(_NATIVE)
    polygons = [QPolygonF() for _ in parts]
    for polygon in polygons:
        stream >> polygon
    return polygons
