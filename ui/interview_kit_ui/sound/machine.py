"""What this computer has for sound: microphones to choose from, and a loudspeaker."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from interview_kit.sound import Recorder
from interview_kit.sound_playback import Speaker


@dataclass(frozen=True, slots=True)
class Device:
    """A microphone: what the system calls it, and what people do."""

    id: str
    name: str


class Machine(QObject):
    """The sound of one computer. Signal: ``changed()`` when microphones came or went.

    ``look`` begins to find out; until it is ``known``, and where there is nothing, there is no microphone.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.known = False
        #: The system's own choice first.
        self.microphones: tuple[Device, ...] = ()

    @abstractmethod
    def look(self) -> None:
        """Begin to find out what there is; harmless twice, and never waits."""

    @abstractmethod
    def recorder(self, device: Device) -> Recorder:
        """Return a recorder that listens to this microphone."""

    @abstractmethod
    def speaker(self) -> Speaker:
        """Return a loudspeaker of its own."""

    def take(self, microphones: tuple[Device, ...]) -> None:
        """Have these microphones from now on, and say so."""
        self.known, self.microphones = True, microphones
        self.changed.emit()


class NoMachine(Machine):
    """A computer without any sound."""

    def look(self) -> None:
        self.take(())

    def recorder(self, device: Device) -> Recorder:
        raise LookupError(device)  # nobody can have chosen it

    def speaker(self) -> Speaker:
        raise LookupError("no loudspeaker")
