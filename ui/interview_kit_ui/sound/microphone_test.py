"""Three seconds of a microphone, how loud they were, and to hear; nothing of them is kept."""

from __future__ import annotations

from enum import Enum
from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from interview_kit.errors import KitError
from interview_kit.sound import RATE, Recorder
from interview_kit.sound_level import FLOOR, Level, level
from interview_kit.sound_playback import Speaker
from interview_kit_ui.language import bind_text
from interview_kit_ui.sound.level_meter import LevelMeter, loudness
from interview_kit_ui.sound.machine import Device, Machine
from interview_kit_ui.theme import Tone
from interview_kit_ui.widgets.buttons import QuietButton
from interview_kit_ui.widgets.words import Words
from interview_kit_ui.widgets.wrapping_row import WrappingRow
from interview_kit_ui.worker import Lane, be_content

SECONDS: Final = 3
_SAMPLE: Final = 2
#: Milliseconds after which a microphone that gives nothing at all is not waited for.
_PATIENCE: Final = 8_000
_TONES: Final[dict[str, Tone]] = {"nothing": "record", "quiet": "warn", "good": "ok", "cut": "warn"}


class Step(Enum):
    """What it does."""

    READY = "ready"
    HEARING = "hearing"
    PLAYING = "playing"


class MicrophoneTest(QWidget):
    """A button, a meter and what was found. ``lane`` is where devices are waited for.

    Setter: ``set_device``; None where there is no microphone. ``end`` lets go of both devices.
    """

    _piece = Signal(bytes)
    _gone = Signal()
    _played = Signal()

    def __init__(self, machine: Machine, lane: Lane, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._machine, self._lane = machine, lane
        self._device: Device | None = None
        self._recorder: Recorder | None = None
        self._speaker: Speaker | None = None
        self._samples = bytearray()
        self._peak = FLOOR
        self.step = Step.READY
        self.button, self.meter = QuietButton(), LevelMeter()
        self._found = Words(role="second")
        self._found.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(WrappingRow((self.button,)))
        column.addWidget(self.meter)
        column.addWidget(self._found)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_PATIENCE)
        self._patience.timeout.connect(self._fail)
        self.button.clicked.connect(self.press)
        self._piece.connect(self._hear)
        self._gone.connect(self._fail)
        self._played.connect(self.end)
        self.meter.show_level(Level())
        self._retell()

    def set_device(self, device: Device | None) -> None:
        """Test this microphone."""
        if device != self._device:
            self.end()
            self._found.hide()
        self._device = device
        self._retell()

    def press(self) -> None:
        """Begin, or stop what runs."""
        if self.step is not Step.READY:
            self.end()
        elif self._device is not None:
            self._samples, self._peak = bytearray(), FLOOR
            self._found.hide()
            self._go(Step.HEARING)
            self._patience.start()
            self._recorder = self._machine.recorder(self._device)
            self._recorder.start(self._piece.emit, self._lose)

    def end(self) -> None:
        """Stop, let go of the devices, and forget what was heard."""
        self._let_go()
        self._samples = bytearray()
        self.meter.show_level(Level())
        self._go(Step.READY)

    def _hear(self, piece: bytes) -> None:
        if self.step is not Step.HEARING:
            return
        heard = level(piece)
        self._samples += piece
        self._peak = max(self._peak, heard.peak)
        self.meter.show_level(heard)
        if len(self._samples) >= SECONDS * RATE * _SAMPLE:
            self._let_go()
            self._tell()
            self._play()

    def _tell(self) -> None:
        kind = loudness(Level(self._peak, self._peak))
        self._found.set_tone(_TONES[kind])
        bind_text(self._found.setText, f"sound.test-{kind}")
        self._found.show()

    def _play(self) -> None:
        self._go(Step.PLAYING)
        heard = bytes(self._samples)
        place = 0

        def source(count: int) -> bytes:
            nonlocal place
            piece = heard[place : place + count * _SAMPLE]
            place += len(piece)
            return piece

        def tell(samples: int) -> None:
            if samples < 0:
                self._played.emit()

        try:
            self._speaker = self._machine.speaker()
        except LookupError:
            self._fail()
            return
        self._speaker.start(RATE, source, tell, self._lose)

    def _lose(self, _error: KitError) -> None:
        self._gone.emit()

    def _fail(self) -> None:
        """The microphone gave nothing or went away, or there is no loudspeaker."""
        hearing = self.step is Step.HEARING
        if self.step is Step.READY:
            return
        self.end()
        if hearing:
            self._found.set_tone("record")
        bind_text(self._found.setText, "sound.test-gone" if hearing else "sound.test-not-played")
        self._found.show()

    def _let_go(self) -> None:
        """Devices may take their time, and the window must not; one that is gone is as good as let go."""
        self._patience.stop()
        for device in (self._recorder, self._speaker):
            if device is not None:
                self._lane.run(device.stop, be_content, be_content)
        self._recorder = self._speaker = None

    def _go(self, step: Step) -> None:
        self.step = step
        self._retell()

    def _retell(self) -> None:
        bind_text(self.button.set_label, f"sound.test-{self.step.value}")
        self.button.setEnabled(self._device is not None)
        self.meter.setVisible(self._device is not None)
