"""The real program in a process of its own, with folders of its own for everything it might write."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import pytest
from stations import PASSPHRASE

from tests.bundle.canary import CANARY

PATIENCE = 60.0


@dataclass
class Program:
    """The program, with places for everything it might write outside its workspace."""

    process: subprocess.Popen[str]
    places: Path

    def say(self, *lines: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.writelines(f"{line}\n" for line in lines)
        self.process.stdin.flush()

    def hear(self) -> str:
        stdout: IO[str] | None = self.process.stdout
        assert stdout is not None
        return stdout.readline().strip()

    def use(self) -> None:
        """Unlock the workspace and type a canary into the interview that is there."""
        assert self.hear() == "ready"
        self.say(PASSPHRASE, CANARY)
        assert self.hear() == "typed"

    @property
    def command(self) -> bytes:
        return Path(f"/proc/{self.process.pid}/cmdline").read_bytes()

    def memory(self) -> bytes:
        """Return all that the process can write to."""
        pieces = []
        try:
            maps = Path(f"/proc/{self.process.pid}/maps").read_text("utf-8").splitlines()
            ranges = [line.split()[0].split("-") for line in maps if line.split()[1].startswith("rw")]
            with Path(f"/proc/{self.process.pid}/mem").open("rb", buffering=0) as memory:
                for begin, end in ranges:
                    memory.seek(int(begin, 16))
                    pieces.append(memory.read(int(end, 16) - int(begin, 16)) or b"")
        except PermissionError:
            pytest.skip("only root may look into a process that is not dumpable")
        return b"\n".join(pieces)


@contextmanager
def started(places: Path, workspace: Path, python: Path = Path(sys.executable)) -> Iterator[Program]:
    """Start the program on a workspace, with a laptop's folders of its own below ``places``."""
    for name in ("home", "temp", "here", "run"):
        (places / name).mkdir(parents=True, mode=0o700)
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "DBUS_"))
    }
    environment |= {
        "HOME": str(places / "home"),
        "TMPDIR": str(places / "temp"),
        "XDG_RUNTIME_DIR": str(places / "run"),
        "PYTHONPATH": os.pathsep.join(str(Path(entry).resolve()) for entry in sys.path if entry),
        "PYTHONDONTWRITEBYTECODE": "1",
        "QT_QPA_PLATFORM": "offscreen",
    }
    driver = str(Path(__file__).with_name("driven_program.py"))
    stderr = (places / "stderr").open("w")
    with (
        stderr,
        subprocess.Popen(
            [str(python), driver, "--language", "en", str(workspace)],
            cwd=places / "here",
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=stderr,
            text=True,
        ) as process,
    ):
        try:
            yield Program(process, places)
        finally:
            process.kill()


def until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, "it takes too long"
        time.sleep(0.05)
