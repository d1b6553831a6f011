"""The conductor: hands what the interviewer does to the worker, and gives screens the picture that results.

The draft itself lives on the worker. Every change comes back as a new picture, drawn after the entry was
durable, so what a screen shows as saved is saved. A change that is refused leaves the last picture as it was.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from interview_kit.bundle.seal import seal
from interview_kit.errors import KitError
from interview_kit.interview.answer import Answer
from interview_kit.interview.carrying import Carrying, carry
from interview_kit.interview.interview import Change
from interview_kit.interview.picture import InterviewPicture, draw
from interview_kit.protocol import library
from interview_kit.protocol.model import Protocol, Texts
from interview_kit.values.place_index import place_index
from interview_kit.vault import drafts, protocols
from interview_kit.vault.drafts import Draft
from interview_kit.vault.workspace import Workspace
from interview_kit_ui.field.sections import first_left_in
from interview_kit_ui.session import Session


@dataclass(frozen=True, slots=True)
class _Opened:
    """What the worker hands over of an interview it has opened."""

    protocol: Protocol
    place: str
    further: tuple[tuple[str, Texts], ...]
    picture: InterviewPicture


class Conductor(QObject):
    """One open interview.

    Signals: ``opened(InterviewPicture)`` or ``not_opened(KitError)``; ``drawn(InterviewPicture)`` after
    every change, and then ``taken_back(str)`` with the stable path of what was undone or redone; ``saving()``
    when a change is on its way; ``refused(str, KitError)`` with the path whose change was not taken. Paths
    may be readable or stable; ``waiting`` names them as they were given.
    """

    opened = Signal(object)
    not_opened = Signal(object)
    drawn = Signal(object)
    saving = Signal()
    refused = Signal(str, object)
    taken_back = Signal(str)

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
        #: Touched on the worker alone.
        self._draft: Draft | None = None

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
            loaded = next(one for one in protocols.offered(workspace) if one.protocol.amends)
            return drafts.amend(workspace, interview, loaded)

        self._open(operation)

    def open(self, interview: str) -> None:
        """Open a draft and show it."""
        self._open(lambda workspace: drafts.open_draft(workspace, interview))

    def answer(self, path: str, answer: Answer) -> None:
        """Answer, correct or (with an empty answer) clear the question at ``path``."""
        self._change(path, lambda draft: draft.answer(path, answer))

    def attach(self, path: str, file: Path) -> None:
        """Make a file the answer at ``path``; its content is encrypted into the workspace."""
        self._change(path, lambda draft: draft.attach(path, file))

    def withdraw(self, path: str) -> None:
        """Destroy what was ever answered at ``path``."""
        self._change(path, lambda draft: draft.withdraw(path))

    def add(self, repeat: str) -> None:
        """Add an instance to a repeat."""
        self._change(repeat, lambda draft: draft.add(repeat))

    def remove(self, path: str, reason: str) -> None:
        """Remove an instance of a repeat, with a reason."""
        self._change(path, lambda draft: draft.remove(path, reason))

    def undo(self) -> None:
        """Take back what was done last, if anything may be."""
        self._take_back(lambda draft: draft.undo() if draft.can_undo else None)

    def redo(self) -> None:
        """Bring back what was taken back last, if nothing was done since."""
        self._take_back(lambda draft: draft.redo() if draft.can_redo else None)

    def seal(self, on_success: Callable[[], None], on_failure: Callable[[KitError], None]) -> None:
        """Seal the interview once every change before has been stored; after success it is open no more."""

        def operation(workspace: Workspace) -> None:
            assert self._draft is not None, "no interview is open"
            seal(workspace, self._draft.interview.id)
            self._draft = None

        self._session.run(operation, lambda _none: on_success(), on_failure)

    def foresee(
        self, protocol: str, on_success: Callable[[Carrying], None], on_failure: Callable[[KitError], None]
    ) -> None:
        """Find out what would be carried over to ``id@version``; nothing changes."""

        def operation(workspace: Workspace) -> Carrying:
            assert self._draft is not None, "no interview is open"
            return carry(self._draft.interview, library.find(protocols.offered(workspace), protocol))

        self._session.run(operation, on_success, on_failure)

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
            picture = draw(self._draft.interview)
            return loaded.protocol, picture, first_left_in(picture, [place.path for place in carried])

        def show(found: tuple[Protocol, InterviewPicture, str]) -> None:
            self.protocol, picture, place = found
            self.last_change, self.further = place, ()
            on_success(picture, place)

        self._session.run(operation, show, on_failure)

    def _open(self, operation: Callable[[Workspace], Draft]) -> None:
        def load(workspace: Workspace) -> _Opened:
            place_index()
            self._draft = operation(workspace)
            interview = self._draft.interview
            fuller = () if interview.promoted else protocols.promotable(workspace, interview.loaded.protocol)
            further = tuple((one.protocol.key, one.protocol.title) for one in fuller)
            return _Opened(interview.loaded.protocol, interview.last_place, further, draw(interview))

        def show(found: _Opened) -> None:
            self.protocol, self.last_change, self.further = found.protocol, found.place, found.further
            self.opened.emit(found.picture)

        self._session.run(load, show, self.not_opened.emit)

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
        def operation(_: Workspace) -> InterviewPicture:
            assert self._draft is not None, "no interview is open"
            change(self._draft)
            return draw(self._draft.interview)

        def show(picture: InterviewPicture) -> None:
            self._arrived(path)
            self.drawn.emit(picture)
            then()

        def refuse(error: KitError) -> None:
            self._arrived(path)
            self.refused.emit(path, error)

        self._waiting[path] += 1
        self.saving.emit()
        self._session.run(operation, show, refuse)

    def _arrived(self, path: str) -> None:
        self._waiting[path] -= 1
        if not self._waiting[path]:
            del self._waiting[path]
