"""Practice is visible everywhere: a tinted bar across the top and a word mark behind the cards."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from interview_kit_ui import theme
from interview_kit_ui.language import bind_text
from interview_kit_ui.widgets.words import Words


class PracticeBar(QFrame):
    """The bar that says this is practice. It has nothing to set: show it or hide it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        words = Words(role="guidance", tone="warn", weight="semibold", single_line=True)
        words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        bind_text(words.setText, "widgets.practice")
        bind_text(self.setAccessibleName, "widgets.practice")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 4, 16, 4)
        layout.addWidget(words)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.current().colour("warn_soft"))
        painter.end()


class Ground(QWidget):
    """The desk behind the cards, filled with the ground colour. Setter: ``set_practice`` shows the
    word mark.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._practice = False
        self._mark = ""
        self.setAutoFillBackground(True)  # the palette's window is the ground
        bind_text(self.set_mark, "widgets.practice-mark")

    @property
    def practice(self) -> bool:
        """Whether the word mark is shown."""
        return self._practice

    def set_practice(self, practice: bool) -> None:
        """Show or hide the word mark of practice."""
        self._practice = practice
        self.update()

    def set_mark(self, mark: str) -> None:
        """Say what the word mark reads."""
        self._mark = mark
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._practice:
            painter = QPainter(self)
            self._paint_mark(painter)
            painter.end()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.update()

    def _paint_mark(self, painter: QPainter) -> None:
        font = QFont(theme.current().font("title"))
        font.setPixelSize(40)
        painter.setFont(font)
        painter.setPen(theme.current().colour("word_mark"))
        painter.translate(self.rect().center())
        painter.rotate(-24)
        across = QFontMetricsF(font).horizontalAdvance(self._mark) + 200
        reach = self.width() + self.height()
        for row in range(-reach // 360, reach // 360 + 1):
            for column in range(-round(reach / across), round(reach / across) + 1):
                painter.drawText(QPointF((column + row % 2 / 2) * across, row * 180), self._mark)
