"""What stands on the land of the map in one view: marks, legs, their labels, names of regions, the key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF

from interview_kit.maps.labels import Label, grown, placed
from interview_kit.maps.marks import CERTAINTIES, Certainty, Curve, Leg, Mark, arrow_head, curve, region_names
from interview_kit.maps.outlines import At, Bounds, outlines
from interview_kit.maps.view import View, round_length
from interview_kit_ui.language import LANGUAGE, tr
from interview_kit_ui.theme import Theme
from interview_kit_ui.widgets.shapes import paint_box

_DOT: Final = 5
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
        keep_free: Sequence[Bounds],
    ) -> None:
        self._view, self._shown = view, shown
        self._marks = [(mark, view.to_screen(at)) for mark, at in marks]
        self._radius = shown.px(_DOT)
        self._curves: list[tuple[Leg, Curve]] = []
        for leg, start, end in legs:
            bow = curve(view.to_screen(start), view.to_screen(end), self._radius + shown.px(3))
            if bow:
                self._curves.append((leg, bow))
        self._key = _Key(
            view, shown, {leg.certainty for leg, _, _ in legs}, any(one.vague for one, _ in marks)
        )
        self._font = shown.font("body", "medium")
        self._labels = placed(
            [at for _, at in self._marks],
            [self._size(mark) for mark, _ in self._marks],
            (_EDGE, _EDGE, view.width - _EDGE, view.height - _EDGE),
            self._radius,
            lines=[point for _, bow in self._curves for point in bow.points()],
            keep_free=[*keep_free, self._key.box],
        )
        self._keep_free = list(keep_free)

    def names(self) -> list[RegionName]:
        """Return the names of regions that have room, clear of everything else."""
        taken = [label.box for label in self._labels if label] + [*self._keep_free, self._key.box]
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
            _paint_dot(painter, at, self._radius, self._shown, vague=mark.vague)
        for (mark, at), label in zip(self._marks, self._labels, strict=True):
            if label:
                self._paint_label(painter, mark, at, label)
        self._key.paint(painter)

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


class _Key:
    """What the kinds of lines and dots mean, as far as they are on the map, and the scale."""

    def __init__(self, view: View, shown: Theme, legs: set[Certainty], vague: bool) -> None:
        self._shown = shown
        self._font = shown.font("caption")
        self._legs = [one for one in CERTAINTIES if one in legs]
        metres = outlines().metres(view.middle[1]) / view.scale
        length = round_length(metres * shown.px(96))
        self._bar = length / metres
        self._rows = [_length_in_words(length), *(tr(f"maps.way-{one}") for one in self._legs)]
        if vague:
            self._rows.append(tr("maps.vague"))
        self._line = shown.line_height("caption") + 2
        self._sample = max(self._bar, shown.px(40)) if len(self._rows) > 1 else self._bar
        metrics = QFontMetricsF(self._font)
        text = max(metrics.horizontalAdvance(row) for row in self._rows)
        width = self._sample + shown.px(8) + text + 2 * shown.px(10)
        height = self._line * len(self._rows) + 2 * shown.px(6)
        bottom = view.height - _EDGE
        self.box: Bounds = (_EDGE, bottom - height, _EDGE + width, bottom)

    def paint(self, painter: QPainter) -> None:
        shown = self._shown
        left, top, right, bottom = self.box
        paint_box(
            painter,
            QRectF(left, top, right - left, bottom - top),
            8,
            shown.colour("paper"),
            border=shown.colour("line"),
        )
        left += shown.px(10)
        for row, text in enumerate(self._rows):
            middle = top + shown.px(6) + (row + 0.5) * self._line
            self._paint_sample(painter, row, left, middle)
            painter.setFont(self._font)
            painter.setPen(shown.colour("soft"))
            box = QRectF(left + self._sample + shown.px(8), middle - self._line / 2, right - left, self._line)
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)

    def _paint_sample(self, painter: QPainter, row: int, left: float, middle: float) -> None:
        shown = self._shown
        if row == 0:
            tick = shown.px(3)
            painter.setPen(QPen(shown.colour("soft"), 1.2 * shown.text_scale))
            ends = (
                (left, middle - tick),
                (left, middle),
                (left + self._bar, middle),
                (left + self._bar, middle - tick),
            )
            painter.drawPolyline(QPolygonF([QPointF(*end) for end in ends]))
        elif row <= len(self._legs):
            painter.setPen(_leg_pen(self._legs[row - 1], shown))
            end = left + shown.px(40)
            painter.drawLine(QPointF(left + 2, middle), QPointF(end - 2, middle))
        else:
            _paint_dot(painter, (left + shown.px(20), middle), shown.px(_DOT), shown, vague=True)


def _length_in_words(metres: float) -> str:
    if metres >= 1000:
        return tr("maps.kilometres", length=f"{metres / 1000:g}")
    return tr("maps.metres", length=f"{metres:g}")


def _leg_pen(certainty: Certainty, shown: Theme) -> QPen:
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
    painter.strokePath(path, _leg_pen(certainty, shown))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(shown.colour("accent"))
    painter.drawPolygon(QPolygonF([QPointF(*corner) for corner in arrow_head(bow, shown.px(_ARROW))]))


def _paint_dot(painter: QPainter, at: At, radius: float, shown: Theme, *, vague: bool) -> None:
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
