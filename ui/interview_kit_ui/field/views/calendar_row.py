"""One row of the life calendar: what it was at the left, when at the right, and what contradicts it."""

from __future__ import annotations

from typing import Final, TypeAlias

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from interview_kit_ui import theme
from interview_kit_ui.field.views import told
from interview_kit_ui.field.views.life_calendar import Axis, Entry
from interview_kit_ui.field.views.row_list import Row
from interview_kit_ui.language import tr
from interview_kit_ui.theme import Theme
from interview_kit_ui.widgets.shapes import paint_box
from interview_kit_ui.widgets.words import paint_lines, wrap

_EDGE: Final = 10
#: What the words take of a row, as a share.
_WORDS: Final = 0.4
_BAR: Final = 12
_TRIANGLE: Final = 11
#: Above a warning.
_APART: Final = 3


#: The lines of what it was, of when, and of each warning.
_Wrapped: TypeAlias = tuple[list[str], list[str], list[list[str]]]


class CalendarRow(Row):
    """Setter: ``show_entry``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entry: Entry | None = None
        self._axis: Axis | None = None
        self._when = ""
        #: By width and size of text: layouts ask many times over.
        self._wrapped: dict[tuple[int, float], _Wrapped] = {}

    def show_entry(self, entry: Entry, axis: Axis | None) -> None:
        """Show an entry on an axis; None where nothing has a date."""
        when = entry.when or tr("views.no-date")
        below = told.BETWEEN.join(part for part in (entry.kind, when) if part)
        if (entry, axis, below) == (self._entry, self._axis, self._when):
            return
        self._entry, self._axis, self._when = entry, axis, below
        self._wrapped = {}
        self.setText(entry.name)
        parts = (entry.name, entry.kind, when, *entry.warnings)
        self.setAccessibleName(", ".join(part for part in parts if part))
        self.updateGeometry()
        self.update()

    def heightForWidth(self, width: int) -> int:
        shown = theme.current()
        name, when, warnings = self._lines(width)
        captions = len(when) + sum(map(len, warnings))
        words = len(name) * shown.line_height("body") + captions * shown.line_height("caption")
        return words + len(warnings) * shown.px(_APART) + 2 * shown.px(6)

    def sizeHint(self) -> QSize:
        return QSize(640, self.heightForWidth(640))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.current().px(240), self.heightForWidth(10_000))

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._entry is None:
            return
        shown = theme.current()
        painter = QPainter(self)
        if self.hasFocus() or self.underMouse():
            border, width = shown.colour("accent") if self.hasFocus() else None, shown.border(strong=True)
            box = QRectF(self.rect())
            paint_box(painter, box, 8, shown.colour("accent_soft"), border=border, width=width)
        name, when, warnings = self._lines(self.width())
        room = bar_room(self.width())
        words = QRectF(_EDGE, shown.px(6), room.left() - 2 * _EDGE, 0)
        bottom = words.top() + len(name) * shown.line_height("body") + len(when) * self._caption()
        if self._axis is not None:
            paint_years(painter, self._axis, room.left(), room.right(), 0, self.height(), shown)
            middle = (shown.px(6) + bottom) / 2
            paint_entry(painter, self._entry, self._axis, QRectF(room.left(), middle, room.width(), 0), shown)
        painter.setFont(shown.font("body", "medium"))
        painter.setPen(shown.colour("ink"))
        paint_lines(painter, name, words, shown.line_height("body"))
        words.translate(0, len(name) * shown.line_height("body"))
        painter.setFont(shown.font("caption"))
        painter.setPen(shown.colour("soft"))
        paint_lines(painter, when, words, self._caption())
        self._paint_warnings(painter, warnings, bottom)
        painter.end()

    def _paint_warnings(self, painter: QPainter, warnings: list[list[str]], top: float) -> None:
        shown = theme.current()
        indent, line = shown.px(_TRIANGLE + 6), self._caption()
        for lines in warnings:
            top += shown.px(_APART)
            height = len(lines) * line
            ground = QRectF(_EDGE - 4, top, self.width() - 2 * _EDGE + 8, height)
            paint_box(painter, ground, 4, shown.colour("warn_soft"))
            box = QRectF(_EDGE, top + (line - shown.px(_TRIANGLE)) / 2, shown.px(_TRIANGLE), 0)
            box.setHeight(box.width())
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(shown.colour("warn"))
            painter.drawPolygon(
                QPolygonF([QPointF(box.center().x(), box.y()), box.bottomRight(), box.bottomLeft()])
            )
            painter.setPen(shown.colour("warn"))
            painter.setFont(shown.font("caption"))
            paint_lines(painter, lines, QRectF(_EDGE + indent, top, self.width(), 0), line)
            top += height

    def _caption(self) -> int:
        return theme.current().line_height("caption")

    def _lines(self, width: int) -> _Wrapped:
        key = width, theme.current().text_scale
        if key not in self._wrapped:
            self._wrapped[key] = self._wrap(width)
        return self._wrapped[key]

    def _wrap(self, width: int) -> _Wrapped:
        shown = theme.current()
        if self._entry is None:
            return [], [], []
        room, caption = bar_room(width).left() - 2 * _EDGE, QFontMetricsF(shown.font("caption"))
        name = wrap(self._entry.name, QFontMetricsF(shown.font("body", "medium")), room)
        whole = width - 2 * _EDGE - shown.px(_TRIANGLE + 6)
        warnings = [wrap(words, caption, whole) for words in self._entry.warnings]
        return name, wrap(self._when, caption, room), warnings


def bar_room(width: int) -> QRectF:
    """Return where the years are in a row so wide; only left and right count."""
    left = width * _WORDS
    return QRectF(left, 0, max(1.0, width - left - 2 * _EDGE), 0)


def paint_years(
    painter: QPainter, axis: Axis, left: float, right: float, top: float, bottom: float, shown: Theme
) -> None:
    """Paint a hairline at each year that is written down."""
    painter.setPen(QPen(shown.colour("line"), 1))
    for _year, x in years_at(axis, left, right, shown):
        painter.drawLine(QPointF(x, top), QPointF(x, bottom))


def years_at(axis: Axis, left: float, right: float, shown: Theme) -> list[tuple[int, float]]:
    """Return the years that are written down, and where."""
    widest = QFontMetricsF(shown.font("caption", tabular=True)).horizontalAdvance("0000") + shown.px(14)
    span = axis.last + 1 - axis.first
    ticks = axis.ticks(int((right - left) // widest))
    return [(year, left + (year - axis.first) / span * (right - left)) for year in ticks]


def paint_entry(painter: QPainter, entry: Entry, axis: Axis, room: QRectF, shown: Theme) -> None:
    """Paint an entry around the height of ``room``, which spans the axis."""
    tone = "warn" if entry.warnings else "accent"
    boxes = []
    for part in entry.stretches:
        left, right = (room.left() + axis.share(day) * room.width() for day in (part.first, part.last))
        half = shown.px(_BAR) / 2
        boxes.append(QRectF(left, room.y() - half, max(right - left, shown.px(3)), 2 * half))
        paint_stretch(painter, boxes[-1], shown, tone, certain=part.certain)
    if boxes and not entry.lasts:
        paint_event(painter, boxes[0].center(), shown, tone, certain=entry.stretches[0].certain)
    if entry.open_start:
        _paint_open(painter, boxes[0].left(), room.y(), -1, shown, tone)
    if entry.open_end:
        _paint_open(painter, boxes[-1].right(), room.y(), 1, shown, tone)


def paint_stretch(painter: QPainter, box: QRectF, shown: Theme, tone: str, *, certain: bool) -> None:
    """Paint days: full where it is sure, hatched where it is not."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    colour = shown.colour(tone)
    painter.setPen(QPen(colour, 1))
    painter.setBrush(QBrush(colour, Qt.BrushStyle.SolidPattern if certain else Qt.BrushStyle.BDiagPattern))
    painter.drawRect(box)


def paint_event(painter: QPainter, middle: QPointF, shown: Theme, tone: str, *, certain: bool) -> None:
    """Paint the diamond of an event: full on a day that is known."""
    half = shown.px(_BAR) * 0.7
    painter.setPen(QPen(shown.colour(tone), 1.6))
    painter.setBrush(shown.colour(tone if certain else "paper"))
    steps = ((0, -half), (half, 0), (0, half), (-half, 0))
    painter.drawPolygon(QPolygonF([middle + QPointF(x, y) for x, y in steps]))


def _paint_open(painter: QPainter, x: float, y: float, way: int, shown: Theme, tone: str) -> None:
    """Paint an arrow head: it went on, or had begun, nobody told until or since when."""
    size = shown.px(_BAR)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(shown.colour(tone))
    at = x + way * 2
    corners = ((at, y - size * 0.6), (at + way * size * 0.8, y), (at, y + size * 0.6))
    painter.drawPolygon(QPolygonF([QPointF(*corner) for corner in corners]))
