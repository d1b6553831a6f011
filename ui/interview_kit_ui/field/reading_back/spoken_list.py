"""What was answered, line after line, large enough to be read out from across a table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from interview_kit.interview.reading import AnswerInWords
from interview_kit.interview.reading_back import Part, Said
from interview_kit_ui import theme
from interview_kit_ui.theme import TextRole, Tone
from interview_kit_ui.widgets.shapes import paint_box
from interview_kit_ui.widgets.typing_keys import RETURNS
from interview_kit_ui.widgets.words import paint_lines, wrap

_Index = QModelIndex | QPersistentModelIndex
_LINE: Final = Qt.ItemDataRole.UserRole
_INSET: Final = 14
_AIR: Final = 8
#: Lines longer than this are hard to follow with a finger; pixels at 100 %.
_WIDEST: Final = 900


@dataclass(frozen=True, slots=True)
class _Text:
    words: str
    role: TextRole
    tone: Tone


@dataclass(frozen=True, slots=True)
class _Line:
    """One row: the heading of a part where ``stable`` is empty, else a question with its answer."""

    stable: str
    texts: tuple[_Text, ...]


def _heading(part: Part) -> _Line:
    return _Line("", (_Text(part.title, "body", "accent"),))


def _line(said: Said) -> _Line:
    answer = said.answer
    texts = [
        _Text(said.question, "second", "soft"),
        _Text(answer.words, "question", "soft" if answer.missing else "ink"),
    ]
    if beside := _beside(answer):
        texts.append(_Text(beside, "second", "ink"))
    return _Line(said.stable, tuple(texts))


def _beside(answer: AnswerInWords) -> str:
    said = f"“{answer.said}”" if answer.said else ""
    return " · ".join(one for one in (answer.understood, answer.source, answer.certainty, said) if one)


class SpokenList(QListView):
    """Signal ``chosen(str)``: the stable path of the line that is to be corrected, by Enter or double click.

    Up and Down go from line to line; headings are passed over.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = _Lines(self)
        self._painter = _LinePainter(self)
        self.setModel(self._lines)
        self.setItemDelegate(self._painter)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(False)
        self.doubleClicked.connect(self._choose)

    @property
    def current(self) -> str:
        """The stable path of the line that is marked, empty for none."""
        index = self.currentIndex()
        return self._lines.lines[index.row()].stable if index.isValid() else ""

    def show_parts(self, parts: Iterable[Part]) -> None:
        """Show what was said; the mark stays on its question, or goes to the first."""
        before = self.current
        self._lines.show([line for part in parts for line in (_heading(part), *map(_line, part.said))])
        self.mark(before)

    def mark(self, stable: str) -> None:
        """Put the mark on a question, or on the first where that is not there."""
        spoken = [row for row, line in enumerate(self._lines.lines) if line.stable]
        there = [row for row in spoken if self._lines.lines[row].stable == stable]
        for row in (*there, *spoken)[:1]:
            self.setCurrentIndex(self._lines.index(row))
            self.scrollTo(self._lines.index(row))
            if row == spoken[0]:
                self.scrollToTop()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in RETURNS:
            self._choose(self.currentIndex())
        elif event.text().strip():  # a digit picks below; letters must not search here
            event.ignore()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.scheduleDelayedItemsLayout()

    def _choose(self, index: QModelIndex) -> None:
        if index.isValid() and (stable := self._lines.lines[index.row()].stable):
            self.chosen.emit(stable)


class _Lines(QAbstractListModel):
    """The rows, and what a screen reader says of each."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.lines: list[_Line] = []

    def show(self, lines: list[_Line]) -> None:
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  # as Qt declares it
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        line = self.lines[index.row()]
        if role == _LINE:
            return line
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return ". ".join(text.words for text in line.texts)
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        spoken = bool(self.lines[index.row()].stable)
        return super().flags(index) if spoken else Qt.ItemFlag.NoItemFlags


class _LinePainter(QStyledItemDelegate):
    """Wraps and paints the texts of a row below each other."""

    def sizeHint(self, _option: QStyleOptionViewItem, index: _Index) -> QSize:
        width = self._width()
        shown, line = theme.current(), index.data(_LINE)
        height = sum(len(self._wrapped(text, width)) * shown.line_height(text.role) for text in line.texts)
        return QSize(width, height + 2 * shown.px(_AIR))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        shown, line = theme.current(), index.data(_LINE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            box = QRectF(option.rect).adjusted(1, 1, -1, -1)
            paint_box(
                painter, box, 8, shown.colour("accent_soft"), border=shown.colour("accent"), width=shown.ring
            )
        box = QRectF(option.rect).adjusted(_INSET, shown.px(_AIR), 0, 0)
        box.setWidth(self._width() - 2 * _INSET)
        for text in line.texts:
            lines, height = self._wrapped(text, self._width()), shown.line_height(text.role)
            painter.setFont(shown.font(text.role, "semibold" if not line.stable else None))
            painter.setPen(shown.colour(text.tone))
            paint_lines(painter, lines, box, height)
            box.translate(0, len(lines) * height)
        painter.restore()

    def _width(self) -> int:
        view = self.parent()
        assert isinstance(view, QListView)
        return min(view.viewport().width(), theme.current().px(_WIDEST))

    def _wrapped(self, text: _Text, width: int) -> list[str]:
        return wrap(text.words, QFontMetricsF(theme.current().font(text.role)), width - 2 * _INSET)
