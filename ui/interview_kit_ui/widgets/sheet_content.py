"""What a sheet holds above its buttons; it scrolls only where the window is too small for it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from interview_kit_ui import theme

#: Pixels at 100 % of a line, for scrolling by keys.
_LINE: Final = 24
_AIR: Final = 16


class SheetContent(QScrollArea):
    """``column`` takes the widgets. As tall as they are while there is room, and never taller."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._inner = _Column()
        #: Pixels, 0 until it was laid out. Not the viewport's: with a scroll bar that is less, and the bar
        #: would stay.
        self._width = 0
        self.column = QVBoxLayout(self._inner)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(8)
        self.setWidgetResizable(True)
        self.setWidget(self._inner)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._inner.installEventFilter(self)

    def sizeHint(self) -> QSize:
        hint, least = self.column.sizeHint(), self.column.minimumSize().height()
        if not self.column.hasHeightForWidth():
            return hint
        # what is inside gets its least height even where its words would need less
        return QSize(hint.width(), max(least, self.column.totalHeightForWidth(self._width or hint.width())))

    def minimumSizeHint(self) -> QSize:
        least = min(self.sizeHint().height(), theme.current().px(4 * _LINE))
        return QSize(self.column.minimumSize().width(), least)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
            self._show_bar_at_need()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()  # the sheet decides what keys mean

    def resizeEvent(self, event: QResizeEvent) -> None:
        if self._width != self.width():
            self._width = self.width()
            self.updateGeometry()
        self._show_bar_at_need()
        super().resizeEvent(event)

    def _show_bar_at_need(self) -> None:
        """Qt keeps a bar as long as the words beside it are too tall, though without it they would fit."""
        policy = Qt.ScrollBarPolicy
        fits = self.height() >= self.sizeHint().height()
        self.setVerticalScrollBarPolicy(policy.ScrollBarAlwaysOff if fits else policy.ScrollBarAsNeeded)

    def bring_to_sight(self, widget: QWidget) -> None:
        """Scroll as far as it takes to see one of the widgets."""
        if self.isAncestorOf(widget):
            self.ensureWidgetVisible(widget, 0, _AIR)

    def scroll_by_key(self, key: int) -> bool:
        """Scroll as a key says; return whether it says anything."""
        bar, line = self.verticalScrollBar(), theme.current().px(_LINE)
        steps = {
            Qt.Key.Key_Up: -line,
            Qt.Key.Key_Down: line,
            Qt.Key.Key_PageUp: -bar.pageStep(),
            Qt.Key.Key_PageDown: bar.pageStep(),
        }
        by = steps.get(Qt.Key(key))
        if by is not None:
            bar.setValue(bar.value() + by)
        return by is not None


class _Column(QWidget):
    """Asks for the least its widgets need: pictures and lists take what there is, and scroll themselves."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("transparent", True)

    def heightForWidth(self, width: int) -> int:
        layout = self.layout()
        return layout.minimumHeightForWidth(width) if layout is not None else -1
