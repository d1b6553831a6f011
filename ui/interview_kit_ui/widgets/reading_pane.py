"""Words to be read, in a pane that scrolls where they are many."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from interview_kit_ui import theme
from interview_kit_ui.widgets.words import Words

#: Between words that say something else.
_APART: Final = 12


class ReadingPane(QScrollArea):
    """Shows words one below the other, and tells them to who cannot see. Setter: ``show_words``.

    A tab stop, so that the arrows scroll it. ``width`` is how wide it is at least, and ``most`` how tall at
    the most, in pixels at 100 %; without ``most`` it takes the room there is.
    """

    def __init__(self, *, width: int = 240, most: int | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._least_width, self._most = width, most
        self._lines = QVBoxLayout()
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        down = QSizePolicy.Policy.Expanding if most is None else QSizePolicy.Policy.Fixed
        self.setSizePolicy(QSizePolicy.Policy.Expanding, down)

    def show_words(self, words: Iterable[Words | None]) -> None:
        """Show these, and nothing else; None leaves some room."""
        inner = QWidget()
        inner.setProperty("transparent", True)
        self._lines = QVBoxLayout(inner)
        self._lines.setContentsMargins(2, 2, 10, 2)
        self._lines.setSpacing(3)
        said = []
        for one in words:
            if one is None:
                self._lines.addSpacing(_APART)
            else:
                self._lines.addWidget(one)
                said.append(one.text())
        self._lines.addStretch(1)
        self.setWidget(inner)
        self.setAccessibleDescription("\n".join(said))

    def sizeHint(self) -> QSize:
        px = theme.current().px
        width = max(self.width(), px(self._least_width))
        height = self._lines.totalHeightForWidth(width)
        return QSize(width, height if self._most is None else min(height, px(self._most)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.updateGeometry()
