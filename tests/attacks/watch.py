"""What one attack costs: seconds, and memory above what the process had before."""

from __future__ import annotations

import faulthandler
import os
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

#: Seconds after which a case ends the process, whatever it hangs in.
TOO_LONG: Final = 120.0
#: MiB that one case may take. Members of up to 64 MiB are held, and of some there are several copies.
TOO_MUCH: Final = 1024
#: Where Linux tells how much memory a process had at most, and forgets it. Elsewhere it is not measured.
_STATUS: Final = Path("/proc/self/status")
_FORGET: Final = Path("/proc/self/clear_refs")


@dataclass
class Cost:
    """What one case cost."""

    seconds: float = 0.0
    #: MiB, whole ones; 0 where it cannot be told.
    memory: int = 0

    @property
    def too_much(self) -> str:
        """What is wrong with it, or nothing."""
        return f"took {self.memory} MiB" if self.memory > TOO_MUCH else ""


@contextmanager
def watched() -> Iterator[Cost]:
    """Measure what happens meanwhile."""
    cost = Cost()
    before = _forgotten()
    faulthandler.dump_traceback_later(TOO_LONG, exit=True)
    begun = time.perf_counter()
    try:
        yield cost
    finally:
        cost.seconds = time.perf_counter() - begun
        faulthandler.cancel_dump_traceback_later()
        cost.memory = max(0, _kib("VmHWM") - before) // 1024


def measures_memory() -> bool:
    """Whether this system tells how much memory something took at most."""
    return _FORGET.exists()


def limit_memory(gib: int) -> None:
    """Let this process fail to get more, before the machine does."""
    with suppress(ImportError):  # Windows has no such thing
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (gib << 30, gib << 30))


def _forgotten() -> int:
    with suppress(OSError):
        descriptor = os.open(_FORGET, os.O_WRONLY)
        try:
            os.write(descriptor, b"5")
        finally:
            os.close(descriptor)
    return _kib("VmRSS")


def _kib(what: str) -> int:
    try:
        found = re.search(rf"{what}:\s+(\d+) kB", _STATUS.read_text("ascii"))
    except OSError:
        return 0
    return int(found[1]) if found else 0
