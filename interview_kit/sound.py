"""Sound: from a microphone's samples to a stream that can be cut anywhere and plays up to there.

Samples are 16 bits, mono, 16,000 a second, in the machine's byte order. A stream is only ever appended to:

- **Ogg Opus**: a page holds one second, so a page that is on the disk plays whatever comes after it.
- **FLAC**, for who wants every sample: frames of a quarter of a second, each with its own checksums. Its
  encoder goes back at the end to write length and digest into the beginning; that is not let through, so both
  stay as they were begun, zero, which the format (RFC 9639, 8.2) reads as "not known". Players find the end
  where it comes; :mod:`.sound_decoding` counts the frames, so that one can also jump.
"""

from __future__ import annotations

import array
import io
import math
import shutil
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

from interview_kit.errors import InputError, KitError
from interview_kit.files import storage_error

RATE: Final = 16_000
#: What recording leaves of a disk: answers must still find room when sound no longer does.
SPARED: Final = 64_000_000


@dataclass(frozen=True, slots=True)
class Format:
    """How sound is kept; ``per_second`` are bytes, of somebody who talks without a pause."""

    name: str
    media: str
    container: str
    coding: str
    per_second: int


OPUS: Final = Format("opus", "audio/ogg", "OGG", "OPUS", 3_700)
FLAC: Final = Format("flac", "audio/flac", "FLAC", "PCM_16", 24_000)
#: By name, the usual one first.
FORMATS: Final = {one.name: one for one in (OPUS, FLAC)}


def is_sound(media: str) -> bool:
    """Whether a media type, or a pattern of them, is one of sound."""
    return media.startswith("audio/")


def minutes_left(folder: Path, form: Format) -> int:
    """Return how many minutes of sound the disk of ``folder`` takes. Raises :class:`StorageError`."""
    try:
        free = shutil.disk_usage(folder).free
    except OSError as error:
        raise storage_error(error, folder) from error
    return max(0, free - SPARED) // (60 * form.per_second)


class Recorder(Protocol):
    """A microphone."""

    def start(self, sink: Callable[[bytes], None], failed: Callable[[KitError], None]) -> None:
        """Begin to hand pieces of samples to ``sink``, on a thread of the recorder's own.

        Where the microphone goes away, ``failed`` is called once, and nothing more comes.
        """

    def stop(self) -> None:
        """End; when this returns, neither is called any more. Harmless twice."""


class Keeping(Protocol):
    """Where an encoded stream goes, such as a recording of the workspace."""

    def append(self, piece: bytes) -> None:
        """Take in the next bytes."""

    def flush(self) -> None:
        """Make durable what was taken in."""


class Encoder:
    """Turns samples into a stream.

    A page leaves once it holds a second of sound and is durable when ``write`` returns; so whoever writes
    ten times a second never has more than some 1.2 seconds of sound off the disk.
    """

    def __init__(self, keeping: Keeping, form: Format = OPUS) -> None:
        import soundfile  # a tenth of a second that the unlock window need not wait for

        self._keeping = keeping
        self._pages = _Pages()
        self._stream = soundfile.SoundFile(
            self._pages, "w", samplerate=RATE, channels=1, format=form.container, subtype=form.coding
        )

    def write(self, samples: bytes) -> None:
        """Encode samples and keep the pages they filled. Raises :class:`StorageError`; writing may go on."""
        self._stream.buffer_write(samples, "int16")
        self._keep()

    def keep(self) -> None:
        """Try again to keep what the disk refused before. Raises :class:`StorageError`."""
        self._keep()

    def close(self) -> None:
        """Encode what waits for a page of its own, and keep it. Nothing may be written afterwards."""
        self._stream.close()
        self._keep()

    def _keep(self) -> None:
        if pages := self._pages.take():
            self._keeping.append(pages)
        self._keeping.flush()


class _Pages(io.RawIOBase):
    """What the codec takes for a file. It must not raise: the codec's callbacks cannot pass that on.

    What it writes anywhere but at the end is dropped: that has left already.
    """

    def __init__(self) -> None:
        super().__init__()
        self._pages = bytearray()
        self._taken = 0
        self._position = 0

    def take(self) -> bytes:
        """Return what came since the last time."""
        pages = bytes(self._pages)
        self._taken += len(pages)
        self._pages.clear()
        return pages

    def write(self, data: object, /) -> int:
        piece = bytes(memoryview(data))  # type: ignore[arg-type] # the codec hands a buffer of its own
        if self._position == self._end:
            self._pages += piece
        self._position += len(piece)
        return len(piece)

    def seek(self, offset: int, whence: int = 0, /) -> int:
        """The codec asks how long the file is; at its end FLAC goes back."""
        self._position = (0, self._position, self._end)[whence] + offset
        return self._position

    def tell(self) -> int:
        return self._position

    @property
    def _end(self) -> int:
        return self._taken + len(self._pages)


class FakeRecorder:
    """A microphone for tests: every second of its sound has a pitch of its own (:func:`pitch`).

    With a ``pace`` it runs on a thread, that many times as fast as time; without, time passes when
    :meth:`pass_time` says so.
    """

    def __init__(self, pace: float = 0.0) -> None:
        self._pace = pace
        self._sample = 0
        self._sink: Callable[[bytes], None] | None = None
        self._failed: Callable[[KitError], None] | None = None
        self._thread: threading.Thread | None = None
        self._stopped = threading.Event()

    def start(self, sink: Callable[[bytes], None], failed: Callable[[KitError], None]) -> None:
        """Begin."""
        self._sink, self._failed = sink, failed
        self._stopped.clear()
        if self._pace:
            self._thread = threading.Thread(target=self._run, daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """End."""
        self._stopped.set()
        if self._thread is not None:
            self._thread.join()
        self._thread = self._sink = self._failed = None

    def pass_time(self, seconds: float) -> None:
        """Let time pass, in tenths of a second."""
        for _ in range(round(seconds * 10)):
            if self._sink is not None:
                self._sink(tone(self._sample, RATE // 10))
                self._sample += RATE // 10

    def unplug(self) -> None:
        """Let the microphone go away."""
        failed, self._sink = self._failed, None
        self._stopped.set()
        if failed is not None:
            failed(InputError("sound.microphone-gone"))

    def _run(self) -> None:
        due = time.monotonic()
        while not self._stopped.is_set():
            self.pass_time(0.1)
            due += 0.1 / self._pace
            self._stopped.wait(max(0.0, due - time.monotonic()))


def pitch(second: int) -> int:
    """Return the frequency of the fake recorder's sound in that second."""
    return 300 + 50 * (second % 40)


def tone(first: int, count: int) -> bytes:
    """Return samples of the fake recorder's sound."""
    turns = (2 * math.pi * pitch(sample // RATE) * sample / RATE for sample in range(first, first + count))
    return array.array("h", (int(9000 * math.sin(turn)) for turn in turns)).tobytes()
