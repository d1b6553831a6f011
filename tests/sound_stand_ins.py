"""Invented microphones, a loudspeaker that nobody hears, and an open draft to record into."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject

from interview_kit.errors import KitError
from interview_kit.protocol.library import LoadedProtocol
from interview_kit.sound import FakeRecorder, Recorder
from interview_kit.sound_playback import FakeSpeaker, Speaker
from interview_kit.vault import drafts
from interview_kit.vault.drafts import Draft
from interview_kit.vault.workspace import Workspace
from interview_kit_ui.session import Session
from interview_kit_ui.sound.machine import Device, Machine
from interview_kit_ui.worker import Job

T = TypeVar("T")
HEADSET, BUILT_IN = Device("T-1", "T-headset"), Device("T-2", "T-built-in microphone")


class FakeMachine(Machine):
    """Microphones that hear what ``listening`` is told to hear."""

    def __init__(self, *microphones: Device, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._there = microphones
        self.listening: FakeRecorder | None = None
        self.heard_by: list[str] = []
        self.loudspeaker = FakeSpeaker()

    def look(self) -> None:
        self.take(self._there)

    def recorder(self, device: Device) -> Recorder:
        self.heard_by.append(device.id)
        self.listening = FakeRecorder()
        return self.listening

    def speaker(self) -> Speaker:
        return self.loudspeaker


class Muted(FakeRecorder):
    """A microphone that is switched off: it gives nothing but zeros."""

    def pass_time(self, seconds: float) -> None:
        for _ in range(round(seconds * 10)):
            if self._sink is not None:
                self._sink(bytes(3200))


class Bench:
    """An open draft, and who works on it: what the conductor is in the program."""

    def __init__(self, session: Session, loaded: LoadedProtocol) -> None:
        self._session, self._loaded = session, loaded
        self.draft: Draft | None = None

    def begin(self) -> None:
        def operation(workspace: Workspace) -> None:
            self.draft = drafts.begin(workspace, self._loaded)

        self._session.run(operation, lambda _none: None)

    def work(
        self,
        operation: Callable[[Workspace, Draft], T],
        on_success: Callable[[T], object],
        on_failure: Callable[[KitError], object],
    ) -> None:
        self._session.run(lambda workspace: operation(workspace, self._open), on_success, on_failure)

    def work_long(
        self,
        operation: Callable[[Workspace, Draft, Job], T],
        on_success: Callable[[T], object],
        on_failure: Callable[[KitError], object],
    ) -> None:
        self._session.run_long(
            lambda workspace, job: operation(workspace, self._open, job), on_success, on_failure
        )

    @property
    def _open(self) -> Draft:
        assert self.draft is not None
        return self.draft
