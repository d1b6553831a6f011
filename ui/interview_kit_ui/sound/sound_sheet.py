"""Everything about recording on one sheet: what runs, how loud, which microphone, how it is kept."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QComboBox, QRadioButton, QWidget

from interview_kit import sound
from interview_kit.interview.soundline import clock
from interview_kit.sound_level import Level
from interview_kit_ui.field.question_view import scopes_in_words
from interview_kit_ui.language import LANGUAGE, bind_text, tr
from interview_kit_ui.sound.level_meter import LevelMeter
from interview_kit_ui.sound.microphone_test import MicrophoneTest
from interview_kit_ui.sound.sound_desk import Phase, SoundDesk, Trouble
from interview_kit_ui.widgets.buttons import PrimaryButton, QuietButton
from interview_kit_ui.widgets.notice import Notice
from interview_kit_ui.widgets.sheet import Sheet
from interview_kit_ui.widgets.words import Words
from interview_kit_ui.widgets.wrapping_row import WrappingRow
from interview_kit_ui.worker import Lane

RECORD_KEY: Final = "F9"
STOP_KEY: Final = "Ctrl+F9"
MARK_KEY: Final = "F7"
_WIDE: Final = 640
_NEXT: Final = {Phase.OFF: "sound.start", Phase.RUNNING: "sound.pause", Phase.RESTING: "sound.go-on"}


class SoundSheet(Sheet):
    """Signals: ``listen_wanted()``; ``file_wanted()`` a sound of another recorder."""

    listen_wanted = Signal()
    file_wanted = Signal()

    def __init__(self, sound_desk: SoundDesk, lane: Lane, parent: QWidget) -> None:
        super().__init__(parent, _WIDE)
        self._sound = sound_desk
        bind_text(self.set_title, "sound.title")
        self.notice = Notice()
        self._state = Words(role="title", tabular=True)
        self._room = Words(role="second", tone="soft", tabular=True)
        self._meter = LevelMeter()
        self._which, self._device = Words(role="guidance", tone="soft"), QComboBox()
        self.test = MicrophoneTest(sound_desk.machine, lane)
        self._how = Words(role="guidance", tone="soft")
        self._forms = {name: QRadioButton() for name in sound.FORMATS}
        self._next, self._stop = PrimaryButton(key=RECORD_KEY), QuietButton(key=STOP_KEY)
        self._close = QuietButton(key="Esc")
        self._listen, self._bring = QuietButton(), QuietButton()
        self._build()
        self._connect()
        self._retell()

    def open(self) -> None:
        super().open()
        (self._next if self._next.isEnabled() else self._close).setFocus()

    def close_sheet(self) -> None:
        self.test.end()
        super().close_sheet()

    def _build(self) -> None:
        self.body.setSpacing(10)
        bind_text(self._which.setText, "sound.microphone")
        bind_text(self._device.setAccessibleName, "sound.microphone")
        bind_text(self._how.setText, "sound.form")
        group = QButtonGroup(self)
        for name, button in self._forms.items():
            bind_text(button.setText, f"sound.form-{name}")
            group.addButton(button)
        for widget in (self._state, self._room, self._meter, self.notice, self._which, self._device):
            self.body.addWidget(widget)
        self.body.addWidget(self.test)
        self.body.addWidget(self._how)
        self.body.addWidget(WrappingRow(tuple(self._forms.values()), gap=16))
        bind_text(self._listen.set_label, "sound.listen")
        bind_text(self._bring.set_label, "sound.bring-in")
        bind_text(self._stop.set_label, "sound.stop")
        bind_text(self._close.set_label, "sound.close")
        self.body.addWidget(WrappingRow((self._listen, self._bring), gap=8))
        for act in (self._close, self._stop, self._next):
            self.add_button(act)

    def _connect(self) -> None:
        self._sound.changed.connect(self._retell)
        self._sound.heard.connect(self._hear)
        self._sound.failed.connect(self.notice.show_error)
        self._device.activated.connect(self._choose)
        for name, button in self._forms.items():
            button.clicked.connect(partial(self._sound.use_form, name))
        self._next.clicked.connect(self._sound.press)
        self._stop.clicked.connect(self._sound.stop)
        self._listen.clicked.connect(self.listen_wanted)
        self._bring.clicked.connect(self.file_wanted)
        self._close.clicked.connect(self.cancel)
        self.cancelled.connect(self.deleteLater)
        LANGUAGE.changed.connect(self._retell)

    def _choose(self, at: int) -> None:
        self._sound.choose(self._sound.machine.microphones[at])

    def _hear(self, level: Level, length: int) -> None:
        self._meter.show_level(level)
        self._state.setText(tr(f"sound.state-{self._sound.phase.value}", time=clock(length)))

    def _retell(self) -> None:
        desk = self._sound
        off, known = desk.phase is Phase.OFF, desk.machine.microphones
        if off:
            self.test.set_device(desk.device)
        else:
            self.test.end()
        self.test.setVisible(off and desk.device is not None)
        self._meter.setVisible(not off)
        if not off and desk.phase is not Phase.RUNNING:
            self._meter.show_level(Level())
        self._state.setText(tr(f"sound.state-{desk.phase.value}", time=clock(desk.elapsed)))
        self._state.set_tone("record" if desk.phase is Phase.RUNNING else "ink")
        self._room.setText(_room(desk.minutes))
        self._room.setVisible(desk.minutes is not None)
        self._show_devices([one.name for one in known])
        for name, button in self._forms.items():
            button.setChecked(desk.form.name == name)
            button.setEnabled(off)
        bind_text(self._next.set_label, _NEXT[desk.phase])
        self._next.setEnabled(not desk.busy and (desk.can_record or desk.phase is Phase.RUNNING))
        self._stop.setVisible(not off)
        self._bring.setEnabled(desk.wanting == ())
        self._tell()

    def _show_devices(self, names: list[str]) -> None:
        shown = [self._device.itemText(at) for at in range(self._device.count())]
        if shown != (names or [tr("sound.none")]):
            self._device.clear()
            self._device.addItems(names or [tr("sound.none")])
        self._device.setEnabled(bool(names))
        device = self._sound.device
        if device is not None:
            self._device.setCurrentIndex(self._sound.machine.microphones.index(device))

    def _tell(self) -> None:
        desk = self._sound
        device = desk.device.name if desk.device is not None else tr("sound.none")
        if desk.alarm:
            self.notice.say(
                "warn" if desk.worst is Trouble.FEW_MINUTES else "error",
                desk.alarm,
                minutes=desk.minutes or 0,
                device=device,
            )
        elif desk.held:
            self.notice.say("info", "sound.held")
        elif desk.withdrawn:
            self.notice.say("info", "sound.withdrawn")
        elif desk.wanting:
            self.notice.say("info", "sound.wanting", scopes=scopes_in_words(desk.wanting))
        elif desk.device is None:
            self.notice.say("info", "sound.no-microphone")
        elif desk.wanting is None:
            self.notice.say("info", "sound.no-place")
        else:
            self.notice.clear()


def _room(minutes: int | None) -> str:
    if minutes is None:
        return ""
    hours = minutes // 60
    return tr("sound.room-hours", hours=hours) if hours else tr("sound.room-minutes", minutes=minutes)
