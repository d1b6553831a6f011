"""What stands on the land of the map in one view: marks, legs, their labels, the names of regions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF

from interview_kit.maps.labels import Label, grown, placed
from interview_kit.maps.marks import Certainty, Curve, Leg, Mark, arrow_head, curve, region_names
from interview_kit.maps.outlines import At, Bounds, outlines
from interview_kit.maps.view import View
from interview_kit_ui.language import LANGUAGE
from interview_kit_ui.theme import Theme
from interview_kit_ui.widgets.shapes import paint_box

#: The radius of a dot, in pixels.
DOT: Final = 5
_LEG: Final = 2.2
_ARROW: Final = 9
_EDGE: Final = 12
#: Pixels of the rim around a text, half of it outside.
_RIM: Final = 3.5
#: Lengths of dash and gap, in widths of the line; the caps are round and lengthen a dash by one width.
_DASHES: Final[dict[Certainty, tuple[float, float] | None]] = {
    "known": None,
    "believed": (3.0, 3.2),
    "rumour": (0.01, 2.6),
}


@dataclass(frozen=True, slots=True)
class RegionName:
    """A name at a point of the map."""

    text: str
    at: At
    is_country: bool


class Scene:
    """Marks and legs laid out in a view; painting it again lays nothing out again."""

    def __init__(
        self,
        marks: Sequence[tuple[Mark, At]],
        legs: Sequence[tuple[Leg, At, At]],
        view: View,
        shown: Theme,
    ) -> None:
        self._view, self._shown = view, shown
        self._marks = [(mark, view.to_screen(at)) for mark, at in marks]
        self._radius = shown.px(DOT)
        self._curves: list[tuple[Leg, Curve]] = []
        for leg, start, end in legs:
            bow = curve(view.to_screen(start), view.to_screen(end), self._radius + shown.px(3))
            if bow:
                self._curves.append((leg, bow))
        self._font = shown.font("body", "medium")
        self._labels = placed(
            [at for _, at in self._marks],
            [self._size(mark) for mark, _ in self._marks],
            (_EDGE, _EDGE, view.width - _EDGE, view.height - _EDGE),
            self._radius,
            towards=[outlines().inland(at, mark.country) for mark, at in marks],
            lines=[point for _, bow in self._curves for point in bow.points()],
        )

    def names(self) -> list[RegionName]:
        """Return the names of regions that have room, clear of everything else."""
        taken = [label.box for label in self._labels if label]
        taken += [grown((*at, *at), 2 * self._radius) for _, at in self._marks]
        taken += [grown((*at, *at), self._radius) for _, bow in self._curves for at in bow.points()]
        line = self._shown.line_height("caption")
        found = region_names(outlines(), self._view, taken, line, LANGUAGE.code)
        return [
            RegionName(name, self._view.to_map(pixel), region.is_country) for region, name, pixel in found
        ]

    def paint(self, painter: QPainter, names: Sequence[RegionName]) -> None:
        """Paint everything, with the names that were found earlier."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for name in names:
            self._paint_name(painter, name)
        for leg, bow in self._curves:
            _paint_leg(painter, bow, leg.certainty, self._shown)
        for mark, at in self._marks:
            paint_dot(painter, at, self._radius, self._shown, vague=mark.vague)
        for (mark, at), label in zip(self._marks, self._labels, strict=True):
            if label:
                self._paint_label(painter, mark, at, label)

    def boxes(self) -> list[Bounds]:
        """Return the boxes of the labels that are shown, in the order of their marks."""
        return [label.box for label in self._labels if label]

    def _size(self, mark: Mark) -> tuple[float, float]:
        width = QFontMetricsF(self._font).horizontalAdvance(mark.name) + self._shown.px(4)
        return width + self._badge_width(mark.number), float(self._shown.line_height("body"))

    def _badge_width(self, number: str) -> float:
        if not number:
            return 0.0
        text = QFontMetricsF(self._badge_font()).horizontalAdvance(number)
        return max(text + self._shown.px(8), self._shown.px(17)) + self._shown.px(4)

    def _badge_font(self) -> QFont:
        return self._shown.font("caption", "semibold", tabular=True)

    def _paint_name(self, painter: QPainter, name: RegionName) -> None:
        shown = self._shown
        painter.setFont(shown.font("caption", "semibold" if name.is_country else "regular"))
        painter.setPen(shown.colour("soft" if name.is_country else "faint"))
        x, y = self._view.to_screen(name.at)
        half = shown.px(200)
        painter.drawText(
            QRectF(x - half, y - half, 2 * half, 2 * half), Qt.AlignmentFlag.AlignCenter, name.text
        )

    def _paint_label(self, painter: QPainter, mark: Mark, dot: At, label: Label) -> None:
        shown = self._shown
        left, top, _, bottom = label.box
        if label.leader:
            painter.setPen(QPen(shown.colour("soft"), 0.8 * shown.text_scale))
            painter.drawLine(QPointF(*dot), QPointF(*label.leader))
        badge = self._badge_width(mark.number)
        if badge:
            inset = (bottom - top - shown.px(17)) / 2
            box = QRectF(left, top + inset, badge - shown.px(4), shown.px(17))
            paint_box(painter, box, box.height() / 2, shown.colour("accent"))
            painter.setFont(self._badge_font())
            painter.setPen(shown.colour("on_accent"))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, mark.number)
        metrics = QFontMetricsF(self._font)
        middle = (top + bottom) / 2 + (metrics.ascent() - metrics.descent()) / 2
        base = QPointF(left + badge + shown.px(2), middle)
        _paint_haloed(painter, mark.name, base, self._font, shown.colour("ink"), shown.colour("paper"))


def leg_pen(certainty: Certainty, shown: Theme) -> QPen:
    """Return the pen of a leg: solid, dashed or dotted."""
    pen = QPen(shown.colour("accent"), _LEG * shown.text_scale)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    if dashes := _DASHES[certainty]:
        pen.setDashPattern(dashes)
    return pen


def _paint_leg(painter: QPainter, bow: Curve, certainty: Certainty, shown: Theme) -> None:
    path = QPainterPath(QPointF(*bow.start))
    path.quadTo(QPointF(*bow.control), QPointF(*bow.end))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    halo = QPen(shown.colour("paper"), (_LEG + 2) * shown.text_scale)
    painter.strokePath(path, halo)
    painter.strokePath(path, leg_pen(certainty, shown))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(shown.colour("accent"))
    painter.drawPolygon(QPolygonF([QPointF(*corner) for corner in arrow_head(bow, shown.px(_ARROW))]))


def paint_dot(painter: QPainter, at: At, radius: float, shown: Theme, *, vague: bool) -> None:
    """Paint a place: full where it is known, hollow where it lies somewhere around."""
    accent, paper = shown.colour("accent"), shown.colour("paper")
    painter.setBrush(paper if vague else accent)
    painter.setPen(QPen(accent if vague else paper, 2.0 if vague else 1.5))
    painter.drawEllipse(QPointF(*at), radius, radius)


def _paint_haloed(
    painter: QPainter, text: str, base: QPointF, font: QFont, colour: QColor, ground: QColor
) -> None:
    """Paint a text from a point on its base line, with a rim that keeps lines away from it."""
    path = QPainterPath()
    path.addText(base, font, text)
    rim = QColor(ground)
    rim.setAlphaF(0.85)
    pen = QPen(rim, _RIM)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.strokePath(path, pen)
    painter.setFont(font)
    painter.setPen(colour)
    painter.drawText(base, text)
