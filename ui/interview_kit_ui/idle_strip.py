"""The calm strip that tells that the screen will be locked."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from interview_kit_ui import theme
from interview_kit_ui.language import bind_text
from interview_kit_ui.widgets.shapes import paint_box
from interview_kit_ui.widgets.top_bar import TopBar
from interview_kit_ui.widgets.words import Words

_GAP = 12


class IdleStrip(QFrame):
    """Lies over ``window``, below the button that locks and above all sheets; nothing moves for it.

    ``tell(seconds)`` shows it. It takes no input: whatever is clicked through it goes on.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._words = Words(role="second", weight="semibold", single_line=True, tabular=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 14, 24, 14)
        row.addWidget(self._words)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def tell(self, seconds: int) -> None:
        """Say how many seconds are left."""
        bind_text(self._words.setText, "entry.idle-countdown", seconds=seconds)
        bind_text(self.setAccessibleName, "entry.idle-countdown", seconds=seconds)
        begins = self.isHidden()
        self.adjustSize()
        self.move(max(0, self._window.width() - self.width() - _GAP), self._below_the_bar() + _GAP)
        self.show()
        self.raise_()
        if begins:  # a screen reader says it once, not every second
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def _below_the_bar(self) -> int:
        bars = [bar for bar in self._window.findChildren(TopBar) if bar.isVisible()]
        return max((bar.mapTo(self._window, bar.rect().bottomLeft()).y() for bar in bars), default=0)

    def paintEvent(self, _event: QPaintEvent) -> None:
        shown = theme.current()
        painter = QPainter(self)
        box = QRectF(self.rect())
        paint_box(painter, box, 12, shown.colour("warn_soft"), border=shown.colour("warn"))
        painter.end()
