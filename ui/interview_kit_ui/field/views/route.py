"""A way on the map: numbered stops, and below them what is known of each."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from interview_kit.interview.picture import NodePicture
from interview_kit.maps.marks import Leg, Mark
from interview_kit.protocol.model import Protocol
from interview_kit_ui import theme
from interview_kit_ui.field.views import told
from interview_kit_ui.field.views.repeat_view import RepeatView
from interview_kit_ui.field.views.route_stops import Stop, on_map, stops_of
from interview_kit_ui.field.views.row_list import Row, RowList
from interview_kit_ui.field.wording import Wording
from interview_kit_ui.language import LANGUAGE, tr
from interview_kit_ui.widgets.map_view import MapView
from interview_kit_ui.widgets.shapes import paint_box
from interview_kit_ui.widgets.words import Lines, paint_lines

_MAP: Final = 340
_BADGE: Final = 20
_EDGE: Final = 10


class RouteView(RepeatView):
    """The map with its stops; places it cannot show are in the list alone."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("views.route", parent)
        self.map = MapView()
        self.stops = RowList(StopRow)
        self.body.addWidget(self.map)
        self.body.addWidget(self.stops)
        self._told: tuple[Stop, ...] = ()
        self._way: tuple[tuple[Mark, ...], tuple[Leg, ...]] | None = None
        self.stops.chosen.connect(self._choose)
        self._set_height()

    def _show(self, instances: tuple[NodePicture, ...], _wording: Wording, protocol: Protocol) -> None:
        stops = stops_of(instances, protocol, LANGUAGE.code)
        self._told = stops
        way = on_map(stops, LANGUAGE.code)
        if way != self._way:  # else the map stays where somebody moved it
            self._way = way
            self.map.setVisible(bool(way[0]))
            self.map.show_places(*way)
        for row, stop in zip(self.stops.show_rows(len(stops)), stops, strict=True):
            row.show_stop(stop)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._set_height()

    def _choose(self, place: int) -> None:
        self.chosen.emit(self._told[place].stable)

    def _set_height(self) -> None:
        self.map.setFixedHeight(theme.current().px(_MAP))


class StopRow(Row):
    """One stop. Setter: ``show_stop``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number = self._where = self._more = ""
        self._on_map = False
        self._where_lines, self._more_lines = Lines("body", "medium"), Lines("caption")

    def show_stop(self, stop: Stop) -> None:
        """Say where it was, what, when, and how certain that is."""
        before = self._number, self._on_map, self._where, self._more
        self._number, self._on_map = str(stop.number), stop.on_map
        self._where = stop.where or tr("views.place-not-told")
        aside = "" if stop.on_map else tr("views.not-on-map")
        parts = [part for part in (stop.what, stop.when, stop.said, aside) if part]
        self._more = told.BETWEEN.join(parts)
        if before == (self._number, self._on_map, self._where, self._more):
            return
        self.setText(self._where)
        self.setAccessibleName(", ".join((self._number, self._where, *parts)))
        self.updateGeometry()
        self.update()

    def heightForWidth(self, width: int) -> int:
        shown = theme.current()
        where, more = self._lines(width)
        lines = len(where) * shown.line_height("body") + len(more) * shown.line_height("caption")
        return lines + 2 * shown.px(6)

    def sizeHint(self) -> QSize:
        return QSize(theme.current().px(360), self.heightForWidth(theme.current().px(360)))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.current().px(160), self.heightForWidth(10_000))

    def paintEvent(self, _event: QPaintEvent) -> None:
        shown = theme.current()
        painter = QPainter(self)
        if self.hasFocus() or self.underMouse():
            border = shown.colour("accent") if self.hasFocus() else None
            width = shown.border(strong=True)
            paint_box(
                painter, QRectF(self.rect()), 8, shown.colour("accent_soft"), border=border, width=width
            )
        self._paint_badge(painter)
        where, more = self._lines(self.width())
        top = float(shown.px(6))
        for lines, role, tone in ((where, "body", "ink"), (more, "caption", "soft")):
            height = shown.line_height("body" if role == "body" else "caption")
            painter.setFont(shown.font("body", "medium") if role == "body" else shown.font("caption"))
            painter.setPen(shown.colour(tone))
            paint_lines(painter, lines, QRectF(self._left(), top, self._room(self.width()), 0), height)
            top += len(lines) * height
        painter.end()

    def _paint_badge(self, painter: QPainter) -> None:
        """Paint the number as the map does; hollow where the map does not show it."""
        shown = theme.current()
        side, line = shown.px(_BADGE), shown.line_height("body")
        painter.setFont(shown.font("caption", "semibold", tabular=True))
        wide = QFontMetricsF(painter.font()).horizontalAdvance(self._number) + shown.px(8)
        box = QRectF(_EDGE, shown.px(6) + (line - side) / 2, max(side, wide), side)
        fill = shown.colour("accent") if self._on_map else None
        border = None if self._on_map else shown.colour("soft")
        paint_box(painter, box, side / 2, fill, border=border, width=1.5)
        painter.setPen(shown.colour("on_accent" if self._on_map else "soft"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._number)

    def _lines(self, width: int) -> tuple[list[str], list[str]]:
        room = self._room(width)
        more = self._more_lines.at(self._more, room) if self._more else []
        return self._where_lines.at(self._where, room), more

    def _left(self) -> int:
        return _EDGE + theme.current().px(_BADGE + 14)

    def _room(self, width: int) -> int:
        return max(1, width - self._left() - _EDGE)
