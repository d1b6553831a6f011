"""The conductor: hands what the interviewer does to the worker, and gives screens the picture that results.

The draft itself lives on the worker. Every change comes back as a new picture, drawn after the entry was durable,
so what a screen shows as saved is saved. A refused change comes back as the unchanged picture and the reason.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from interview_kit.errors import KitError
from interview_kit.interview.answer import Answer
from interview_kit.interview.picture import InterviewPicture, draw
from interview_kit.protocol import library
from interview_kit.vault import drafts, protocols
from interview_kit.vault.drafts import Draft
from interview_kit.vault.workspace import Workspace
from interview_kit_ui.session import Session


class Conductor(QObject):
    """One open interview.

    Signals: ``drawn(InterviewPicture)`` after every change and at opening; ``saving()`` when a change is on its
    way; ``refused(str, KitError)`` with the path whose change was not taken (empty where it is about none).
    """

    drawn = Signal(object)
    saving = Signal()
    refused = Signal(str, object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        #: Touched on the worker alone.
        self._draft: Draft | None = None

    def begin(self, protocol: str) -> None:
        """Begin an interview under ``id@version`` and show it."""

        def operation(workspace: Workspace) -> InterviewPicture:
            loaded = library.find(protocols.offered(workspace), protocol)
            self._draft = drafts.begin(workspace, loaded)
            return draw(self._draft.interview)

        self._run("", operation)

    def open(self, interview: str) -> None:
        """Open a draft and show it."""

        def operation(workspace: Workspace) -> InterviewPicture:
            self._draft = drafts.open_draft(workspace, interview)
            return draw(self._draft.interview)

        self._run("", operation)

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

    def _change(self, path: str, change: Callable[[Draft], object]) -> None:
        def operation(_: Workspace) -> InterviewPicture:
            assert self._draft is not None, "no interview is open"
            change(self._draft)
            return draw(self._draft.interview)

        self.saving.emit()
        self._run(path, operation)

    def _run(self, path: str, operation: Callable[[Workspace], InterviewPicture]) -> None:
        self._session.run(operation, self.drawn.emit, lambda error: self._refuse(path, error))

    def _refuse(self, path: str, error: KitError) -> None:
        self.refused.emit(path, error)
        self._session.run(lambda _: self._redraw(), self._drawn_again)

    def _redraw(self) -> InterviewPicture | None:
        return draw(self._draft.interview) if self._draft else None

    def _drawn_again(self, picture: InterviewPicture | None) -> None:
        if picture is not None:
            self.drawn.emit(picture)
