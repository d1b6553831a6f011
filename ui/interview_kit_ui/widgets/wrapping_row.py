"""Buttons or chips in a row: some at the left, some at the right, wrapping where there is no room."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from PySide6.QtCore import QEvent, QPoint, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget


class WrappingRow(QWidget):
    """Two groups of widgets in the sizes they ask for; hidden ones take no room.

    The right group goes below the left one where both do not fit, and wraps itself where it must.
    Setter: ``set_widgets(left, right)``; the row owns the widgets.
    """

    def __init__(self, left: Iterable[QWidget] = (), *, gap: int = 6, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._gap = gap
        self._left: list[QWidget] = []
        self._right: list[QWidget] = []
        #: Heights by width: layouts inside each other ask for one many times over.
        self._heights: dict[int, int] = {}
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.set_widgets(left)

    def set_widgets(self, left: Iterable[QWidget], right: Iterable[QWidget] = ()) -> None:
        """Show these widgets, in tab order from left to right; earlier ones are deleted."""
        left, right = list(left), list(right)
        for widget in (*self._left, *self._right):
            if widget not in left and widget not in right:
                widget.hide()
                widget.deleteLater()
        self._left, self._right = left, right
        before: QWidget | None = None
        for widget in (*left, *right):
            if widget.parentWidget() is not self:
                widget.setParent(self)
                widget.show()
            if before is not None:
                QWidget.setTabOrder(before, widget)
            before = widget
        self._heights.clear()
        self.updateGeometry()
        self._place()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        height = self._heights.get(width)
        if height is None:
            bottoms = [at.y() + widget.sizeHint().height() for widget, at in self._places(width)]
            height = self._heights[width] = max(bottoms, default=0)
        return height

    def sizeHint(self) -> QSize:
        width = self._width([*self._left, *self._right])
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        shown = (widget for widget in (*self._left, *self._right) if not widget.isHidden())
        return QSize(max((widget.sizeHint().width() for widget in shown), default=0), 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:  # a widget came, went or asks for another size
            self._heights.clear()
            self.updateGeometry()
            self._place()
        return super().event(event)

    def _place(self) -> None:
        for widget, at in self._places(self.width()):
            widget.move(at)
            widget.resize(widget.sizeHint())

    def _places(self, width: int) -> Iterator[tuple[QWidget, QPoint]]:
        lefts, rights = self._lines(self._left, width), self._lines(self._right, width)
        lines: list[tuple[list[QWidget], list[QWidget]]] = [(line, []) for line in lefts]
        if lefts and rights and self._width([*lefts[-1], *rights[0]]) <= width:
            lines[-1] = (lefts[-1], rights.pop(0))
        lines += [([], line) for line in rights]
        y = 0
        for left, right in lines:
            x = 0
            for widget in left:
                yield widget, QPoint(x, y)
                x += widget.sizeHint().width() + self._gap
            x = max(0, width - self._width(right))
            for widget in right:
                yield widget, QPoint(x, y)
                x += widget.sizeHint().width() + self._gap
            y += max(widget.sizeHint().height() for widget in (*left, *right)) + self._gap

    def _lines(self, widgets: Iterable[QWidget], width: int) -> list[list[QWidget]]:
        lines: list[list[QWidget]] = []
        for widget in widgets:
            if widget.isHidden():
                continue
            if lines and self._width([*lines[-1], widget]) <= width:
                lines[-1].append(widget)
            else:
                lines.append([widget])
        return lines

    def _width(self, widgets: Iterable[QWidget]) -> int:
        wide = [widget.sizeHint().width() + self._gap for widget in widgets if not widget.isHidden()]
        return sum(wide) - self._gap if wide else 0
