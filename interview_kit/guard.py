"""What a process does at its start, so that what it holds in memory leaves no trace on the disk.

Nothing here reaches what the system writes down by itself: swap where memory cannot be locked, and the
images of sleep and hibernation. Interview content never passes through a temporary file, so there is no
temporary folder to guard.
"""

from __future__ import annotations

import ctypes
import faulthandler
import logging
import os
import sys
import threading
import traceback
import warnings
from pathlib import Path
from types import TracebackType
from typing import Final

_PR_SET_DUMPABLE: Final = 4
#: What is there and what will come, but each page only once it is used: stacks and arenas are mostly air.
_MCL_CURRENT_FUTURE_ONFAULT: Final = 1 | 2 | 4
_SEM_FAILCRITICALERRORS_NOGPFAULTERRORBOX: Final = 1 | 2
_WER_FAULT_REPORTING_FLAG_NOHEAP: Final = 1


def leave_no_traces() -> None:
    """Keep memory out of core files, crash reports, logs and, where the system lets us, swap.

    Call it once, first thing, in a process of our own. Afterwards whatever goes wrong is told by kind and
    place only, and new files are for this user alone. What the system refuses is left as it is.
    """
    os.umask(0o077)
    _tell_places_only()
    if sys.platform == "win32":
        kernel = ctypes.windll.kernel32
        # Not WerAddExcludedApplication: that writes the program's name into the registry, a trace itself.
        kernel.SetErrorMode(_SEM_FAILCRITICALERRORS_NOGPFAULTERRORBOX)
        kernel.WerSetFlags(_WER_FAULT_REPORTING_FLAG_NOHEAP)
    else:
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        if sys.platform == "linux":
            libc = ctypes.CDLL(None)
            # The limit alone does not bind a collector that cores are piped to. This does, and it keeps
            # other programs of the same user from attaching. It ends with exec: each process says it again.
            libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
            # Under a finite limit MCL_FUTURE makes every allocation beyond it fail, and 8 MiB, the usual
            # one, is less than one derivation of a key. There SQLCipher's own locking must do: with
            # cipher_memory_security it locks the buffers that hold keys and pages.
            if resource.getrlimit(resource.RLIMIT_MEMLOCK)[0] == resource.RLIM_INFINITY:
                libc.mlockall(_MCL_CURRENT_FUTURE_ONFAULT)


def _tell_places_only() -> None:
    """Replace every way in which Python words a mishap: messages may hold what a witness said."""
    faulthandler.disable()
    sys.excepthook = _tell
    threading.excepthook = lambda told: _tell(told.exc_type, told.exc_value, told.exc_traceback)
    sys.unraisablehook = lambda told: _tell(told.exc_type, told.exc_value, told.exc_traceback)
    # Warnings too: pydantic's, for one, quote the value they warn of.
    warnings.showwarning = lambda message, category, filename, lineno, file=None, line=None: _write(
        f"{category.__name__} at {Path(filename).name}:{lineno}\n"
    )
    logging.disable()  # the last resort of a library's logger is stderr, and concurrent.futures logs errors


def _tell(kind: type[BaseException], _error: BaseException | None, frames: TracebackType | None) -> None:
    """Say what kind of error happened where. Its message may hold what a witness said."""
    places = [f"{Path(frame.filename).name}:{frame.lineno}" for frame in traceback.extract_tb(frames)]
    _write(f"{kind.__name__} at {' '.join(places) or '?'}\n")


def _write(line: str) -> None:
    # A program that starts without a console has no stderr, and one whose console went away cannot write.
    if sys.stderr is not None:
        try:
            sys.stderr.write(line)
        except (OSError, ValueError):
            return
