"""The tape: one recording that runs on a thread of its own, from the microphone to the disk.

Neither a full disk nor a lost microphone ends it: what was recorded is kept, and it goes on when there is
room, or when another microphone listens. Pausing puts nothing into the sound, so a place in it stays one
number.
"""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from interview_kit.errors import KitError, StorageError
from interview_kit.sound import OPUS, RATE, Encoder, Format, Keeping, Recorder, minutes_left
from interview_kit.sound_level import Level, SilenceWatch, level

#: Seconds until what the disk refused is tried again where nothing new comes, and between looks at the disk.
_PATIENCE: Final = 1.0
_LOOK: Final = 15.0
_SAMPLE: Final = 2


@dataclass(frozen=True, slots=True)
class Told:
    """Whom the tape tells what; all are called on its own thread.

    ``heard`` how loud a piece was, and how many milliseconds of sound there are now. ``saved`` once all is
    kept again after ``unsaved``, which says why something is not. ``silent`` when the microphone seems dead,
    or no longer. ``lost`` when it went away: the tape rests. ``space`` how many minutes the disk still takes.
    """

    heard: Callable[[Level, int], object]
    saved: Callable[[], object]
    unsaved: Callable[[KitError], object]
    silent: Callable[[bool], object]
    lost: Callable[[KitError], object]
    space: Callable[[int], object]


class Tape:
    """Takes what recorders hear into ``keeping``. Its methods may be called on any thread; all but ``end``
    return at once.
    """

    def __init__(self, keeping: Keeping, told: Told, folder: Path, form: Format = OPUS) -> None:
        self._encoder = Encoder(keeping, form)
        self._told, self._folder, self._form = told, folder, form
        self._watch = SilenceWatch(RATE)
        self._recorder: Recorder | None = None
        self._samples = 0
        self._looked = -_LOOK
        self._refused: StorageError | None = None
        self._orders: queue.SimpleQueue[Callable[[], object] | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="tape", daemon=True)
        self._thread.start()

    @property
    def place(self) -> int:
        """How many milliseconds of sound there are."""
        return self._samples * 1000 // RATE

    @property
    def running(self) -> bool:
        """Whether it takes orders: until its end, or a mishap of those it tells."""
        return self._thread.is_alive()

    def listen(self, recorder: Recorder) -> None:
        """Take in what this recorder hears from now on, and no longer what another does."""
        self._orders.put(lambda: self._listen(recorder))

    def rest(self, rested: Callable[[int], object] = lambda _place: None) -> None:
        """Let go of the recorder; once what it heard is taken in, ``rested`` is told the place."""
        self._orders.put(lambda: self._let_go(lambda: rested(self.place)))

    def end(self) -> int:
        """Keep everything and end the thread; return how many milliseconds there are.

        Raises :class:`StorageError`; then it may be called again. What was kept by then can be finished.
        """
        self._orders.put(lambda: self._let_go(None))
        self._thread.join()
        if self._refused is not None:
            self._encoder.keep()
            self._refused = None
        return self.place

    def _run(self) -> None:
        try:
            while (order := self._next_order()) is not None:
                order()
                self._look_at_disk()
        finally:  # whatever a listener or a device did: what was recorded until then is kept
            self._keeping(self._encoder.close)
            if self._recorder is not None:
                self._recorder.stop()

    def _next_order(self) -> Callable[[], object] | None:
        try:
            return self._orders.get(timeout=_PATIENCE)
        except queue.Empty:
            return self._try_again

    def _listen(self, recorder: Recorder) -> None:
        self._let_go(lambda: None)
        self._recorder = recorder

        def lose(error: KitError) -> None:
            self._orders.put(lambda: self._lose(recorder, error))

        recorder.start(lambda samples: self._orders.put(lambda: self._take(samples)), lose)

    def _let_go(self, then: Callable[[], object] | None) -> None:
        """Stop the recorder; ``then`` comes behind all it handed over, and None ends the thread."""
        recorder, self._recorder = self._recorder, None
        if recorder is not None:
            recorder.stop()
            if self._watch.silent:
                self._told.silent(False)
            self._watch.begin_anew()
        self._orders.put(then)

    def _lose(self, recorder: Recorder, error: KitError) -> None:
        if recorder is self._recorder:
            self._let_go(lambda: self._told.lost(error))

    def _take(self, samples: bytes) -> None:
        self._samples += len(samples) // _SAMPLE
        self._keeping(lambda: self._encoder.write(samples))
        heard = level(samples)
        if self._recorder is not None and self._watch.hear(heard, len(samples) // _SAMPLE):
            self._told.silent(self._watch.silent)
        self._told.heard(heard, self.place)

    def _try_again(self) -> None:
        if self._refused is not None:
            self._keeping(self._encoder.keep)

    def _keeping(self, keep: Callable[[], None]) -> None:
        before = self._refused
        try:
            keep()
        except StorageError as error:
            self._refused = error
            if before is None:
                self._told.unsaved(error)
        else:
            self._refused = None
            if before is not None:
                self._told.saved()

    def _look_at_disk(self) -> None:
        now = time.monotonic()
        if now - self._looked < _LOOK:
            return
        self._looked = now
        try:
            self._told.space(minutes_left(self._folder, self._form))
        except StorageError:
            self._told.space(0)
