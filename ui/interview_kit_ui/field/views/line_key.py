"""What the lines of a drawing mean: a sample of each, with words."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QWidget

from interview_kit_ui import theme
from interview_kit_ui.language import bind_text
from interview_kit_ui.widgets.map_key import KeyItem
from interview_kit_ui.widgets.wrapping_row import WrappingRow

_STYLES: Final = {"solid": Qt.PenStyle.SolidLine, "dashed": Qt.PenStyle.DashLine}


class _LineItem(KeyItem):
    def __init__(self, style: str, words: str) -> None:
        super().__init__()
        self._style = _STYLES[style]
        bind_text(self.set_words, words)

    def _paint_sample(self, painter: QPainter, middle: float) -> float:
        shown = theme.current()
        end = shown.px(self.sample)
        painter.setPen(QPen(shown.colour("soft"), 1.6 * shown.text_scale, self._style))
        painter.drawLine(QPointF(2, middle), QPointF(end - 2, middle))
        return end


class LineKey(WrappingRow):
    """Setter: ``show_only``, the styles that are used."""

    def __init__(self, words: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._items = {style: _LineItem(style, key) for style, key in words.items()}
        self.set_widgets(self._items.values())

    def show_only(self, styles: Collection[str]) -> None:
        """Explain these."""
        for style, item in self._items.items():
            item.setVisible(style in styles)
        self.setVisible(bool(styles))
