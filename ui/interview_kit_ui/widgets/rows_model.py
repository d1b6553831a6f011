"""The plain model behind a table: named rows of cells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from interview_kit_ui.language import LANGUAGE, tr
from interview_kit_ui.theme import Tone

CELL_ROLE: Final = Qt.ItemDataRole.UserRole
_NOTHING: Final = QModelIndex()


@dataclass(frozen=True)
class Column:
    """A column. The ``stretch`` one takes the room that is left; those that ``yields`` go where there is
    none, the last first.
    """

    title_key: str
    stretch: bool = False
    yields: bool = False


@dataclass(frozen=True)
class State:
    """A cell that says a state in a tone, with a dot."""

    text: str
    tone: Tone


@dataclass(frozen=True)
class Share:
    """A cell that draws a part of a whole, 0 to 1, as a small bar with its percentage."""

    part: float

    @property
    def text(self) -> str:
        """The percentage in words."""
        return f"{self.part:.0%}"


Cell = str | int | State | Share


@dataclass(frozen=True)
class Row:
    """A row; ``name`` identifies it to whoever filled the table."""

    name: str
    cells: Sequence[Cell]


class RowsModel(QAbstractTableModel):
    """Rows and columns for a table; headings follow the language."""

    def __init__(self, columns: Sequence[Column], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.rows: list[Row] = []
        LANGUAGE.changed.connect(self._retitle)

    def set_rows(self, rows: Iterable[Row]) -> None:
        """Replace every row."""
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NOTHING) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = _NOTHING) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        cell = self.rows[index.row()].cells[index.column()]
        text = cell.text if isinstance(cell, State | Share) else str(cell)
        if role == CELL_ROLE:
            return cell
        if role == Qt.ItemDataRole.DisplayRole:
            return "" if isinstance(cell, State | Share) else text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return text
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = "AlignRight" if isinstance(cell, int) else "AlignLeft"
            return Qt.AlignmentFlag[side] | Qt.AlignmentFlag.AlignVCenter
        return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return tr(self.columns[section].title_key)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            numbers = bool(self.rows) and isinstance(self.rows[0].cells[section], int)
            side = "AlignRight" if numbers else "AlignLeft"
            return Qt.AlignmentFlag[side] | Qt.AlignmentFlag.AlignVCenter
        return None

    def _retitle(self) -> None:
        last = len(self.columns) - 1
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, last)
