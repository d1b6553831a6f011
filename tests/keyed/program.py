"""The real program in a process of its own on a display of its own, looked at and used with keys alone."""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
from collections import deque
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from tests.keyed.keyboard import Keyboard
from tests.keyed.script import LANGUAGE

Seen = dict[str, Any]
PATIENCE: Final = 60.0
#: Seconds more than it may take to come to rest, after which it is dead.
_GRACE: Final = 10.0
_REMEMBERED: Final = 40
_HERE: Final = Path(__file__).resolve().parent


class FrozenError(AssertionError):
    """Keys were pressed, and the program did not come to rest."""


class Program:
    """Started on a workspace. Press keys, then ``look``; ``kill`` ends it as a battery does."""

    def __init__(
        self, workspace: Path, places: Path, keyboard: Keyboard, environment: Mapping[str, str]
    ) -> None:
        for name in ("home", "temp", "here", "run"):
            (places / name).mkdir(parents=True, mode=0o700, exist_ok=True)
        self.keyboard, self._seen, self._keys = keyboard, Seen(), 0
        #: Of keys pressed alone: milliseconds to the first picture, and to the last before all rests.
        self.painted: list[float] = []
        self.settled: list[float] = []
        self._alone: deque[bool] = deque()
        self._last: deque[str] = deque(maxlen=_REMEMBERED)
        self._complaints = places / "stderr"
        self._errors = self._complaints.open("a")
        self._process = subprocess.Popen(
            [sys.executable, str(_HERE / "watched_program.py"), "--language", LANGUAGE, str(workspace)],
            cwd=places / "here",
            env=_environment(places, environment),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            text=True,
        )

    def press(self, *keys: str) -> None:
        """Press keys, one after the other."""
        self.keyboard.press(*keys)
        self._keys += len(keys)
        self._last += keys
        self._alone += [len(keys) == 1] * len(keys)

    def type(self, text: str) -> None:
        """Type a text."""
        self.keyboard.type(text)
        self._keys += len(text)
        self._last += text
        self._alone += [False] * len(text)

    @property
    def keys_pressed(self) -> str:
        """The last keys, for whoever wants to know how it came to this."""
        return " ".join(self._last)

    def look(self, *, whole: bool = False) -> Seen:
        """Return what is to be seen once every key has done what it does; ``whole`` with every answer."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{self._keys} {PATIENCE} {'whole' if whole else 'glance'}\n")
        self._process.stdin.flush()
        told, _, _ = select.select([self._process.stdout], [], [], PATIENCE + _GRACE)
        line = self._process.stdout.readline() if told else ""
        assert line, f"the program says nothing more; it said: {self._complaints.read_text('utf-8')[-2000:]}"
        self._seen = json.loads(line)
        self._take_times()
        if not self._seen["still"]:
            raise FrozenError(
                f"{self._seen['keys']} of {self._keys} keys arrived, and it does not come to rest"
            )
        return self._seen

    def _take_times(self) -> None:
        """Keys are painted in the order in which they were pressed."""
        first = [took for took in self._seen["painted"] if self._alone.popleft()]
        self.painted += first
        if first and not self._alone:
            self.settled.append(self._seen["settled"])

    def kill(self) -> None:
        """End it at once: nothing of it runs any more."""
        self._process.kill()
        self.ended()

    def ended(self) -> int:
        """Wait until it has ended, and return how."""
        status = self._process.wait(PATIENCE)
        for stream in (self._process.stdin, self._process.stdout, self._errors):
            if stream is not None:
                stream.close()
        return status


def _environment(places: Path, more: Mapping[str, str]) -> dict[str, str]:
    """Return the environment of a laptop of its own, with the display and the microphone."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "DBUS_"))}
    root = _HERE.parents[1]
    return {
        **kept,
        "HOME": str(places / "home"),
        "TMPDIR": str(places / "temp"),
        "XDG_RUNTIME_DIR": str(places / "run"),
        "PYTHONPATH": os.pathsep.join((str(root), str(root / "ui"))),
        "PYTHONDONTWRITEBYTECODE": "1",
        "QT_QPA_PLATFORM": "xcb",
        **more,
    }
