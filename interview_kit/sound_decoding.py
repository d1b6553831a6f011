"""Sound that is kept, read from any place: never through the disk, wherever a side file can be read.

Reads what libsndfile does: Ogg Opus, Ogg Vorbis, FLAC, WAV, AIFF, MP3 and more, but no AAC (.m4a).
"""

from __future__ import annotations

import array
import io
import os
from contextlib import suppress
from types import TracebackType
from typing import IO, Any, Final

from interview_kit.errors import InputError, RefusedError, StorageError
from interview_kit.sound_flac import with_length
from interview_kit.sound_rate import mono

#: Places of samples are told in this part of a second.
_MILLI: Final = 1000
_ENDLESS: Final = 2**48
#: What recorders write. A file that claims anything else wants to cost time and memory.
_RATES: Final = range(4_000, 384_001)
_MOST_CHANNELS: Final = 64
#: Milliseconds: a week.
_LONGEST: Final = 7 * 24 * 60 * 60 * _MILLI


class Decoder:
    """Decodes a stream to mono samples of 16 bits at ``rate``, from any place.

    Raises :class:`InputError` ``sound.not-readable`` where it is no sound that can be read. A stream that was
    cut ends where it was cut. ``source`` is closed by who opened it.
    """

    def __init__(self, source: IO[bytes] | io.RawIOBase) -> None:
        import soundfile  # a tenth of a second that the unlock window need not wait for

        self._source = _Watched(with_length(source))
        try:
            self._stream = soundfile.SoundFile(self._source)
        except (soundfile.SoundFileError, TypeError) as error:  # TypeError: raw, whose rate nobody tells
            self._source.raise_refusal()
            raise InputError("sound.not-readable") from error
        self.rate: int = self._stream.samplerate
        self._channels: int = self._stream.channels
        frames = int(self._stream.frames)
        #: A stream that does not tell its length, and in which no frame is whole, counts as endless.
        self._frames = frames if frames < _ENDLESS else 0
        usual = self.rate in _RATES and 1 <= self._channels <= _MOST_CHANNELS
        if not (usual and self.length <= _LONGEST and self._stream.seekable()):
            self.close()
            raise InputError("sound.not-readable")

    @property
    def length(self) -> int:
        """How long it is, in milliseconds."""
        return self._frames * _MILLI // self.rate

    @property
    def place(self) -> int:
        """Which place is read next, in milliseconds."""
        return int(self._stream.tell()) * _MILLI // self.rate

    def seek(self, place: int) -> None:
        """Go to a place in milliseconds; beyond the end there is nothing to read."""
        wanted = max(0, min(place * self.rate // _MILLI, self._frames))
        self._call(self._stream.seek, wanted)

    def read(self, count: int) -> bytes:
        """Return the next ``count`` samples, fewer at the end and none after it."""
        left = self._frames - int(self._stream.tell())
        if left <= 0:
            return b""
        frame = self._channels * array.array("h").itemsize
        held = bytearray(min(count, left) * frame)
        whole = self._call(self._stream.buffer_read_into, held, "int16")  # fewer than its header claims
        return mono(array.array("h", held[: whole * frame]), self._channels).tobytes()

    def close(self) -> None:
        """Let go of the codec; harmless twice."""
        self._stream.close()

    def __enter__(self) -> Decoder:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _call(self, function: Any, *arguments: Any) -> Any:
        import soundfile

        try:
            answer = function(*arguments)
        except soundfile.SoundFileError as error:
            self._source.raise_refusal()
            raise InputError("sound.not-readable") from error
        self._source.raise_refusal()
        return answer


class _Watched(io.RawIOBase):
    """A source whose refusals wait until the codec, which cannot pass them on, has returned."""

    def __init__(self, source: IO[bytes] | io.RawIOBase) -> None:
        super().__init__()
        self._inner = source
        self._refusal: RefusedError | StorageError | None = None

    def raise_refusal(self) -> None:
        """Raise what reading raised in the meantime."""
        refusal, self._refusal = self._refusal, None
        if refusal is not None:
            raise refusal

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int:
        try:
            return self._inner.readinto(buffer) or 0  # type: ignore[union-attr] # binary files all have it
        except (RefusedError, StorageError) as error:
            self._refusal = error
            return 0

    def seek(self, offset: int, whence: int = os.SEEK_SET, /) -> int:
        with suppress(ValueError):  # before the beginning: the codec asks where it is, and gives up
            self._inner.seek(offset, whence)
        return self._inner.tell()

    def tell(self) -> int:
        return self._inner.tell()
