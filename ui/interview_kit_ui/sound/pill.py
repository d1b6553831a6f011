"""The pill in the top bar: whether sound is recorded, for how long, and whether anything is heard."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from interview_kit.interview.soundline import clock
from interview_kit_ui import theme
from interview_kit_ui.language import LANGUAGE, tr
from interview_kit_ui.sound.level_meter import share
from interview_kit_ui.sound.sound_desk import Phase, SoundDesk
from interview_kit_ui.widgets.painted_button import PaintedButton
from interview_kit_ui.widgets.shapes import paint_box

_BARS: Final = 5
_GAP: Final = 6
#: The widest time that is usual: the pill grows when the first hour is over, and at no other moment.
_TIME: Final = "00:00"
#: How long other words are shown, in milliseconds.
_MOMENT: Final = 3_000


class RecordingPill(PaintedButton):
    """Says its state by shape, word and colour: a ring, a dot, two bars, a triangle where something is wrong.

    Signal: ``clicked`` to see more. ``key`` is shown beside it, and does what is next. ``flash`` shows other
    words for a moment.
    """

    keys = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)

    def __init__(self, sound: SoundDesk, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sound, self._key = sound, key
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        sound.changed.connect(self._retell)
        sound.heard.connect(self._show_time)
        LANGUAGE.changed.connect(self._retell)
        self._time = self._flashed = ""
        self._flash = QTimer(self)
        self._flash.setSingleShot(True)
        self._flash.setInterval(_MOMENT)
        self._flash.timeout.connect(self._end_flash)
        self._retell()

    def hasHeightForWidth(self) -> bool:
        return False

    @property
    def state(self) -> str:
        """The code of the word shown: what is wrong, else what is done, else why it cannot be done."""
        sound = self._sound
        if sound.worst is not None:
            return sound.worst.value
        if sound.phase is Phase.OFF and sound.wanting:
            return "no-consent"
        if sound.phase is Phase.OFF and sound.device is None:
            return "no-microphone"
        return sound.phase.value

    def flash(self, words: str) -> None:
        """Say that something was done."""
        self._flashed = words
        self._flash.start()
        self._retell()

    def sizeHint(self) -> QSize:
        shown = theme.current()
        font = QFontMetricsF(shown.font("guidance", "semibold", tabular=True))
        width = shown.px(14) + _GAP + font.horizontalAdvance(self.text())
        if self._sound.phase is not Phase.OFF:
            widest = max(_TIME, self._time, key=len)
            width += _GAP + font.horizontalAdvance(widest) + _GAP + shown.px(_BARS * 4)
        else:
            width += _GAP + font.horizontalAdvance(self._key)
        return QSize(round(width) + 2 * shown.px(12), shown.px(30))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        shown, state = theme.current(), self.state
        painter = QPainter(self)
        box = QRectF(self.rect())
        wrong = self._sound.worst is not None
        running = self._sound.phase is Phase.RUNNING
        border = "record" if running or wrong else "accent" if self.hasFocus() else "line"
        fill = "record_soft" if wrong else "accent_soft" if self.underMouse() else "paper"
        width = shown.border(strong=self.hasFocus() or wrong)
        paint_box(
            painter, box, box.height() / 2, shown.colour(fill), border=shown.colour(border), width=width
        )
        tone = "record" if wrong or running or state == "off" else "soft"
        mark = QRectF(shown.px(12), (box.height() - shown.px(14)) / 2, shown.px(14), shown.px(14))
        _paint_mark(painter, "wrong" if wrong else self._sound.phase.value, mark, tone)
        painter.setFont(shown.font("guidance", "semibold", tabular=True))
        painter.setPen(shown.colour("record" if wrong else "ink" if self.isEnabled() else "faint"))
        metrics = QFontMetricsF(painter.font())
        left = mark.right() + _GAP
        painter.drawText(box.adjusted(left, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self.text())
        left += metrics.horizontalAdvance(self.text()) + _GAP
        aside = self._time if self._sound.phase is not Phase.OFF else self._key
        painter.setPen(shown.colour("ink" if self._sound.phase is not Phase.OFF else "soft"))
        painter.drawText(box.adjusted(left, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, aside)
        if self._sound.phase is not Phase.OFF:
            self._paint_level(painter, box)
        painter.end()

    def _paint_level(self, painter: QPainter, box: QRectF) -> None:
        """Paint small bars that grow: only while it is recorded is any of them full."""
        shown = theme.current()
        step = shown.px(4)
        left = box.right() - shown.px(12) - _BARS * step
        full = share(self._sound.level) * _BARS if self._sound.phase is Phase.RUNNING else 0
        painter.setPen(Qt.PenStyle.NoPen)
        for bar in range(_BARS):
            height = (bar + 2) / (_BARS + 1) * shown.px(14)
            painter.setBrush(shown.colour("record" if bar < full else "line"))
            bottom = box.center().y() + shown.px(7)
            painter.drawRect(QRectF(left + bar * step, bottom - height, step - 1.5, height))

    def _show_time(self) -> None:
        time = clock(self._sound.elapsed)
        if len(time) != len(self._time):
            self.updateGeometry()
        self._time = time
        self.update()

    def _retell(self) -> None:
        self.setVisible(self._sound.wanting is not None or self._sound.phase is not Phase.OFF)
        self.setText(self._flashed or tr(f"sound.pill-{self.state}"))
        self._time = clock(self._sound.elapsed)
        self.setAccessibleName(self.text())
        self.setAccessibleDescription(self._key)
        self.updateGeometry()
        self.update()

    def _end_flash(self) -> None:
        self._flashed = ""
        self._retell()


def _paint_mark(painter: QPainter, kind: str, box: QRectF, tone: str) -> None:
    colour = theme.current().colour(tone)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    match kind:
        case "running":
            painter.drawEllipse(box)
        case "resting":
            bar = box.width() / 3
            painter.drawRect(QRectF(box.x() + 1, box.y(), bar, box.height()))
            painter.drawRect(QRectF(box.right() - bar - 1, box.y(), bar, box.height()))
        case "wrong":
            corners = (box.bottomLeft(), box.bottomRight(), QPointF(box.center().x(), box.y()))
            painter.drawPolygon(QPolygonF(list(corners)))
        case _:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colour, 2))
            painter.drawEllipse(box.adjusted(1, 1, -1, -1))
