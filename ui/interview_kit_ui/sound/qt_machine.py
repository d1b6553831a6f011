"""The sound of this computer through QtMultimedia, which is loaded only once somebody looks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLoggingCategory, QObject, Signal

from interview_kit.sound import Recorder
from interview_kit.sound_playback import Speaker
from interview_kit_ui.sound.machine import Device, Machine
from interview_kit_ui.sound.sound_thread import SoundThread

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QMediaDevices


class QtMachine(Machine):
    """Where QtMultimedia or a library it needs is missing, there is no microphone, and that is all."""

    _found = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thread: SoundThread | None = None
        #: Lives on the sound's thread.
        self._devices: QMediaDevices | None = None
        self._found.connect(self.take)

    def look(self) -> None:
        if self._thread is None:
            self._thread = SoundThread()
            self._thread.post(self._begin)

    def recorder(self, device: Device) -> Recorder:
        from interview_kit_ui.sound.qt_microphone import QtMicrophone

        assert self._thread is not None, "a device was found by looking"
        return QtMicrophone(self._thread, device.id)

    def speaker(self) -> Speaker:
        from interview_kit_ui.sound.qt_speaker import QtSpeaker

        self.look()
        assert self._thread is not None, "made by looking"
        return QtSpeaker(self._thread)

    def end(self) -> None:
        """End the thread of the devices, as the end of the program does."""
        if self._thread is not None:
            self._thread.post(self._let_go)
            self._thread.end()

    def _begin(self) -> None:
        # what it tells of codecs and screens that it cannot record is of no use to anybody here
        QLoggingCategory.setFilterRules("qt.multimedia*=false")
        try:
            from PySide6.QtMultimedia import QMediaDevices
        except ImportError:
            self._found.emit(())
            return
        self._devices = QMediaDevices()
        self._devices.audioInputsChanged.connect(self._tell)
        self._tell()

    def _tell(self) -> None:
        from PySide6.QtMultimedia import QMediaDevices

        usual = QMediaDevices.defaultAudioInput()
        inputs = sorted(QMediaDevices.audioInputs(), key=lambda device: device.id() != usual.id())
        self._found.emit(tuple(Device(device_id(one.id()), one.description()) for one in inputs))

    def _let_go(self) -> None:
        self._devices = None


def device_id(raw: object) -> str:
    """Return a device's id, which Qt gives as bytes."""
    return bytes(raw.data()).decode("utf-8", "surrogateescape")  # type: ignore[attr-defined] # a QByteArray
