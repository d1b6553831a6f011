"""The few icons there are: drawings in ``resources/icons`` that take the colour they are given."""

from __future__ import annotations

import functools
from typing import Final, Literal, get_args

from PySide6.QtCore import QByteArray, QRectF
from PySide6.QtGui import QColor, QPainter
from PySide6.QtSvg import QSvgRenderer

from interview_kit.data import shipped

IconName = Literal["info", "warn", "error", "ok"]
#: Read at the start, so that nothing is read while something is painted.
_SOURCES: Final = {
    name: shipped("resources", "icons", f"{name}.svg").read_text("utf-8") for name in get_args(IconName)
}


def paint_icon(painter: QPainter, name: IconName, box: QRectF, colour: QColor) -> None:
    """Paint an icon so that it fills ``box``."""
    _drawing(name, colour.name()).render(painter, box)


@functools.cache
def _drawing(name: IconName, colour: str) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(_SOURCES[name].replace("currentColor", colour).encode()))
