"""What nobody may overlook while sound is recorded, across the page: a triangle, large words, a way out."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QVBoxLayout, QWidget

from interview_kit_ui import theme
from interview_kit_ui.language import LANGUAGE, tr
from interview_kit_ui.sound.sound_desk import SoundDesk, Trouble
from interview_kit_ui.theme import Tone
from interview_kit_ui.widgets.buttons import PrimaryButton
from interview_kit_ui.widgets.icons import paint_icon
from interview_kit_ui.widgets.shapes import paint_box
from interview_kit_ui.widgets.words import Words

_ICON: Final = 36
_MARGIN: Final = 28
_GAP: Final = 16
#: Narrower than this the words would stand in too many lines.
_WORDS_LEAST: Final = 240


class SoundAlarm(QFrame):
    """Stands above the page and moves it down; nothing blinks. ``more`` leads to the microphones.

    Where it is narrow, ``more`` stands below the words.
    """

    def __init__(self, sound: SoundDesk, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sound = sound
        self._told: Trouble | None = None
        self._happened = Words(role="question", tone="record")
        self._rest = Words(role="second")
        self.more = PrimaryButton(key=key)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(self._happened)
        texts.addWidget(self._rest)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setSpacing(_GAP)
        self._row.addLayout(texts, 1)
        self._row.addWidget(self.more, 0, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        sound.changed.connect(self._retell)
        LANGUAGE.changed.connect(self._retell)
        self.hide()
        self._retell()

    def minimumSizeHint(self) -> QSize:
        texts = max(one.minimumSizeHint().width() for one in (self._happened, self._rest, self.more))
        return QSize(self._beside + texts + _MARGIN, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def paintEvent(self, _event: QPaintEvent) -> None:
        shown = theme.current()
        painter = QPainter(self)
        fill, tone = ("warn_soft", "warn") if self._mild else ("record_soft", "record")
        box = QRectF(self.rect()).adjusted(8, 8, -8, 0)
        paint_box(painter, box, 12, shown.colour(fill), border=shown.colour(tone), width=3)
        side = shown.px(_ICON)
        paint_icon(
            painter, "warn", QRectF(_MARGIN, box.center().y() - side / 2, side, side), shown.colour(tone)
        )
        painter.end()

    @property
    def _mild(self) -> bool:
        return self._told is Trouble.FEW_MINUTES

    @property
    def _beside(self) -> int:
        """Where the words begin: beside the triangle."""
        return _MARGIN + theme.current().px(_ICON) + _GAP

    def _arrange(self) -> None:
        room = self.width() - self._beside - _MARGIN - self.more.sizeHint().width() - _GAP
        ways = QBoxLayout.Direction
        way = ways.TopToBottom if room < theme.current().px(_WORDS_LEAST) else ways.LeftToRight
        if way is not self._row.direction():
            self._row.setDirection(way)

    def _retell(self) -> None:
        before, self._told = self._told, self._sound.worst
        if self._told is None:
            self.hide()
            return
        tone: Tone = "warn" if self._mild else "record"
        self._happened.set_tone(tone)
        device = self._sound.device
        words = tr(
            self._sound.alarm,
            minutes=self._sound.minutes or 0,
            device=device.name if device is not None else tr("sound.none"),
        )
        happened, _, rest = words.partition(". ")
        self._happened.setText(f"{happened}.")
        self._rest.setText(rest)
        self.more.set_label(tr("sound.open"))
        self.setAccessibleName(self._happened.text())
        self.setAccessibleDescription(self._rest.text())
        self._row.setContentsMargins(self._beside, 20, _MARGIN, 12)
        self._arrange()
        self.show()
        self.update()
        if self._told is not before and QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))
