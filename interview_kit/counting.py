"""How far long work is, in bytes; and where it can be stopped."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

#: Called with bytes done and bytes in all; raising stops.
Progress = Callable[[int, int], None]


class Counting:
    """Passes on what is done of a total, which pieces that come twice never exceed."""

    def __init__(self, progress: Progress, total: int) -> None:
        self._progress = progress
        self._total = total
        self.done = 0

    def add(self, size: int) -> None:
        """Count bytes that are done."""
        self.reach(self.done + size)

    def reach(self, done: int) -> None:
        """Say how much is done by now."""
        self.done = min(done, self._total)
        self._progress(self.done, self._total)

    def reading(self, source: BinaryIO) -> BinaryIO:
        """Return a file that counts what is read of it."""
        return _Counted(source, self)  # type: ignore[return-value]  # it reads, and that is all it is for


class _Counted:
    def __init__(self, source: BinaryIO, counting: Counting) -> None:
        self._source = source
        self._counting = counting

    def read(self, size: int = -1) -> bytes:
        data = self._source.read(size)
        self._counting.add(len(data))
        return data

    def readline(self, size: int = -1) -> bytes:
        data = self._source.readline(size)
        self._counting.add(len(data))
        return data


def size_of(file: Path) -> int:
    """Return the size of a file, 0 where nobody can tell: reading it will."""
    try:
        return file.stat().st_size
    except OSError:
        return 0
