"""Playing a sound, from any moment of it."""

from __future__ import annotations

import io

from PySide6.QtCore import QObject, Signal

from interview_kit.errors import InputError, KitError
from interview_kit.sound_playback import Listeners, Turntable
from interview_kit_ui.sound.machine import Machine
from interview_kit_ui.worker import Lane, be_content


class Player(QObject):
    """Plays one sound at a time; nothing here waits. ``lane`` is where devices are waited for.

    Signals: ``changed()`` whether it plays, and how long the sound is; ``moved(int)`` the moment that is
    heard, in milliseconds; ``failed(KitError)``.
    """

    changed = Signal()
    moved = Signal(int)
    failed = Signal(object)

    # What the turntable tells, on threads of its own
    _opened = Signal(int)
    _at = Signal(int)
    _ended = Signal()
    _failed = Signal(object)

    def __init__(self, machine: Machine, lane: Lane) -> None:
        super().__init__()
        self._machine, self._lane = machine, lane
        self._turntable: Turntable | None = None
        self._closed = False
        self.playing = False
        #: Milliseconds; 0 while nothing is put on.
        self.length = 0
        self.place = 0
        self._opened.connect(self._open)
        self._at.connect(self._move)
        self._ended.connect(self._end)
        self._failed.connect(self._fail)

    def put_on(self, source: io.RawIOBase, moment: int = 0) -> None:
        """Take a stream, which is closed once it is no longer needed, and play it from a moment.

        One that comes after ``close`` is closed at once.
        """
        if self._closed:
            source.close()
            return
        if self._turntable is None:
            try:
                self._turntable = Turntable(
                    self._machine.speaker(),
                    Listeners(self._opened.emit, self._at.emit, self._ended.emit, self._failed.emit),
                )
            except LookupError:
                source.close()
                self._fail(InputError("sound.loudspeaker-gone"))
                return
        self.place = moment
        self._turntable.open(source)
        self._turntable.jump(moment)
        self.play()

    def play(self) -> None:
        """Play from where it rests."""
        if self._turntable is not None:
            self._turntable.play()
            self._go(playing=True)

    def rest(self) -> None:
        """Rest where it is."""
        if self._turntable is not None:
            self._turntable.rest()
            self._go(playing=False)

    def jump(self, moment: int) -> None:
        """Go to a moment, and play on from there if it was playing."""
        if self._turntable is not None:
            self.place = max(0, min(moment, self.length))
            self._turntable.jump(self.place)
            self.moved.emit(self.place)

    def close(self) -> None:
        """Be quiet for good, and let go of everything."""
        self._closed = True
        turntable, self._turntable = self._turntable, None
        if turntable is not None:
            self._lane.run(turntable.close, be_content, be_content)
        self.length = self.place = 0
        self._go(playing=False)

    def _open(self, length: int) -> None:
        self.length = length
        self.changed.emit()

    def _move(self, place: int) -> None:
        if self._turntable is not None:
            self.place = place
            self.moved.emit(place)

    def _end(self) -> None:
        self._move(self.length)
        self._go(playing=False)

    def _fail(self, error: KitError) -> None:
        self._go(playing=False)
        self.failed.emit(error)

    def _go(self, *, playing: bool) -> None:
        self.playing = playing
        self.changed.emit()
