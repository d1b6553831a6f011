"""What the lines and dots of a map mean, and its scale: small pictures with words."""

from __future__ import annotations

from typing import Final, Literal

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from interview_kit.maps.marks import Certainty
from interview_kit.maps.outlines import outlines
from interview_kit.maps.view import View, round_length
from interview_kit_ui import theme
from interview_kit_ui.language import bind_text, tr
from interview_kit_ui.widgets.map_scene import DOT, leg_pen, paint_dot

_SAMPLE: Final = 36
_GAP: Final = 6
_AFTER: Final = 10
#: The longest bar of the scale, in pixels.
_BAR: Final = 88


class KeyItem(QWidget):
    """A sample of ``sample`` pixels at text scale 1, and words."""

    sample: int = _SAMPLE

    def __init__(self) -> None:
        super().__init__()
        self._words = ""

    def set_words(self, words: str) -> None:
        """Say what the sample means."""
        self._words = words
        self.setAccessibleName(words)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        shown = theme.current()
        text = QFontMetricsF(shown.font("caption")).horizontalAdvance(self._widest())
        width = shown.px(self.sample + _GAP + _AFTER) + text
        return QSize(round(width) + 1, shown.line_height("caption") + shown.px(8))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        shown = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        end = self._paint_sample(painter, self.height() / 2)
        painter.setFont(shown.font("caption"))
        painter.setPen(shown.colour("soft"))
        room = QRectF(end + shown.px(_GAP), 0, self.width(), self.height())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self._words)
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()

    def _widest(self) -> str:
        return self._words

    def _paint_sample(self, painter: QPainter, middle: float) -> float:
        """Paint the sample around a height; return where it ends."""
        raise NotImplementedError


class WayItem(KeyItem):
    """The line of a certainty."""

    def __init__(self, certainty: Certainty) -> None:
        super().__init__()
        self._certainty: Certainty = certainty
        bind_text(self.set_words, f"maps.way-{certainty}")

    def _paint_sample(self, painter: QPainter, middle: float) -> float:
        shown = theme.current()
        end = shown.px(_SAMPLE)
        painter.setPen(leg_pen(self._certainty, shown))
        painter.drawLine(QPointF(2, middle), QPointF(end - 2, middle))
        return end


class VagueItem(KeyItem):
    """The hollow dot."""

    sample = 2 * DOT + 4

    def __init__(self) -> None:
        super().__init__()
        bind_text(self.set_words, "maps.vague")

    def _paint_sample(self, painter: QPainter, middle: float) -> float:
        shown = theme.current()
        end = shown.px(self.sample)
        paint_dot(painter, (end / 2, middle), shown.px(DOT), shown, vague=True)
        return end


class ScaleItem(KeyItem):
    """A bar of a round length. Setter: ``set_view``."""

    sample = _BAR

    def __init__(self) -> None:
        super().__init__()
        self._bar = 0.0

    def set_view(self, view: View) -> None:
        """Measure the middle of what is looked at."""
        metres = outlines().metres(view.middle[1]) / view.scale
        length = round_length(metres * theme.current().px(_BAR))
        self._bar = length / metres
        unit: Literal["kilometres", "metres"] = "kilometres" if length >= 1000 else "metres"
        self.set_words(tr(f"maps.{unit}", length=f"{length / 1000 if length >= 1000 else length:g}"))

    def _widest(self) -> str:
        """Keep the room that the longest words need, so that nothing beside it moves while the map does."""
        return tr("maps.kilometres", length="5000")

    def _paint_sample(self, painter: QPainter, middle: float) -> float:
        shown = theme.current()
        tick = shown.px(4)
        painter.setPen(QPen(shown.colour("soft"), 1.2 * shown.text_scale))
        corners = ((1.0, middle - tick), (1.0, middle), (self._bar, middle), (self._bar, middle - tick))
        painter.drawPolyline(QPolygonF([QPointF(*corner) for corner in corners]))
        return self._bar
