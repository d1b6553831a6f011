"""Lines to be read, in a pane that scrolls where they are many."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from interview_kit_ui import theme
from interview_kit_ui.widgets.words import Words

#: Pixels at 100 %: about eight lines.
_MOST: Final = 184


class ReadingPane(QScrollArea):
    """Shows ``lines`` one below the other. A tab stop, so that the arrows scroll it."""

    def __init__(self, lines: Iterable[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        inner = QWidget()
        inner.setProperty("transparent", True)
        self._lines = QVBoxLayout(inner)
        self._lines.setContentsMargins(0, 0, 8, 0)
        self._lines.setSpacing(2)
        for line in lines:
            self._lines.addWidget(Words(line, role="guidance", tone="soft"))
        self._lines.addStretch(1)
        self.setWidget(inner)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        width = max(self.width(), theme.current().px(240))
        return QSize(width, min(self._lines.totalHeightForWidth(width), theme.current().px(_MOST)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.updateGeometry()
