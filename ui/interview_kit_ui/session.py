"""The session: one workspace, in exactly one state, owned by the worker.

    CLOSED ──unlock, create──▶ BUSY ──▶ OPEN ──lock, close──▶ CLOSING ──▶ (the process is replaced)
       ▲                        │
       └────── refused ─────────┘

Screens call :meth:`Session.run` with a function of the open workspace; it runs on the worker, and its
result comes back on the GUI thread. Screens never touch the workspace themselves.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Final, Literal, TypeVar

from PySide6.QtCore import QObject, Signal

from interview_kit.errors import KitError, StorageError
from interview_kit.trust import own, ways_in
from interview_kit.vault import attempts, checking, interviews, recordings
from interview_kit.vault.checking import Findings
from interview_kit.vault.header import Purpose, Role
from interview_kit.vault.workspace import Workspace, open_workspace
from interview_kit_ui.relaunch import relaunch
from interview_kit_ui.worker import Job, Progress, Worker, be_content

T = TypeVar("T")
#: How a workspace came to be open.
Way = Literal["passphrase", "code", "making"]


class State(Enum):
    """What the session is doing with its workspace."""

    CLOSED = "closed"
    BUSY = "busy"
    OPEN = "open"
    CLOSING = "closing"


#: Bytes of database whose pages are checked in about a second and a half.
_SHORT_TO_READ: Final = 64_000_000

_ALLOWED: Final = {
    (State.CLOSED, State.BUSY),
    (State.BUSY, State.OPEN),
    (State.BUSY, State.CLOSED),
    (State.OPEN, State.CLOSING),
}


@dataclass(frozen=True, slots=True)
class WorkspacePicture:
    """What screens may know of the open workspace."""

    folder: Path
    role: Role
    purpose: Purpose
    name: str
    opened_by: Way = "passphrase"
    #: Whether nobody holds a recovery sheet yet.
    sheet_owed: bool = False

    @property
    def practice(self) -> bool:
        """Whether everything must bear the marks of practice."""
        return self.purpose is Purpose.PRACTICE


class Session(QObject):
    """The state machine around one workspace.

    Signals: ``state_changed(State)``; ``opened(WorkspacePicture)``; ``failed(KitError)`` for whatever has no
    failure callback of its own; ``about_to_lock()``, upon which a desk notes what to open again;
    ``about_to_close()``, upon which widgets hand in at once what is still being typed; ``rested()`` when
    nothing is ``going_on`` any longer. ``replace`` ends the process in favour of a fresh one at the unlock
    window.
    """

    state_changed = Signal(object)
    opened = Signal(object)
    failed = Signal(object)
    about_to_lock = Signal()
    about_to_close = Signal()
    rested = Signal()

    def __init__(
        self,
        worker: Worker,
        replace: Callable[[Path | None], object] = relaunch,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.worker = worker
        self.state = State.CLOSED
        self.picture: WorkspacePicture | None = None
        self._replace = replace
        self._workspace: Workspace | None = None
        self._recording = False
        self._long: set[Job] = set()
        self._lock_when_open = False

    # Opening ----------------------------------------------------------------------------------

    def unlock(self, folder: Path, passphrase: str, on_failure: Callable[[KitError], object]) -> None:
        """Open the workspace in ``folder``; ends in ``opened`` or in ``on_failure`` and CLOSED."""
        self._open(lambda: open_workspace(folder, passphrase), on_failure)

    def seconds_to_wait(self, folder: Path, on_known: Callable[[int], None]) -> None:
        """Find out how long wrong passphrases keep the next one waiting."""
        self.worker.run(lambda: attempts.seconds_to_wait(folder), on_known, self.failed.emit)

    def recover(
        self, folder: Path, typed: str, passphrase: str, on_failure: Callable[[KitError], object]
    ) -> None:
        """Open the workspace with a recovery code and give it a new passphrase, in one job."""
        self._open(lambda: ways_in.recover(folder, typed, passphrase), on_failure, "code")

    def create_field(
        self,
        folder: Path,
        name: str,
        purpose: Purpose,
        passphrase: str,
        on_failure: Callable[[KitError], object],
    ) -> None:
        """Make and open an interviewer's workspace."""
        self._open(
            lambda: own.create_field(folder, name=name, purpose=purpose, passphrase=passphrase),
            on_failure,
            "making",
        )

    def create_office(
        self,
        folder: Path,
        name: str,
        purpose: Purpose,
        passphrase: str,
        custodian_passphrase: str,
        on_failure: Callable[[KitError], object],
    ) -> None:
        """Make and open an office workspace."""
        self._open(
            lambda: own.create_office(
                folder,
                name=name,
                purpose=purpose,
                passphrase=passphrase,
                custodian_passphrase=custodian_passphrase,
            ),
            on_failure,
            "making",
        )

    def _open(
        self,
        operation: Callable[[], Workspace],
        on_failure: Callable[[KitError], object],
        way: Way = "passphrase",
    ) -> None:
        def open_here() -> WorkspacePicture:
            workspace = operation()
            try:
                with contextlib.suppress(StorageError):  # a full disk must not bar the way in
                    interviews.finish_owed(workspace)
                    recordings.recover(workspace)
                picture = WorkspacePicture(
                    workspace.folder,
                    workspace.role,
                    workspace.purpose,
                    workspace.name,
                    way,
                    ways_in.sheet_owed(workspace),
                )
            except BaseException:
                workspace.close()
                raise
            self._workspace = workspace
            return picture

        def refused(error: KitError) -> None:
            self._lock_when_open = False
            self._go(State.CLOSED)
            on_failure(error)

        self._go(State.BUSY)
        self.worker.run(open_here, self._opened, refused)

    def _opened(self, picture: WorkspacePicture) -> None:
        self.picture = picture
        self._go(State.OPEN)
        if self._lock_when_open:
            self.lock()
        else:
            self.opened.emit(picture)

    # Working ----------------------------------------------------------------------------------

    def run(
        self,
        operation: Callable[[Workspace], T],
        on_success: Callable[[T], object],
        on_failure: Callable[[KitError], object] | None = None,
    ) -> None:
        """Run ``operation`` with the open workspace on the worker; exactly one callback follows."""
        self._hand_in(lambda workspace, _job: operation(workspace), on_success, on_failure)

    def run_long(
        self,
        operation: Callable[[Workspace, Job], T],
        on_success: Callable[[T], object],
        on_failure: Callable[[KitError], object] | None = None,
        on_progress: Progress | None = None,
    ) -> Job:
        """Run an operation that reports progress through ``job.report`` and obeys ``job.cancel``.

        Locking cancels it; idle time does not.
        """

        def succeeded(result: T) -> None:
            self._long.discard(job)
            on_success(result)
            self._tell_rest()

        def failed(error: KitError) -> None:
            self._long.discard(job)
            (on_failure or self.failed.emit)(error)
            self._tell_rest()

        job = self._hand_in(operation, succeeded, failed, on_progress)
        self._long.add(job)
        return job

    def look_over(self, on_damage: Callable[[Findings], None]) -> Job:
        """Look in the background whether the workspace is whole, and tell if it is not.

        What is answered meanwhile waits behind it, so a large database is only checked when asked for.
        """

        def look(workspace: Workspace, job: Job) -> Findings:
            if workspace.database.path.stat().st_size > _SHORT_TO_READ:
                return Findings()
            return checking.check(workspace, thorough=False, progress=job.report)

        def tell(found: Findings) -> None:
            if not found.whole and self.state is State.OPEN:
                on_damage(found)

        return self.run_long(look, tell, be_content)  # locking cancels it; the next opening looks again

    def _hand_in(
        self,
        operation: Callable[[Workspace, Job], T],
        on_success: Callable[[T], object],
        on_failure: Callable[[KitError], object] | None = None,
        on_progress: Progress | None = None,
    ) -> Job:
        def with_workspace(job: Job) -> T:
            assert self._workspace is not None, "the session is not open"
            return operation(self._workspace, job)

        return self.worker.run_long(with_workspace, on_success, on_failure or self.failed.emit, on_progress)

    @property
    def recording(self) -> bool:
        """Whether sound is being recorded, as whoever records it says by ``set_recording``."""
        return self._recording

    def set_recording(self, recording: bool) -> None:
        """Say that sound is being recorded, or no longer."""
        self._recording = recording
        self._tell_rest()

    @property
    def going_on(self) -> bool:
        """Whether something goes on for which idle time covers the screen and does not lock."""
        return self._recording or bool(self._long)

    def _tell_rest(self) -> None:
        if not self.going_on:
            self.rested.emit()

    # Closing ----------------------------------------------------------------------------------

    def lock(self) -> None:
        """Close the workspace and start over at its unlock window. Never asks; loses no keystroke.

        While a passphrase is tried, this happens as soon as it has opened the workspace.
        """
        self._lock_when_open = self.state is State.BUSY
        if self.state is not State.OPEN or self.picture is None:
            return
        folder = self.picture.folder
        self.about_to_lock.emit()
        self._close(lambda: self._replace(folder))

    def leave(self) -> None:
        """Close the workspace and start over at the welcome window."""
        if self.state is State.OPEN:
            self._close(lambda: self._replace(None))

    def quit(self, and_then: Callable[[], object]) -> None:
        """Close the workspace if one is open, then call ``and_then``."""
        if self.state is State.OPEN:
            self._close(and_then)
        elif self.state is State.CLOSED:
            and_then()

    def _close(self, and_then: Callable[[], object]) -> None:
        for job in self._long:
            job.cancel()  # what it had begun it undoes; what was typed is handed in behind it
        self.about_to_close.emit()
        self._go(State.CLOSING)

        def closed(_: object) -> None:
            and_then()

        self.worker.run(self._close_workspace, closed, closed)

    def _close_workspace(self) -> None:
        if self._workspace is not None:
            self._workspace.close()
            self._workspace = None

    def _go(self, state: State) -> None:
        if (self.state, state) not in _ALLOWED:
            raise ValueError(f"{self.state.value} cannot become {state.value}")
        self.state = state
        self.state_changed.emit(state)
