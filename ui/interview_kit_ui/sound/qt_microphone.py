"""A microphone through QAudioSource."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QIODevice, QObject, QTimer
from PySide6.QtMultimedia import QAudioDevice, QAudioSource, QMediaDevices, QtAudio

from interview_kit.errors import InputError, KitError
from interview_kit.sound import RATE
from interview_kit.sound_rate import Resampler
from interview_kit_ui.sound.qt_form import form_for, narrowed
from interview_kit_ui.sound.qt_machine import device_id
from interview_kit_ui.sound.sound_thread import SoundThread

#: Milliseconds between two looks for what was heard. Of Qt's two ways this is the one that every sound
#: system delivers by; where Qt is to write into a device of ours, PulseAudio gave silence.
_EVERY: Final = 50
#: Seconds without a sample after which a microphone counts as gone, before the first and between two: one
#: that hears nothing gives zeros. PulseAudio takes its time to begin. Where one was pulled out there,
#: Qt 6.11 still says that it listens.
_PATIENCE: Final = 6.0
_GAP: Final = 3.0


class QtMicrophone:
    """A :class:`.Recorder` of one device, at the rate that is kept, whatever the device itself knows."""

    def __init__(self, thread: SoundThread, device: str) -> None:
        self._thread, self._device = thread, device
        self._sink: Callable[[bytes], None] | None = None
        self._failed: Callable[[KitError], None] | None = None
        self._open: _Open | None = None

    def start(self, sink: Callable[[bytes], None], failed: Callable[[KitError], None]) -> None:
        """Begin."""
        self._sink, self._failed = sink, failed
        self._thread.post(self._begin)

    def stop(self) -> None:
        """End."""
        self._sink = self._failed = None
        self._thread.wait_for(self._end)

    def _begin(self) -> None:
        if self._sink is None:  # stopped before it had begun
            return
        devices = [one for one in QMediaDevices.audioInputs() if device_id(one.id()) == self._device]
        if devices:
            self._open = _Open(devices[0], self._take, self._lose)
        else:
            self._lose()

    def _take(self, samples: bytes) -> None:
        if self._sink is not None and samples:
            self._sink(samples)

    def _lose(self) -> None:
        failed, self._sink, self._failed = self._failed, None, None
        self._end()
        if failed is not None:
            failed(InputError("sound.microphone-gone"))

    def _end(self) -> None:
        opened, self._open = self._open, None
        if opened is not None:
            opened.close()
            self._thread.let_go(opened)


class _Open(QObject):
    """A device that listens, on the sound's thread."""

    def __init__(self, device: QAudioDevice, take: Callable[[bytes], None], lost: Callable[[], None]) -> None:
        super().__init__()
        self._id = device.id()
        self._take, self._lost = take, lost
        self._form = form_for(device, RATE)
        self._resampler = Resampler(self._form.sampleRate(), RATE)
        self._source = QAudioSource(device, self._form, self)
        self._devices = QMediaDevices(self)
        self._devices.audioInputsChanged.connect(self._look_for_device)
        self._input: QIODevice | None = self._source.start()
        self._heard = time.monotonic()
        self._patience = _PATIENCE
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._read)
        self._timer.start(_EVERY)

    def close(self) -> None:
        """Stop listening."""
        self._timer.stop()
        self._source.stop()
        self._input = None

    @property
    def _stopped(self) -> bool:
        """Whether the device gave up. It is asked: its signal of that cannot be received in Python."""
        return self._source.state() is QtAudio.State.StoppedState

    def _read(self) -> None:
        raw = bytes(self._input.readAll().data()) if self._input is not None else b""
        if raw:
            self._heard, self._patience = time.monotonic(), _GAP
            self._take(self._resampler.take(narrowed(raw, self._form)))
        elif self._stopped or time.monotonic() - self._heard > self._patience:
            self._lost()

    def _look_for_device(self) -> None:
        """PulseAudio silently goes on with another microphone where one was pulled out: nobody chose that."""
        if all(one.id() != self._id for one in QMediaDevices.audioInputs()):
            self._lost()
