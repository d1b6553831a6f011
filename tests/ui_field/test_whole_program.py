"""The real program in a process of its own: what it leaves on the disk, and in memory after it has locked."""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from interviews import CONSENT, stored
from program_process import PATIENCE, Program, started, until
from stations import PASSPHRASE, Stations, record

from tests.bundle.canary import CANARY, files_with_canary, spellings

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks into processes as Linux shows them")

#: What the program may write beside the workspace: settings, and what fontconfig keeps of the fonts.
OURS = re.compile(r"home/\.config/interview-kit/settings\.json|home/\.cache/fontconfig/.*")


@pytest.fixture
def program(stations: Stations, tmp_path: Path) -> Iterator[Program]:
    with stations.laptop() as laptop:
        record(laptop, dict(CONSENT))
    with started(tmp_path / "places", stations.folder / "laptop") as program:
        yield program


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
