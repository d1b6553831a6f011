"""What nobody may overlook while sound is recorded, across the page: a triangle, large words, a way out."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from interview_kit_ui import theme
from interview_kit_ui.language import LANGUAGE, tr
from interview_kit_ui.sound.sound_desk import Phase, SoundDesk, Trouble
from interview_kit_ui.theme import Tone
from interview_kit_ui.widgets.buttons import PrimaryButton
from interview_kit_ui.widgets.icons import paint_icon
from interview_kit_ui.widgets.shapes import paint_box
from interview_kit_ui.widgets.words import Words

_ICON: Final = 36


class SoundAlarm(QFrame):
    """Stands above the page and moves it down; nothing blinks. ``more`` leads to the microphones."""

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
        self._row = QHBoxLayout(self)
        self._row.setSpacing(16)
        self._row.addLayout(texts, 1)
        self._row.addWidget(self.more)
        sound.changed.connect(self._retell)
        LANGUAGE.changed.connect(self._retell)
        self.hide()
        self._retell()

    def paintEvent(self, _event: QPaintEvent) -> None:
        shown = theme.current()
        painter = QPainter(self)
        fill, tone = ("warn_soft", "warn") if self._mild else ("record_soft", "record")
        box = QRectF(self.rect()).adjusted(8, 8, -8, 0)
        paint_box(painter, box, 12, shown.colour(fill), border=shown.colour(tone), width=3)
        side = shown.px(_ICON)
        paint_icon(painter, "warn", QRectF(28, box.center().y() - side / 2, side, side), shown.colour(tone))
        painter.end()

    @property
    def _mild(self) -> bool:
        return self._told is Trouble.FEW_MINUTES

    def _retell(self) -> None:
        before, self._told = self._told, self._sound.worst
        if self._told is None or self._sound.phase is Phase.OFF:
            self._told = None
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
        side = theme.current().px(_ICON)
        self._row.setContentsMargins(28 + side + 16, 20, 28, 12)
        self.show()
        self.update()
        if self._told is not before and QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))
