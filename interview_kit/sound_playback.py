"""Playing what was kept, on a thread of its own: from a stream to a loudspeaker, from any moment."""

from __future__ import annotations

import io
import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Protocol

from interview_kit.errors import KitError
from interview_kit.sound_decoding import Decoder

_SAMPLE: Final = 2


class Speaker(Protocol):
    """A loudspeaker."""

    def start(
        self,
        rate: int,
        source: Callable[[int], bytes],
        heard: Callable[[int], None],
        failed: Callable[[KitError], None],
    ) -> None:
        """Begin to ask ``source`` for pieces of so many mono samples of 16 bits, on a thread of its own.

        ``heard`` is told how many samples have been heard since; an empty piece is the end, and all was heard
        once it is told a negative number. Where the loudspeaker goes away, ``failed`` is called once.
        """

    def stop(self) -> None:
        """End; when this returns, none of them is called any more. Harmless twice."""


@dataclass(frozen=True, slots=True)
class Listeners:
    """Whom the turntable tells what, on threads of its own.

    ``opened`` how many milliseconds the sound has, ``at`` the place that is heard, ``ended`` when it was
    heard to its end, ``failed`` why it cannot be played.
    """

    opened: Callable[[int], object]
    at: Callable[[int], object]
    ended: Callable[[], object]
    failed: Callable[[KitError], object]


class Turntable:
    """Plays one stream at a time.

    Its methods may be called on any thread; all but ``close`` return at once.
    """

    def __init__(self, speaker: Speaker, listeners: Listeners) -> None:
        self._speaker, self._listeners = speaker, listeners
        self._source: io.RawIOBase | None = None
        self._decoder: Decoder | None = None
        self._place = 0
        self._begun = 0
        self._playing = False
        self._orders: queue.SimpleQueue[Callable[[], object] | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="turntable", daemon=True)
        self._thread.start()

    def open(self, source: io.RawIOBase) -> None:
        """Put on a stream, at its beginning. It is closed when another is put on, and at the end."""
        self._orders.put(lambda: self._open(source))

    def play(self) -> None:
        """Play from where it rests; from the beginning where it had ended."""
        self._orders.put(self._play)

    def rest(self) -> None:
        """Rest where it is."""
        self._orders.put(self._stop)

    def jump(self, place: int) -> None:
        """Go to a place in milliseconds, and play on from there if it was playing."""
        self._orders.put(lambda: self._jump(place))

    def close(self) -> None:
        """Stop, close the stream, and end the thread; harmless twice."""
        self._orders.put(self._take_off)
        self._orders.put(None)
        self._thread.join()

    def _run(self) -> None:
        while (order := self._orders.get()) is not None:
            try:
                order()
            except KitError as error:
                self._take_off()
                self._listeners.failed(error)

    def _open(self, source: io.RawIOBase) -> None:
        self._take_off()
        self._source, self._place = source, 0
        self._decoder = Decoder(source)
        self._listeners.opened(self._decoder.length)

    def _play(self) -> None:
        if self._decoder is None or self._playing:
            return
        if self._place >= self._decoder.length:
            self._place = 0
        decoder, self._begun = self._decoder, self._place
        decoder.seek(self._place)
        self._playing = True
        self._speaker.start(decoder.rate, self._read, self._heard, self._fail)

    def _stop(self) -> None:
        if self._playing:
            self._playing = False
            self._speaker.stop()

    def _jump(self, place: int) -> None:
        if self._decoder is None:
            return
        playing = self._playing
        self._stop()
        self._place = max(0, min(place, self._decoder.length))
        self._listeners.at(self._place)
        if playing and self._place < self._decoder.length:
            self._play()
        elif playing:
            self._listeners.ended()

    def _take_off(self) -> None:
        self._stop()
        decoder, self._decoder = self._decoder, None
        source, self._source = self._source, None
        if decoder is not None:
            decoder.close()
        if source is not None:
            source.close()

    # On the speaker's thread, between its start and its stop alone ------------------------------

    def _read(self, count: int) -> bytes:
        assert self._decoder is not None, "nothing was put on"
        try:
            return self._decoder.read(count)
        except KitError as error:
            self._fail(error)
            return b""

    def _heard(self, samples: int) -> None:
        decoder = self._decoder
        assert decoder is not None, "nothing was put on"
        if samples < 0:
            self._orders.put(self._end)
        else:
            self._place = min(decoder.length, self._begun + samples * 1000 // decoder.rate)
            self._listeners.at(self._place)

    def _fail(self, error: KitError) -> None:
        def order() -> None:
            self._stop()
            self._listeners.failed(error)

        self._orders.put(order)

    def _end(self) -> None:
        if self._playing and self._decoder is not None:
            self._stop()
            self._place = self._decoder.length
            self._listeners.ended()


class FakeSpeaker:
    """A loudspeaker for tests: keeps what it was given; time passes when :meth:`pass_time` says so."""

    def __init__(self) -> None:
        self.rate = 0
        #: What was heard since it was started last.
        self.samples = b""
        self.running = threading.Event()
        self._told: tuple[Callable[[int], bytes], Callable[[int], None], Callable[[KitError], None]] | None
        self._told = None

    def start(
        self,
        rate: int,
        source: Callable[[int], bytes],
        heard: Callable[[int], None],
        failed: Callable[[KitError], None],
    ) -> None:
        """Begin."""
        self.rate, self.samples, self._told = rate, b"", (source, heard, failed)
        self.running.set()

    def stop(self) -> None:
        """End."""
        self._told = None
        self.running.clear()

    def pass_time(self, seconds: float) -> None:
        """Let time pass, in tenths of a second."""
        for _ in range(round(seconds * 10)):
            if self._told is None:
                return
            source, heard, _failed = self._told
            piece = source(self.rate // 10)
            self.samples += piece
            heard(len(self.samples) // _SAMPLE if piece else -1)
            if not piece:
                return

    def go_away(self, error: KitError) -> None:
        """Let the loudspeaker go away."""
        if self._told is not None:
            self._told[2](error)
