"""The real program in a process of its own: what it leaves on the disk, and in memory after it has locked."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import pytest
from interviews import CONSENT, stored
from stations import PASSPHRASE, Stations, record

from tests.bundle.canary import CANARY, files_with_canary, spellings

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks into processes as Linux shows them")

#: What the program may write beside the workspace: settings, and what fontconfig keeps of the fonts.
OURS = re.compile(r"home/\.config/interview-kit/settings\.json|home/\.cache/fontconfig/.*")
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


@pytest.fixture
def program(stations: Stations, tmp_path: Path) -> Iterator[Program]:
    with stations.laptop() as laptop:
        record(laptop, dict(CONSENT))
    places = tmp_path / "places"
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
            [sys.executable, driver, "--language", "en", str(stations.folder / "laptop")],
            cwd=places / "here",
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=stderr,
            text=True,
        ) as process,
    ):
        yield Program(process, places)
        process.kill()


def until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, "it takes too long"
        time.sleep(0.05)


def secrets_in(memory: bytes) -> list[bytes]:
    wanted = [*spellings(CANARY), PASSPHRASE.encode(), PASSPHRASE.encode("utf-16-le")]
    return [one for one in wanted if one in memory]


def test_invariant_07_the_process_that_held_the_keys_is_gone(program: Program, stations: Stations) -> None:
    program.use()
    assert secrets_in(program.memory()), "the search finds what is there"
    program.say("lock")
    until(lambda: b"interview_kit_ui.app" in program.command)
    until(lambda: b"libQt6Widgets" in Path(f"/proc/{program.process.pid}/maps").read_bytes())
    time.sleep(1)  # until its window is there and everything is loaded
    assert secrets_in(program.memory()) == []
    program.process.terminate()
    program.process.wait(PATIENCE)
    assert stored(stations).answers_json(identifying=True)["/witness/name"] == CANARY


@pytest.mark.parametrize("end", ["lock", "quit"])
def test_invariant_01_nothing_is_written_beside_the_workspace(
    program: Program, stations: Stations, end: str
) -> None:
    program.use()
    program.say(end)
    if end == "lock":
        until(lambda: b"interview_kit_ui.app" in program.command)
        time.sleep(1)
        program.process.terminate()
    program.process.wait(PATIENCE)
    assert files_with_canary(program.places) == []
    assert files_with_canary(stations.folder) == []
    files = [path for path in program.places.rglob("*") if path.is_file()]
    names = sorted(str(path.relative_to(program.places)) for path in files)
    assert [name for name in names if not OURS.fullmatch(name)] == ["stderr"]
    assert "home/.config/interview-kit/settings.json" in names
    told = (program.places / "stderr").read_text("utf-8")
    assert "tempfile." not in told
    assert "QtWarningMsg in default" in told, "what Qt warned of is told, without its words"
    for file in files:  # neither what was said, nor whose workspace it is, nor which interview
        content = file.read_bytes()
        for word in ("T-laptop", "witness", "ed-short", PASSPHRASE):
            assert word.encode() not in content, file
