"""Chips in a row: some at the left, some at the right, wrapping where there is no room."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from PySide6.QtCore import QEvent, QPoint, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from interview_kit_ui.widgets.chip import Chip

_GAP = 6


class ChipRow(QWidget):
    """Two groups of chips. Setter: ``set_chips(left, right)``; the row owns the chips."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._left: list[Chip] = []
        self._right: list[Chip] = []
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_chips(self, left: Iterable[Chip], right: Iterable[Chip]) -> None:
        """Show these chips, in tab order from left to right; earlier ones are deleted."""
        left, right = list(left), list(right)
        for chip in (*self._left, *self._right):
            if chip not in left and chip not in right:
                chip.hide()
                chip.deleteLater()
        self._left, self._right = left, right
        before: Chip | None = None
        for chip in (*left, *right):
            chip.setParent(self)
            chip.show()
            if before is not None:
                QWidget.setTabOrder(before, chip)
            before = chip
        self.updateGeometry()
        self._place()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        bottoms = [at.y() + chip.sizeHint().height() for chip, at in self._places(width)]
        return max(bottoms, default=0)

    def sizeHint(self) -> QSize:
        widths = [chip.sizeHint().width() + _GAP for chip in (*self._left, *self._right)]
        return QSize(sum(widths), self.heightForWidth(sum(widths)))

    def minimumSizeHint(self) -> QSize:
        widths = [chip.sizeHint().width() for chip in (*self._left, *self._right)]
        return QSize(max(widths, default=0), 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:  # a chip's text or key changed
            self.updateGeometry()
            self._place()
        return super().event(event)

    def _place(self) -> None:
        for chip, at in self._places(self.width()):
            chip.move(at)
            chip.resize(chip.sizeHint())

    def _places(self, width: int) -> Iterator[tuple[Chip, QPoint]]:
        x = y = 0
        for chip in self._left:
            size = chip.sizeHint()
            if x and x + size.width() > width:
                x, y = 0, y + size.height() + _GAP
            yield chip, QPoint(x, y)
            x += size.width() + _GAP
        rest = sum(chip.sizeHint().width() + _GAP for chip in self._right) - _GAP
        if self._right and x and x + rest > width:
            x, y = 0, y + self._right[0].sizeHint().height() + _GAP
        x = max(0, width - rest)
        for chip in self._right:
            yield chip, QPoint(x, y)
            x += chip.sizeHint().width() + _GAP
