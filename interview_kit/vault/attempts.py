"""Wrong passphrases cost growing time: from the third on the next try waits, twice as long each time.

This slows who tries at the program. Who copies the folder is slowed by Argon2id alone, and who may write to
the folder can remove the count. Waiting is measured on a steady clock from when this program first saw the
count: a laptop whose clock was moved neither opens sooner nor stays closed for years.
"""

from __future__ import annotations

import contextlib
import math
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from interview_kit.errors import InputError, StorageError
from interview_kit.files import write_atomically

FILE_NAME: Final = "attempts"
_FREE: Final = 3
_LONGEST: Final = 60.0
_MOST_DIGITS: Final = 4

#: How many failed, and when that was seen, by folder. A folder that cannot be written is counted here alone.
_seen: dict[Path, tuple[int, float]] = {}


def seconds_to_wait(folder: Path, now: Callable[[], float] = time.monotonic) -> int:
    """Return in how many seconds the next passphrase may be tried, rounded up; 0 is at once."""
    failed, since = _state(folder, now())
    if failed < _FREE:
        return 0
    wait = min(2.0 ** (failed - _FREE + 1), _LONGEST)
    return max(0, math.ceil(since + wait - now()))


def must_not_wait(folder: Path) -> None:
    """Raise :class:`InputError` ``vault.wait`` while the next passphrase may not be tried yet."""
    if seconds := seconds_to_wait(folder):
        raise InputError("vault.wait", seconds=seconds)


def note_failure(folder: Path, now: Callable[[], float] = time.monotonic) -> None:
    """Count a wrong passphrase."""
    failed = _state(folder, now())[0] + 1
    _seen[folder] = failed, now()
    with contextlib.suppress(StorageError):  # a folder that cannot be written must still open
        write_atomically(folder / FILE_NAME, str(min(failed, 10**_MOST_DIGITS - 1)).encode())


def forget(folder: Path) -> None:
    """Begin anew: the right passphrase was given."""
    _seen.pop(folder, None)
    with contextlib.suppress(OSError):
        (folder / FILE_NAME).unlink(missing_ok=True)


def _state(folder: Path, now: float) -> tuple[int, float]:
    known = _seen.get(folder)
    stored = _stored(folder)
    if known is None or stored > known[0]:
        known = _seen[folder] = stored, now
    return known


def _stored(folder: Path) -> int:
    try:
        with (folder / FILE_NAME).open("rb") as file:
            text = file.read(_MOST_DIGITS + 1)
    except OSError:
        return 0
    return int(text) if text.isdigit() and len(text) <= _MOST_DIGITS else _FREE
