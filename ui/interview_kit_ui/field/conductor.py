"""The conductor: hands what the interviewer does to the worker, and gives screens the picture that results.

The draft itself lives on the worker. Every change comes back as a new picture, drawn after the entry was
durable, so what a screen shows as saved is saved. A change that is refused leaves the last picture as it was.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeAlias, TypeVar

from PySide6.QtCore import QObject, Signal

from interview_kit.bundle.seal import seal
from interview_kit.errors import KitError
from interview_kit.interview import sittings
from interview_kit.interview.answer import Answer
from interview_kit.interview.carrying import Carrying, carry
from interview_kit.interview.drawing import Drawer
from interview_kit.interview.events import Event, What
from interview_kit.interview.interview import Change
from interview_kit.interview.moments import placed
from interview_kit.interview.picture import InterviewPicture
from interview_kit.maps.outlines import outlines
from interview_kit.protocol import library
from interview_kit.protocol.model import Protocol, Texts
from interview_kit.values.place_index import place_index
from interview_kit.vault import attached, drafts, protocols, sounds
from interview_kit.vault.drafts import Draft
from interview_kit.vault.workspace import Workspace
from interview_kit_ui.field.sections import first_left_in
from interview_kit_ui.session import Session
from interview_kit_ui.worker import Failure, Job, be_content

T = TypeVar("T")
#: A new picture, and whether a sitting began; of other work what came of it, and a picture if one is due.
_Drawn: TypeAlias = tuple[InterviewPicture, bool]
_Worked: TypeAlias = tuple[T, InterviewPicture | None, bool]
#: Who is there where nobody said otherwise.
ALONE: Final = ("WITNESS", "INTERVIEWER")


@dataclass(frozen=True, slots=True)
class _Opened:
    """What the worker hands over of an interview it has opened."""

    protocol: Protocol
    place: str
    further: tuple[tuple[str, Texts], ...]
    present: tuple[str, ...]
    picture: InterviewPicture


class Conductor(QObject):
    """One open interview.

    Signals: ``opened(InterviewPicture)`` or ``not_opened(KitError)``; ``drawn(InterviewPicture)`` after
    every change, and then ``taken_back(str)`` with the stable path of what was undone or redone; ``saving()``
    when a change is on its way; ``refused(str, KitError)`` with the path whose change was not taken. Paths
    may be readable or stable; ``waiting`` names them as they were given. ``sat_down()`` when a
    sitting begins: with the first thing that is stored after the interview was opened.
    """

    opened = Signal(object)
    not_opened = Signal(object)
    drawn = Signal(object)
    saving = Signal()
    refused = Signal(str, object)
    taken_back = Signal(str)
    sat_down = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._waiting: Counter[str] = Counter()
        #: What the open interview asks; set before ``opened``.
        self.protocol: Protocol | None = None
        #: Stable path of the last change before it was opened, empty for none; set before ``opened``.
        self.last_change = ""
        #: Protocols it can go on under, ``id@version`` and title, mostly none; set before ``opened``.
        self.further: tuple[tuple[str, Texts], ...] = ()
        #: Codes of who is at the table; set before ``opened`` to who was there last.
        self.present: tuple[str, ...] = ALONE
        #: From where to where in the sound the question at a path was just answered; None without sound.
        self.heard: Callable[[str], tuple[int, int] | None] = lambda _path: None
        #: Touched on the worker alone.
        self._draft: Draft | None = None
        self._sitting = False
        self._drawer = Drawer()

    @property
    def waiting(self) -> frozenset[str]:
        """Paths with a change on its way: what is shown there is not yet what the last picture says."""
        return frozenset(self._waiting)

    def begin(self, protocol: str) -> None:
        """Begin an interview under ``id@version`` and show it."""

        def operation(workspace: Workspace) -> Draft:
            loaded = library.find(protocols.offered(workspace), protocol)
            return drafts.begin(workspace, loaded)

        self._open(operation)

    def amend(self, interview: str) -> None:
        """Begin an interview about a sealed one, under the first protocol that is for that, and show it."""

        def operation(workspace: Workspace) -> Draft:
            loaded = next(one for one in protocols.newest(workspace) if one.protocol.amends)
            return drafts.amend(workspace, interview, loaded)

        self._open(operation)

    def open(self, interview: str) -> None:
        """Open a draft and show it."""
        self._open(lambda workspace: drafts.open_draft(workspace, interview))

    def answer(self, path: str, answer: Answer) -> None:
        """Answer, correct or (with an empty answer) clear the question at ``path``."""
        heard = self.heard(path)
        self._change(path, lambda draft: draft.answer(path, placed(draft.interview, path, answer, heard)))

    def attach(self, path: str, file: Path) -> None:
        """Make a file the answer at ``path``; its content is encrypted into the workspace.

        Locking breaks that off: a large file on a slow stick takes minutes.
        """
        begin, show, refuse = self._handing_in(path)
        self._session.run_long(
            lambda _, job: begin(lambda draft: draft.attach(path, file, job.check)), show, refuse
        )

    def attach_made(self, path: str, media: str, make: Callable[[], bytes]) -> None:
        """Make the answer at ``path`` what ``make`` returns, which is called on the worker.

        It goes nowhere but, encrypted, into the workspace.
        """
        self._change(path, lambda draft: draft.attach_from(path, media, io.BytesIO(make())))

    def look_at(
        self, path: str, on_success: Callable[[bytes], None], on_failure: Callable[[KitError], None]
    ) -> None:
        """Read the file that answers ``path`` into memory, after every change before has been stored."""

        self.work(
            lambda workspace, draft: attached.content(workspace, draft.interview, path),
            on_success,
            on_failure,
        )

    def work(
        self,
        operation: Callable[[Workspace, Draft], T],
        on_success: Callable[[T], object],
        on_failure: Callable[[KitError], object],
    ) -> None:
        """Do something with the draft in its turn. If it changed, ``drawn`` follows what is told of it."""
        run, tell = self._working(on_success)
        self._session.run(lambda workspace: run(workspace, operation), tell, on_failure)

    def work_long(
        self,
        operation: Callable[[Workspace, Draft, Job], T],
        on_success: Callable[[T], object],
        on_failure: Callable[[KitError], object],
    ) -> None:
        """Do something like :meth:`work` that may take minutes, and that locking breaks off."""
        run, tell = self._working(on_success)
        self._session.run_long(
            lambda workspace, job: run(workspace, lambda held, draft: operation(held, draft, job)),
            tell,
            on_failure,
        )

    def _working(
        self, on_success: Callable[[T], object]
    ) -> tuple[
        Callable[[Workspace, Callable[[Workspace, Draft], T]], _Worked[T]], Callable[[_Worked[T]], None]
    ]:
        """Return what works on the draft, on the worker, and who is told of it."""
        present = self.present

        def run(workspace: Workspace, operation: Callable[[Workspace, Draft], T]) -> _Worked[T]:
            assert self._draft is not None, "no interview is open"
            known = len(self._draft.interview.entries)
            result = operation(workspace, self._draft)
            if len(self._draft.interview.entries) == known:
                return result, None, False
            begins = self._sit(self._draft, present)
            return result, self._drawer.draw(self._draft.interview), begins

        def tell(found: _Worked[T]) -> None:
            result, picture, begins = found
            on_success(result)
            if begins:
                self.sat_down.emit()
            if picture is not None:
                self.drawn.emit(picture)

        return run, tell

    def withdraw(self, path: str) -> None:
        """Destroy what was ever answered at ``path``."""
        self._change(path, lambda draft: draft.withdraw(path))

    def withdraw_all(self) -> None:
        """Destroy whatever the witness no longer allows."""
        self._change("", lambda draft: draft.withdraw_all())

    def add(self, repeat: str) -> None:
        """Add an instance to a repeat."""
        self._change(repeat, lambda draft: draft.add(repeat))

    def remove(self, path: str, reason: str) -> None:
        """Remove an instance of a repeat, with a reason."""
        self._change(path, lambda draft: draft.remove(path, reason))

    def move(self, path: str, to: int) -> None:
        """Put an instance of a repeat at another position among its siblings, from 1."""
        self._change(path, lambda draft: draft.move(path, to))

    def note(self, event: Event) -> None:
        """Journal what happened at the table."""
        self._change("", lambda draft: draft.note(event))

    def sit_with(self, present: tuple[str, ...]) -> None:
        """Say who is at the table from now on, in codes."""
        self.present = present

        def change(draft: Draft) -> None:
            if not self._sit(draft, present):
                draft.note(Event(What.PRESENT, present))

        self._change("", change)

    def end_sitting(self) -> None:
        """End the sitting, if one has begun: people get up, or the screen is locked."""

        def operation(_: Workspace) -> None:
            if self._sitting and self._draft is not None:
                self._draft.note(Event(What.END))
            self._sitting = False

        self._session.run(operation, be_content, be_content)

    def undo(self) -> None:
        """Take back what was done last, if anything may be; never a recording."""
        self._take_back(lambda draft: sounds.undo(draft) if draft.can_undo else None)

    def redo(self) -> None:
        """Bring back what was taken back last, if nothing was done since."""
        self._take_back(lambda draft: draft.redo() if draft.can_redo else None)

    def seal(self, on_success: Callable[[], None], on_failure: Callable[[KitError], None]) -> None:
        """Seal the interview once every change before has been stored; after success it is open no more."""

        def operation(workspace: Workspace) -> None:
            assert self._draft is not None, "no interview is open"
            if self._sitting:
                self._draft.note(Event(What.END))
                self._sitting = False
            seal(workspace, self._draft.interview.id)
            self._draft = None

        self._session.run(operation, lambda _none: on_success(), on_failure)

    def foresee(
        self, protocol: str, on_success: Callable[[Carrying], None], on_failure: Callable[[KitError], None]
    ) -> None:
        """Find out what would be carried over to ``id@version``; nothing changes."""

        def operation(workspace: Workspace, draft: Draft) -> Carrying:
            return carry(draft.interview, library.find(protocols.offered(workspace), protocol))

        self.work(operation, on_success, on_failure)

    def promote(
        self,
        protocol: str,
        on_success: Callable[[InterviewPicture, str], None],
        on_failure: Callable[[KitError], None],
    ) -> None:
        """Go on under ``id@version``; what comes back is the interview as it is then, and where to go on.

        What it asks is set before that.
        """

        def operation(workspace: Workspace) -> tuple[Protocol, InterviewPicture, str]:
            assert self._draft is not None, "no interview is open"
            loaded = library.find(protocols.offered(workspace), protocol)
            carried = self._draft.promote(loaded).carried
            picture = self._drawer.draw(self._draft.interview)
            return loaded.protocol, picture, first_left_in(picture, [place.path for place in carried])

        def show(found: tuple[Protocol, InterviewPicture, str]) -> None:
            self.protocol, picture, place = found
            self.last_change, self.further = place, ()
            on_success(picture, place)

        self._session.run(operation, show, on_failure)

    def _open(self, operation: Callable[[Workspace], Draft]) -> None:
        def load(workspace: Workspace) -> _Opened:
            place_index()
            outlines()  # of the map, which may be drawn with any section
            self._draft = operation(workspace)
            interview = self._draft.interview
            fuller = () if interview.promoted else protocols.promotable(workspace, interview.loaded.protocol)
            further = tuple((one.protocol.key, one.protocol.title) for one in fuller)
            picture = self._drawer.draw(interview)
            sat = sittings.sittings(interview.entries)
            present = sat[-1].present if sat else ALONE
            return _Opened(interview.loaded.protocol, interview.last_place, further, present, picture)

        def show(found: _Opened) -> None:
            self.protocol, self.last_change, self.further = found.protocol, found.place, found.further
            self.present = found.present
            self.opened.emit(found.picture)

        self._session.run(load, show, self.not_opened.emit)

    def _sit(self, draft: Draft, present: tuple[str, ...]) -> bool:
        """Begin a sitting unless there is one; return whether it begins now."""
        begins = not self._sitting
        if begins:
            draft.note(Event(What.SITTING, present))
            self._sitting = True
        return begins

    def _take_back(self, act: Callable[[Draft], Change | None]) -> None:
        places: list[str] = []

        def change(draft: Draft) -> None:
            if (done := act(draft)) is not None:
                places.append(done.taken_back)

        def tell() -> None:
            for place in places:
                self.taken_back.emit(place)

        self._change("", change, tell)

    def _change(
        self, path: str, change: Callable[[Draft], object], then: Callable[[], object] = lambda: None
    ) -> None:
        begin, show, refuse = self._handing_in(path, then)
        self._session.run(lambda _: begin(change), show, refuse)

    def _handing_in(
        self, path: str, then: Callable[[], object] = lambda: None
    ) -> tuple[Callable[[Callable[[Draft], object]], _Drawn], Callable[[_Drawn], None], Failure]:
        """Say that a change is on its way; return what makes it on the worker, and who is told of it."""
        present = self.present

        def operation(change: Callable[[Draft], object]) -> _Drawn:
            assert self._draft is not None, "no interview is open"
            begins = self._sit(self._draft, present)
            change(self._draft)
            return self._drawer.draw(self._draft.interview), begins

        def show(drawn: _Drawn) -> None:
            picture, begins = drawn
            self._arrived(path)
            if begins:
                self.sat_down.emit()
            self.drawn.emit(picture)
            then()

        def refuse(error: KitError) -> None:
            self._arrived(path)
            self.refused.emit(path, error)

        self._waiting[path] += 1
        self.saving.emit()
        return operation, show, refuse

    def _arrived(self, path: str) -> None:
        self._waiting[path] -= 1
        if not self._waiting[path]:
            del self._waiting[path]
