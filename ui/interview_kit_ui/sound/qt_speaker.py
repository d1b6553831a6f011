"""A loudspeaker through QAudioSink."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QIODevice, QObject, QTimer
from PySide6.QtMultimedia import QAudioDevice, QAudioSink, QMediaDevices, QtAudio

from interview_kit.errors import InputError, KitError
from interview_kit.sound_rate import Resampler
from interview_kit_ui.sound.qt_form import form_for, widened
from interview_kit_ui.sound.sound_thread import SoundThread

_EVERY: Final = 40

Source = Callable[[int], bytes]
Heard = Callable[[int], None]
Failed = Callable[[KitError], None]


class QtSpeaker:
    """A :class:`.Speaker`: the one the system plays through."""

    def __init__(self, thread: SoundThread) -> None:
        self._thread = thread
        self._wanted: tuple[int, Source, Heard, Failed] | None = None
        self._open: _Open | None = None

    def start(self, rate: int, source: Source, heard: Heard, failed: Failed) -> None:
        """Begin."""
        self._wanted = (rate, source, heard, failed)
        self._thread.post(self._begin)

    def stop(self) -> None:
        """End."""
        self._wanted = None
        self._thread.wait_for(self._end)

    def _begin(self) -> None:
        if self._wanted is None:  # stopped before it had begun
            return
        rate, source, heard, _failed = self._wanted
        device = QMediaDevices.defaultAudioOutput()
        if device.isNull():
            self._lose()
        else:
            self._open = _Open(device, rate, source, heard, self._lose)

    def _lose(self) -> None:
        wanted, self._wanted = self._wanted, None
        self._end()
        if wanted is not None:
            wanted[3](InputError("sound.loudspeaker-gone"))

    def _end(self) -> None:
        opened, self._open = self._open, None
        if opened is not None:
            opened.close()
            self._thread.let_go(opened)


class _Open(QObject):
    """A device that plays, on the sound's thread."""

    def __init__(
        self, device: QAudioDevice, rate: int, source: Source, heard: Heard, lost: Callable[[], None]
    ) -> None:
        super().__init__()
        self._rate, self._source, self._heard, self._lost = rate, source, heard, lost
        self._form = form_for(device, rate)
        self._resampler = Resampler(rate, self._form.sampleRate())
        self._waiting = b""
        self._written = 0
        self._over = False
        self._sink = QAudioSink(device, self._form, self)
        self._output: QIODevice | None = self._sink.start()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._play)
        self._timer.start(_EVERY)

    def close(self) -> None:
        """Be quiet at once."""
        self._timer.stop()
        self._sink.reset()
        self._output = None

    def _play(self) -> None:
        # asked, because the signal of its state cannot be received in Python
        if (
            self._sink.state() is QtAudio.State.StoppedState
            and self._sink.error() is not QtAudio.Error.NoError
        ):
            self._lost()
            return
        if self._output is None:
            return
        while not self._over and len(self._waiting) < self._sink.bytesFree():
            piece = self._source(self._rate // 10)
            self._over = not piece
            self._waiting += widened(self._resampler.take(piece), self._form)
        if self._waiting:
            taken = self._output.write(self._waiting[: self._sink.bytesFree()])
            self._waiting = self._waiting[max(0, taken) :]
            self._written += max(0, taken)
        buffered = self._sink.bufferSize() - self._sink.bytesFree()
        if self._over and not self._waiting and buffered <= 0:
            self._timer.stop()
            self._heard(-1)
        else:
            frames = (self._written - max(0, buffered)) // self._form.bytesPerFrame()
            self._heard(max(0, frames) * self._rate // self._form.sampleRate())
