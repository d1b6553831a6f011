"""Work that must not run on the GUI thread: one lane for the open workspace, one beside it.

Operations run on a lane's thread; their callbacks run on the GUI thread, by signal, in the order in
which the operations finished. Nothing here waits, polls or turns the event loop.
"""

from __future__ import annotations

import threading
import traceback
from collections.abc import Callable
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from PySide6.QtCore import QObject, Signal, Slot

import interview_kit
from interview_kit.errors import KitError

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor

T = TypeVar("T")
Failure = Callable[[KitError], object]
Progress = Callable[[int, int], None]

_OUR_CODE: Final = (Path(interview_kit.__file__).parent, Path(__file__).parent)


class CancelledError(KitError):
    """The person cancelled a long job; it undid what it had begun."""


class Job:
    """A job that was handed to a lane. A long operation also receives it, to report and to obey."""

    def __init__(self, report: Progress) -> None:
        self._cancelled = threading.Event()
        self._report = report

    def cancel(self) -> None:
        """Ask the job to stop; its failure callback receives :class:`CancelledError` if it did."""
        self._cancelled.set()

    def check(self) -> None:
        """Called by an operation where it can stop cleanly: raises if the person cancelled."""
        if self._cancelled.is_set():
            raise CancelledError("widgets.cancelled")

    def report(self, done: int, total: int) -> None:
        """Called by an operation: say how far it is. Also a place to stop."""
        self.check()
        self._report(done, total)


class Lane(QObject):
    """Runs operations in the order in which they were handed in, on ``threads`` threads.

    Create it on the GUI thread. After ``shutdown`` it takes no more work.
    """

    _deliver = Signal(object)

    def __init__(self, name: str, threads: int = 1, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name, self._threads = name, threads
        self._deliver.connect(self._call)

    def run(self, operation: Callable[[], T], on_success: Callable[[T], object], on_failure: Failure) -> Job:
        """Run ``operation``; then, on the GUI thread, exactly one of the two callbacks."""
        return self.run_long(lambda _job: operation(), on_success, on_failure)

    def run_long(
        self,
        operation: Callable[[Job], T],
        on_success: Callable[[T], object],
        on_failure: Failure,
        on_progress: Progress | None = None,
    ) -> Job:
        """Run an operation that reports progress and can be cancelled through the returned job."""
        job = Job(self._reporter(on_progress))
        self._executor.submit(self._perform, job, operation, on_success, on_failure)
        return job

    def shutdown(self) -> None:
        """Finish everything that was handed in and end the threads.

        Waits, so it belongs at the very end of a process. To act once all earlier work is done
        without waiting, hand in one more operation: it runs after them.
        """
        self._executor.shutdown(wait=True)

    @cached_property
    def _executor(self) -> ThreadPoolExecutor:
        from concurrent.futures import ThreadPoolExecutor  # the window is there before there is work

        return ThreadPoolExecutor(self._threads, thread_name_prefix=self._name)

    @Slot(object)
    def _call(self, delivery: Callable[[], None]) -> None:
        delivery()

    def _reporter(self, on_progress: Progress | None) -> Progress:
        def report(done: int, total: int) -> None:
            if on_progress is not None:
                self._deliver.emit(partial(on_progress, done, total))

        return report

    def _perform(
        self,
        job: Job,
        operation: Callable[[Job], T],
        on_success: Callable[[T], object],
        on_failure: Failure,
    ) -> None:
        try:
            job.check()
            delivery = partial(on_success, operation(job))
        except KitError as error:
            delivery = partial(on_failure, _without_frames(error))
        except Exception as error:  # noqa: BLE001 - whatever went wrong, the person must be told
            delivery = partial(on_failure, _unexpected(error))
        self._deliver.emit(delivery)


class Worker(Lane):
    """The one thread that owns the open workspace; its jobs are strictly serial.

    ``side`` is a lane of its own for long work that needs no database: copies, key derivation,
    encoding.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__("workspace", 1, parent)
        self.side = Lane("side", 2, self)

    def shutdown(self) -> None:
        """Finish everything in both lanes and end their threads."""
        self.side.shutdown()
        super().shutdown()


def be_content(_outcome: object) -> None:
    """A callback for what needs no further word, whatever came of it."""


def _without_frames(error: KitError) -> KitError:
    """Drop the frames an error drags along: their variables hold keys and testimony."""
    error.__traceback__ = error.__cause__ = error.__context__ = None
    return error


def _unexpected(error: Exception) -> KitError:
    """Say where our code was when something unforeseen happened, and nothing of what it held."""
    place = "?"
    for frame in traceback.extract_tb(error.__traceback__):
        if any(Path(frame.filename).is_relative_to(folder) for folder in _OUR_CODE):
            place = f"{Path(frame.filename).name}:{frame.lineno}"
    return KitError("widgets.unexpected", kind=type(error).__name__, place=place)
