"""The strip of words that are for the interviewer alone and never read aloud."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from interview_kit_ui import theme
from interview_kit_ui.language import bind_text
from interview_kit_ui.widgets.shapes import paint_tinted
from interview_kit_ui.widgets.words import Words


class GuidanceStrip(QFrame):
    """A tinted strip of guidance. Setter: ``set_text``; an empty text hides the strip."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = Words(role="guidance")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(15, 9, 15, 9)
        layout.addWidget(self._words)
        bind_text(self.setAccessibleName, "widgets.guidance")
        self.set_text(text)

    def set_text(self, text: str) -> None:
        """Show ``text``, or hide the strip if there is none."""
        self._words.setText(text)
        self.setAccessibleDescription(text)
        self.setVisible(bool(text))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_tinted(painter, QRectF(self.rect()), 8, theme.current(), "warn_soft")
        painter.end()
