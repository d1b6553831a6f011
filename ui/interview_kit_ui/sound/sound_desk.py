"""The sound of one open interview: recording it, and what must be known of that while it runs."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import Final, Protocol, TypeVar

from PySide6.QtCore import QObject, Signal

from interview_kit import sound
from interview_kit.errors import KitError
from interview_kit.interview.picture import InterviewPicture
from interview_kit.protocol import model
from interview_kit.sound import OPUS, Format
from interview_kit.sound_level import Level
from interview_kit.sound_tape import Told
from interview_kit.vault import recordings, reel, sounds
from interview_kit.vault.drafts import Draft
from interview_kit.vault.reel import Outcome, Reel
from interview_kit.vault.workspace import Workspace
from interview_kit_ui.session import Session
from interview_kit_ui.sound.access import SoundAccess
from interview_kit_ui.sound.machine import Device, Machine
from interview_kit_ui.worker import Job, be_content

T = TypeVar("T")
#: With fewer minutes than this left on the disk there is a warning.
FEW_MINUTES: Final = 15


class Phase(Enum):
    """What is done with sound."""

    OFF = "off"
    RUNNING = "running"
    RESTING = "resting"


class Trouble(Enum):
    """What must not go unnoticed while sound is recorded, the worst first."""

    LOST = "lost"
    UNSAVED = "unsaved"
    SILENT = "silent"
    FEW_MINUTES = "few-minutes"


class DraftWork(Protocol):
    """Who runs operations on the open draft, such as the conductor."""

    def work(
        self,
        operation: Callable[[Workspace, Draft], T],
        on_success: Callable[[T], object],
        on_failure: Callable[[KitError], object],
    ) -> None:
        """Run an operation on the worker, in its turn; exactly one callback follows."""

    def work_long(
        self,
        operation: Callable[[Workspace, Draft, Job], T],
        on_success: Callable[[T], object],
        on_failure: Callable[[KitError], object],
    ) -> None:
        """Run one that may take minutes, and that locking breaks off."""


class SoundDesk(QObject):
    """Owned by whoever shows the interview; nothing here waits.

    ``start``, ``pause``, ``go_on``, ``stop``, ``mark`` do what they say where it can be done, and nothing
    elsewhere. ``follow`` must be told every picture: where the witness takes consent back, recording stops.

    Signals: ``changed()`` whatever can be read here; ``heard(Level, int)`` ten times a second, how loud, and
    the milliseconds of this recording; ``marked(str, int)`` the text in which a line was begun, mostly, and
    the place; ``ended(Outcome)``; ``failed(KitError)``.
    """

    changed = Signal()
    heard = Signal(object, int)
    marked = Signal(str, int)
    ended = Signal(object)
    failed = Signal(object)

    # What the tape tells, on its own thread
    _heard = Signal(object, int)
    _kept = Signal(bool)
    _silent = Signal(bool)
    _lost = Signal()
    _space = Signal(int)

    def __init__(self, session: Session, work: DraftWork, machine: Machine) -> None:
        super().__init__()
        self._session, self._work, self.machine = session, work, machine
        self.phase = Phase.OFF
        #: Whether something was begun whose end is not known yet.
        self.busy = False
        #: Milliseconds of this recording.
        self.elapsed = 0
        self.level = Level()
        #: Minutes that the disk still takes; None while nobody looked.
        self.minutes: int | None = None
        self.troubles: frozenset[Trouble] = frozenset()
        self.form: Format = OPUS
        self.device: Device | None = None
        #: Consent scopes that are wanting; None where the protocol asks for no sound.
        self.wanting: tuple[str, ...] | None = None
        self._access: SoundAccess | None = None
        #: Whether recording stopped because consent was taken back, since it was begun last.
        self.withdrawn = False
        #: Whether there is a break, and whether recording goes on by itself after it.
        self.held = self._goes_on = False
        #: Set on the worker.
        self._reel: Reel | None = None
        self._heard.connect(self._hear)
        self._kept.connect(self._take_kept)  # nothing that holds this: it has no parent, and would never go
        self._silent.connect(self._take_silence)
        self._lost.connect(self._lose)
        self._space.connect(self._take_space)
        machine.changed.connect(self._take_devices)
        session.about_to_close.connect(self._abandon)
        if machine.known:
            self._take_devices()
        else:
            machine.look()

    # What can be read -------------------------------------------------------------------------

    @property
    def can_record(self) -> bool:
        """Whether the protocol asks for sound, the witness allows it, there is a microphone and no break."""
        return self.wanting == () and self.device is not None and not self.held

    @property
    def worst(self) -> Trouble | None:
        """What is most urgent to put right; None while nothing is recorded."""
        found = (one for one in Trouble if one in self.troubles)
        return next(found, None) if self.phase is not Phase.OFF else None

    @property
    def alarm(self) -> str:
        """The code of the words for what is most urgent; empty while all is well."""
        if self.worst is None:
            return ""
        none_left = self.worst is Trouble.LOST and self.device is None
        return f"sound.alarm-{'lost-none' if none_left else self.worst.value}"

    @property
    def at(self) -> int | None:
        """The place on the interview's line of time that is recorded now; None while nothing is."""
        return self._reel.at if self._reel is not None and self.phase is Phase.RUNNING else None

    @property
    def begins(self) -> int:
        """The place at which this recording began; 0 while there is none."""
        return self._reel.begins if self._reel is not None else 0

    # What the person does ---------------------------------------------------------------------

    def follow(self, picture: InterviewPicture, protocol: model.Protocol) -> None:
        """Take note of the interview as it stands."""
        if self._access is None or self._access.protocol is not protocol:
            self._access = SoundAccess(protocol)
        before, self.wanting = self.wanting, self._access.wanting(picture)
        if self.wanting and self.phase is not Phase.OFF and not self.withdrawn:
            self.withdrawn = True
            self.stop()
        elif self.wanting == ():
            self.withdrawn = False
            if before:  # what was kept apart when consent was taken back travels again
                self._work.work(recordings.take_up, be_content, self.failed.emit)
        if before != self.wanting:
            self.changed.emit()

    def choose(self, device: Device) -> None:
        """Listen to this microphone from now on."""
        self.device = device
        if self.phase is Phase.RUNNING and self._reel is not None:
            self._reel.listen(self.machine.recorder(device))
        self.changed.emit()

    def use_form(self, name: str) -> None:
        """Keep the next recording in this form, by its name."""
        self.form = sound.FORMATS[name]
        self.changed.emit()

    def press(self) -> None:
        """Start, pause or go on, whichever comes next."""
        {Phase.OFF: self.start, Phase.RUNNING: self.pause, Phase.RESTING: self.go_on}[self.phase]()

    def start(self) -> None:
        """Begin a recording."""
        device = self.device
        if self.phase is not Phase.OFF or self.busy or not self.can_record or device is None:
            return
        recorder, form, told = self.machine.recorder(device), self.form, self._told()

        def operation(workspace: Workspace, draft: Draft) -> None:
            self._reel = reel.begin(workspace, draft, form, recorder, told)

        self.elapsed, self.troubles, self.withdrawn = 0, frozenset(), False
        self._hand_in(operation, Phase.RUNNING)

    def pause(self) -> None:
        """Let the microphone go for a while."""
        if self.phase is Phase.RUNNING and not self.busy:
            self._pause()

    def go_on(self) -> None:
        """Record again after a pause, or with the microphone chosen now."""
        device = self.device
        if self.phase is not Phase.RESTING or self.busy or not self.can_record or device is None:
            return
        recorder = self.machine.recorder(device)

        def operation(_: Workspace, draft: Draft) -> None:
            if self._reel is not None:
                self._reel.go_on(draft, recorder)

        self.troubles -= {Trouble.LOST}
        self._hand_in(operation, Phase.RUNNING)

    def hold(self, held: bool) -> None:
        """Record nothing as long as this holds, also not what was just begun; then it goes on by itself."""
        self.held = held
        self._settle()
        self.changed.emit()

    def stop(self) -> None:
        """End the recording and keep it, after whatever else was begun."""
        if self.phase is Phase.OFF and not self.busy:
            return

        def operation(_: Workspace, draft: Draft) -> Outcome | None:
            outcome = self._reel.end(draft) if self._reel is not None else None
            self._reel = None
            return outcome

        def tell(outcome: Outcome | None) -> None:
            self.troubles, self.level = frozenset(), Level()
            if outcome is not None:
                self.ended.emit(outcome)

        self._hand_in(operation, Phase.OFF, tell)

    def mark(self, begin_line: Callable[[str], bool] = lambda _stamp: False) -> None:
        """Note the place that is recorded now, to find it again.

        ``begin_line`` may begin the line for it, and returns whether it did; otherwise that is done here.
        """
        here = self._reel
        if here is None or self.phase is Phase.OFF:
            return
        at = here.at
        begun = begin_line(sounds.stamp(at))
        self._work.work(
            lambda _workspace, draft: sounds.mark(draft, at, line=not begun),
            lambda path: self.marked.emit(path, at),
            self.failed.emit,
        )

    # What happens -----------------------------------------------------------------------------

    def _settle(self) -> None:
        """Pause for a break, or go on after it; what is on its way to the worker comes first."""
        if self.phase is Phase.OFF and not self.busy:
            self._goes_on = False
        elif self.held and self.phase is Phase.RUNNING and not self.busy:
            self._goes_on = True
            self._pause()
        elif self._goes_on and not self.held and self.phase is Phase.RESTING and not self.busy:
            self._goes_on = False
            self.go_on()

    def _pause(self) -> None:
        def operation(_: Workspace, draft: Draft) -> None:
            if self._reel is not None:
                self._reel.pause(draft)

        self._hand_in(operation, Phase.RESTING)

    def _hand_in(
        self,
        operation: Callable[[Workspace, Draft], T],
        then: Phase,
        on_success: Callable[[T], object] = be_content,
    ) -> None:
        """Run an operation; ``then`` is the phase after it, as long as there is a recording."""
        otherwise = self.phase if then is not Phase.OFF else Phase.RESTING

        def succeeded(result: T) -> None:
            self._go(then if self._reel is not None else Phase.OFF)
            on_success(result)
            self._settle()
            self.changed.emit()

        def refused(error: KitError) -> None:
            self._go(otherwise if self._reel is not None else Phase.OFF)
            self._goes_on = False
            self.changed.emit()
            self.failed.emit(error)

        self.busy = True
        self.changed.emit()
        self._work.work(operation, succeeded, refused)

    def _go(self, phase: Phase) -> None:
        self.phase, self.busy = phase, False
        if self._session.recording != (phase is Phase.RUNNING):
            self._session.set_recording(phase is Phase.RUNNING)

    def _told(self) -> Told:
        return Told(
            heard=self._heard.emit,
            saved=lambda: self._kept.emit(True),
            unsaved=lambda _error: self._kept.emit(False),
            silent=self._silent.emit,
            lost=lambda _error: self._lost.emit(),
            space=self._space.emit,
        )

    def _hear(self, level: Level, length: int) -> None:
        if self._reel is not None:
            self.level, self.elapsed = level, length
            self.heard.emit(level, length)

    def _tell(self, trouble: Trouble, *, holds: bool) -> None:
        self.troubles = self.troubles | {trouble} if holds else self.troubles - {trouble}
        self.changed.emit()

    def _take_kept(self, kept: bool) -> None:
        self._tell(Trouble.UNSAVED, holds=not kept)

    def _take_silence(self, silent: bool) -> None:
        self._tell(Trouble.SILENT, holds=silent)

    def _take_space(self, minutes: int) -> None:
        self.minutes = minutes
        self._tell(Trouble.FEW_MINUTES, holds=minutes < FEW_MINUTES)

    def _lose(self) -> None:
        """The microphone went away, and the tape rests by itself; the journal must say so."""
        if self._reel is not None:
            self._tell(Trouble.LOST, holds=True)
            self._pause()

    def _take_devices(self) -> None:
        known = self.machine.microphones
        if self.device not in known:
            self.device = known[0] if known else None
        self.changed.emit()

    def _abandon(self) -> None:
        """The workspace closes: whatever there is must be whole before that.

        Nobody is there any more to be told; the next opening finishes what is left.
        """

        def operation(_: Workspace, draft: Draft) -> None:
            if self._reel is not None:
                self._reel.abandon(draft)
                self._reel = None

        if self.busy or self.phase is not Phase.OFF:
            self._work.work(operation, be_content, be_content)
