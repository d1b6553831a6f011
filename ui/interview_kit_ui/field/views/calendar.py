"""The life calendar: events and stays in the order of time, beside an axis of years."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from interview_kit.interview.picture import NodePicture
from interview_kit.protocol.model import Protocol
from interview_kit_ui import theme
from interview_kit_ui.field.views.calendar_row import (
    CalendarRow,
    bar_room,
    paint_event,
    paint_stretch,
    paint_years,
    years_at,
)
from interview_kit_ui.field.views.life_calendar import Axis, Entry, axis_of, entries_of
from interview_kit_ui.field.views.repeat_view import RepeatView
from interview_kit_ui.field.views.row_list import RowList
from interview_kit_ui.field.wording import Wording
from interview_kit_ui.language import LANGUAGE, bind_text
from interview_kit_ui.widgets.map_key import KeyItem
from interview_kit_ui.widgets.wrapping_row import WrappingRow

_TICK: Final = 5


class CalendarView(RepeatView):
    """An axis of years, a row for each event and stay, and what the bars mean."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("views.calendar", parent)
        self.axis, self.rows = YearsHeader(), RowList(CalendarRow)
        key = WrappingRow()
        key.set_widgets((_Sample("sure"), _Sample("unsure"), _Sample("event")))
        for widget in (self.axis, self.rows, key):
            self.body.addWidget(widget)
        self._entries: tuple[Entry, ...] = ()
        self.rows.chosen.connect(self._choose)

    def _show(self, instances: tuple[NodePicture, ...], wording: Wording, protocol: Protocol) -> None:
        self._entries = entries_of(instances, wording, protocol, LANGUAGE.code)
        axis = axis_of(self._entries)
        self.axis.show_axis(axis)
        for row, entry in zip(self.rows.show_rows(len(self._entries)), self._entries, strict=True):
            row.show_entry(entry, axis)

    def _choose(self, place: int) -> None:
        self.chosen.emit(self._entries[place].stable)


class YearsHeader(QWidget):
    """The years above the rows. Setter: ``show_axis``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._axis: Axis | None = None

    def show_axis(self, axis: Axis | None) -> None:
        """Write down the years of an axis, or nothing."""
        self._axis = axis
        self.setVisible(axis is not None)
        self.update()

    def sizeHint(self) -> QSize:
        shown = theme.current()
        return QSize(240, shown.line_height("caption") + shown.px(_TICK))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._axis is None:
            return
        shown, room = theme.current(), bar_room(self.width())
        painter = QPainter(self)
        bottom = self.height()
        paint_years(painter, self._axis, room.left(), room.right(), bottom - shown.px(_TICK), bottom, shown)
        painter.setFont(shown.font("caption", tabular=True))
        painter.setPen(shown.colour("soft"))
        half = shown.px(40)
        for year, x in years_at(self._axis, room.left(), room.right(), shown):
            box = QRectF(x - half, 0, 2 * half, shown.line_height("caption"))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(year))
        painter.end()


class _Sample(KeyItem):
    """A small picture of what is certain, of what is not, or of an event."""

    sample = 28

    def __init__(self, what: str) -> None:
        super().__init__()
        self._what = what
        bind_text(self.set_words, f"views.calendar-{what}")

    def _paint_sample(self, painter: QPainter, middle: float) -> float:
        shown = theme.current()
        end, half = shown.px(self.sample), shown.px(5)
        if self._what == "event":
            paint_event(painter, QPointF(end / 2, middle), shown, "accent", certain=True)
        else:
            box = QRectF(1, middle - half, end - 2, 2 * half)
            paint_stretch(painter, box, shown, "accent", certain=self._what == "sure")
        return end
