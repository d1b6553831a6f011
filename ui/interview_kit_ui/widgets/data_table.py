"""A table for lists: interviews, intake, statistics."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from interview_kit_ui import theme
from interview_kit_ui.widgets.rows_model import CELL_ROLE, Column, Row, RowsModel, Share, State
from interview_kit_ui.widgets.shapes import paint_box

_EDGE = 12
#: Width a column that stretches keeps before another yields.
_LEAST_STRETCH = 140


class DataTable(QTableView):
    """Rows to read and choose from; nothing is edited in place.

    Signals: ``row_opened(str)`` Enter or double click, ``row_selected(str)`` the name of the row
    under the cursor, ``""`` for none. Setters: ``set_name`` (bindable; what screen
    readers call the table), ``set_rows`` (keeps the selected row if its name
    is still there), ``select(name)``. Cells may be text, numbers (at the right), ``State`` (a dot
    and words in a tone) or ``Share`` (a small bar). Up and Down move, Home and End
    go to the first and the last row, Tab leaves the table.
    """

    row_opened = Signal(str)
    row_selected = Signal(str)

    def __init__(self, columns: Sequence[Column], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = RowsModel(columns, self)
        #: How wide the columns would like to be, until rows, size of text or language change.
        self._wanted: list[int] = []
        self._rows.headerDataChanged.connect(self._measure_again)
        self.setModel(self._rows)
        self.setItemDelegate(_CellDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        for position, column in enumerate(columns):
            mode = QHeaderView.ResizeMode
            header.setSectionResizeMode(position, mode.Stretch if column.stretch else mode.ResizeToContents)
        self.activated.connect(lambda index: self.row_opened.emit(self._name(index)))
        self.selectionModel().currentRowChanged.connect(
            lambda index, _before: self.row_selected.emit(self._name(index))
        )
        self._set_row_height()

    @property
    def selected(self) -> str:
        """The name of the row under the cursor, empty for none."""
        return self._name(self.currentIndex())

    def set_name(self, name: str) -> None:
        """Say what the table lists."""
        self.setAccessibleName(name)

    def set_rows(self, rows: Iterable[Row]) -> None:
        """Show these rows."""
        selected = self.selected
        self._rows.set_rows(rows)
        self.updateGeometry()
        self._measure_again()
        self.select(selected)

    def select(self, name: str) -> None:
        """Put the cursor on a row, if it is there."""
        for position, row in enumerate(self._rows.rows):
            if row.name == name:
                self.setCurrentIndex(self._rows.index(position, 0))

    def sizeHint(self) -> QSize:
        rows = max(1, self._rows.rowCount())
        height = rows * self.verticalHeader().defaultSectionSize()
        height += self.horizontalHeader().sizeHint().height()
        return QSize(super().sizeHint().width(), height + 2 * self.frameWidth())

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Home and End go to the first and the last row: among the cells of one nobody moves."""
        ends = {action.MoveHome: 0, action.MoveEnd: self._rows.rowCount() - 1}
        row = ends.get(action, -1)
        return self._rows.index(row, 0) if row >= 0 else super().moveCursor(action, modifiers)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._set_row_height()
            self._measure_again()

    def _measure_again(self) -> None:
        self._wanted = []
        self._make_room()

    def _make_room(self) -> None:
        columns = self._rows.columns
        wanted = self._wanted = self._wanted or [self._width_of(*one) for one in enumerate(columns)]
        missing = sum(wanted) - self.viewport().width()
        for position in reversed(range(len(columns))):
            goes = columns[position].yields and missing > 0
            missing -= wanted[position] if goes else 0
            if goes != self.isColumnHidden(position):
                self.setColumnHidden(position, goes)
            if columns[position].stretch:
                self.horizontalHeader().setStretchLastSection(goes)

    def _width_of(self, position: int, column: Column) -> int:
        wanted = max(self.horizontalHeader().sectionSizeHint(position), self.sizeHintForColumn(position))
        return min(wanted, theme.current().px(_LEAST_STRETCH)) if column.stretch else wanted

    def _name(self, index: QModelIndex) -> str:
        return self._rows.rows[index.row()].name if index.isValid() else ""

    def _set_row_height(self) -> None:
        self.verticalHeader().setDefaultSectionSize(theme.current().px(42))
        self.updateGeometry()


class _CellDelegate(QStyledItemDelegate):
    """Draws states and shares; text and numbers are drawn by Qt."""

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().initStyleOption(option, index)
        option.font = theme.current().font("body", tabular=True)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        super().paint(painter, option, index)
        if index.row() > 0:
            line = theme.current().colour("line")
            painter.fillRect(option.rect.x(), option.rect.y(), option.rect.width(), 1, line)
        cell = index.data(CELL_ROLE)
        box = QRectF(option.rect).adjusted(_EDGE, 0, -_EDGE, 0)
        painter.save()
        if isinstance(cell, State):
            self._paint_state(painter, box, cell)
        elif isinstance(cell, Share):
            self._paint_share(painter, box, cell)
        painter.restore()

    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        cell = index.data(CELL_ROLE)
        shown = theme.current()
        metrics = QFontMetricsF(shown.font("body", "medium", tabular=True))
        if isinstance(cell, State):
            width = shown.px(16) + metrics.horizontalAdvance(cell.text)
        elif isinstance(cell, Share):
            width = shown.px(140)
        else:
            width = metrics.horizontalAdvance(str(cell))
        return QSize(round(width) + 2 * _EDGE + 8, shown.px(42))

    def _paint_state(self, painter: QPainter, box: QRectF, state: State) -> None:
        shown = theme.current()
        side = shown.px(8)
        dot = QRectF(box.x(), box.center().y() - side / 2, side, side)
        paint_box(painter, dot, side / 2, shown.colour(state.tone))
        painter.setFont(shown.font("body", "medium"))
        painter.setPen(shown.colour(state.tone))
        words = box.adjusted(shown.px(16), 0, 0, 0)
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(words, flags, state.text)

    def _paint_share(self, painter: QPainter, box: QRectF, share: Share) -> None:
        shown = theme.current()
        number, height = shown.px(40), shown.px(8)
        painter.setFont(shown.font("body", tabular=True))
        painter.setPen(shown.colour("ink"))
        words = QRectF(box.x(), box.y(), number, box.height())
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(words, flags, share.text)
        track = QRectF(
            words.right() + 10,
            box.center().y() - height / 2,
            box.right() - words.right() - 10,
            height,
        )
        paint_box(painter, track, height / 2, shown.colour("accent_soft"))
        if share.part > 0:
            track.setWidth(max(height, track.width() * min(share.part, 1)))
            paint_box(painter, track, height / 2, shown.colour("accent"))
