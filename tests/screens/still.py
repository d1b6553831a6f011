"""Work that is done at once, on the spot, so that a picture can be taken without waiting.

A picture takes no thread along: a thread that reports to a screen which is gone ends the process.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import TypeVar

from interview_kit.errors import KitError
from interview_kit.vault.workspace import Workspace
from interview_kit_ui.session import Session, State
from interview_kit_ui.worker import Failure, Job, Lane, Progress, Worker

T = TypeVar("T")


class _AtOnce(Lane):
    def run_long(
        self,
        operation: Callable[[Job], T],
        on_success: Callable[[T], None],
        on_failure: Failure,
        on_progress: Progress | None = None,
    ) -> Job:
        job = Job(on_progress or (lambda done, total: None))
        try:
            result = operation(job)
        except KitError as error:
            on_failure(error)
        else:
            on_success(result)
        return job


class _StillWorker(_AtOnce, Worker):
    def __init__(self) -> None:
        super().__init__()
        self.side = _AtOnce("side", 1, self)


@functools.cache
def still_worker() -> Worker:
    """Return the one worker of all pictures."""
    return _StillWorker()


class StillSession(Session):
    """A session that answers at once; without a workspace it is closed, and whatever needs one fails."""

    def __init__(self, workspace: Workspace | None = None) -> None:
        super().__init__(still_worker(), replace=lambda _folder: None)
        if workspace is not None:
            self.state, self._workspace = State.OPEN, workspace

    def run_long(
        self,
        operation: Callable[[Workspace, Job], T],
        on_success: Callable[[T], None],
        on_failure: Callable[[KitError], None] | None = None,
        on_progress: Progress | None = None,
    ) -> Job:
        return self._hand_in(operation, on_success, on_failure, on_progress)


class HalfWaySession(StillSession):
    """A session whose long work never gets beyond its second of eight steps."""

    def run_long(
        self,
        operation: Callable[[Workspace, Job], T],
        on_success: Callable[[T], None],
        on_failure: Callable[[KitError], None] | None = None,
        on_progress: Progress | None = None,
    ) -> Job:
        if on_progress is None:
            return super().run_long(operation, on_success, on_failure)
        on_progress(2, 8)
        return Job(on_progress)
