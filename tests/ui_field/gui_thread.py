"""What runs on the GUI thread while somebody uses the program."""

from __future__ import annotations

import sys
import sysconfig
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Final

#: Rooms of the core that read, write, decrypt or load; calls into them belong to the worker.
ROOMS: Final = tuple(
    f"interview_kit.{room}"
    for room in (
        "vault",
        "crypto",
        "bundle",
        "trust",
        "office",
        "files",
        "protocol.library",
        "protocol.xforms",
    )
)
#: They look at what they are given, and touch nothing.
PURE: Final = frozenset(
    {
        "interview_kit.vault.checking.Findings.whole",
        "interview_kit.vault.interviews.Listed.progress",
        "interview_kit.vault.sound_places.takes_sound",
    }
)
#: What Python makes for a data class, and a loop inside a function that was seen itself.
_MADE: Final = ("__create_fn__", "<genexpr>")
_FILES: Final = ("open", "os.", "shutil.", "sqlite3.", "subprocess.", "socket.")
#: Python reads modules, and text beside them, when they are first needed.
_OWN: Final = (sysconfig.get_path("stdlib"), sysconfig.get_path("purelib"))


class Watch:
    """What was seen, and how often: calls by module and function, files by what was done and where."""

    def __init__(self) -> None:
        self.calls: Counter[str] = Counter()
        self.files: Counter[str] = Counter()
        self.on = False

    def audit(self, event: str, arguments: tuple[object, ...]) -> None:
        if self.on and event.startswith(_FILES) and threading.current_thread() is threading.main_thread():
            about = str(arguments[0]) if arguments else ""
            if not about.endswith((".py", ".pyc")) and not about.startswith(_OWN):
                self.files[f"{event} {about}"] += 1

    def profile(self, frame: FrameType, event: str, _argument: object) -> None:
        if event == "call":
            module, function = str(frame.f_globals.get("__name__", "")), frame.f_code.co_qualname
            if module.startswith(ROOMS) and not any(made in function for made in _MADE):
                self.calls[f"{module}.{function}"] += 1


WATCH: Final = Watch()
_HOOKED: list[Watch] = []


@contextmanager
def watched() -> Iterator[Watch]:
    """Note what the GUI thread does inside."""
    if not _HOOKED:  # an audit hook stays for the life of the process
        sys.addaudithook(WATCH.audit)
        _HOOKED.append(WATCH)
    WATCH.calls.clear()
    WATCH.files.clear()
    WATCH.on = True
    sys.setprofile(WATCH.profile)
    try:
        yield WATCH
    finally:
        sys.setprofile(None)
        WATCH.on = False
