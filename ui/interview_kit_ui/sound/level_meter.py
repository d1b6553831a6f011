"""How loud it is: a bar, and the word for it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from interview_kit.sound_level import DEAD_BELOW, FLOOR, Level
from interview_kit_ui import theme
from interview_kit_ui.language import tr
from interview_kit_ui.widgets.shapes import paint_box

#: From where on talk is quiet no longer, and from where on it is cut off, in dBFS.
_TALK: Final = -36.0
_CUT: Final = -1.0
_BARS: Final = 30
_WORD: Final = 120


def loudness(level: Level) -> str:
    """Return the code of the word for how loud it is: ``nothing``, ``quiet``, ``good``, ``cut``."""
    if level.peak < DEAD_BELOW:
        return "nothing"
    if level.peak < _TALK:
        return "quiet"
    return "cut" if level.peak >= _CUT else "good"


def share(level: Level) -> float:
    """Return how much of a bar is full, 0 to 1: from where a microphone counts as dead to the loudest."""
    return max(0.0, min(1.0, 1 - level.peak / DEAD_BELOW)) if level.peak > FLOOR else 0.0


class LevelMeter(QWidget):
    """Setter: ``show_level``. The word stays where it is, so that nothing jumps ten times a second."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._level = Level()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_level(self, level: Level) -> None:
        """Show how loud it is now; it falls more slowly than it rises, so that eyes can follow."""
        fallen = max(level.peak, self._level.peak - 3.0)
        self._level = Level(fallen, level.power)
        self.setAccessibleName(tr("sound.meter"))
        self.setAccessibleDescription(tr(f"sound.loud-{loudness(self._level)}"))
        self.update()

    def sizeHint(self) -> QSize:
        px = theme.current().px
        return QSize(px(320), px(24))

    def paintEvent(self, _event: QPaintEvent) -> None:
        shown = theme.current()
        painter = QPainter(self)
        word = shown.px(_WORD)
        wide = (self.width() - word) / _BARS
        full = share(self._level) * _BARS
        kind = loudness(self._level)
        tone = "record" if kind == "cut" else "ok"
        for bar in range(_BARS):
            box = QRectF(bar * wide, 4, wide - 3, self.height() - 8)
            lit = bar < full
            fill = shown.colour(tone if lit else "paper")
            paint_box(painter, box, 2, fill, border=shown.colour(tone if lit else "line"))
        painter.setFont(shown.font("guidance", "medium"))
        painter.setPen(shown.colour("record" if kind in ("cut", "nothing") else "soft"))
        box = QRectF(self.width() - word + shown.px(8), 0, word - shown.px(8), self.height())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, tr(f"sound.loud-{kind}"))
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()
