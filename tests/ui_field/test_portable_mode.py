"""The program on a stick: what it remembers lies beside it, and the laptop learns nothing."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import pytest
from interviews import CONSENT
from program_process import PATIENCE, started, until
from stations import Stations, record

from interview_kit import portable, settings

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks into processes as Linux shows them")


def stick_with_program(stations: Stations, *, marked: bool = True) -> Path:
    """Return the program on a stick: an interpreter there, and the folder beside it."""
    program = stations.folder / "program" / "python"
    program.parent.mkdir()
    program.symlink_to(sys.executable)
    if marked:
        (program.parent / "portable").mkdir()
    with stations.laptop() as laptop:
        record(laptop, dict(CONSENT))
    return program


def files_below(folder: Path) -> list[str]:
    return sorted(str(one.relative_to(folder)) for one in folder.rglob("*") if not one.is_dir())


@pytest.mark.parametrize("end", ["lock", "quit"])
def test_nothing_is_written_on_the_laptop(stations: Stations, tmp_path: Path, end: str) -> None:
    program, places = stick_with_program(stations), tmp_path / "places"
    with started(places, stations.folder / "laptop", program) as running:
        running.use()
        running.say(end)
        if end == "lock":  # the program that starts over keeps to the stick as well
            until(lambda: b"interview_kit_ui.app" in running.command)
            time.sleep(1)
            told = Path(f"/proc/{running.process.pid}/environ").read_bytes().split(b"\0")
            assert f"XDG_CACHE_HOME={program.parent / 'portable' / 'cache'}".encode() in told
            running.process.terminate()
        running.process.wait(PATIENCE)
    assert files_below(places) == ["stderr"]
    folders = [one for one in places.rglob("*") if one.is_dir() and one.parent != places]
    assert [one for one in folders if one != places / "run" / "pulse"] == []  # empty, and in memory
    kept = files_below(program.parent / "portable")
    assert "settings.json" in kept
    assert all(name == "settings.json" or name.startswith("cache/fontconfig/") for name in kept)


def test_without_the_folder_the_laptop_keeps_the_settings(stations: Stations, tmp_path: Path) -> None:
    program, places = stick_with_program(stations, marked=False), tmp_path / "places"
    with started(places, stations.folder / "laptop", program) as running:
        running.use()
        running.say("quit")
        running.process.wait(PATIENCE)
    assert "home/.config/interview-kit/settings.json" in files_below(places)


def test_the_workspace_is_found_again_where_the_stick_has_another_name(
    stations: Stations, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = stick_with_program(stations)
    monkeypatch.setattr(sys, "executable", str(program))
    file = settings.default_file()
    assert file == program.parent / "portable" / "settings.json"
    written = portable.remembered(stations.folder / "laptop", file)
    assert not Path(written).is_absolute()

    elsewhere = tmp_path / "T-other-name"
    stations.folder.rename(elsewhere)
    moved = elsewhere / "program" / "portable"
    assert (moved / written / "workspace.json").exists()
    stations.folder.mkdir()


def test_on_macos_the_folder_lies_beside_the_bundle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inside = tmp_path / "Interview Kit.app" / "Contents" / "MacOS"
    inside.mkdir(parents=True)
    (tmp_path / "portable").mkdir()
    monkeypatch.setattr(sys, "executable", str(inside / "interview-kit-desktop"))
    assert portable.folder() == tmp_path / "portable"
    assert portable.start_folder() == tmp_path


def test_settings_on_the_stick_hold_what_those_on_a_laptop_hold(stations: Stations, tmp_path: Path) -> None:
    program, places = stick_with_program(stations), tmp_path / "places"
    with started(places, stations.folder / "laptop", program) as running:
        running.use()
        running.say("quit")
        running.process.wait(PATIENCE)
    kept = json.loads((program.parent / "portable" / "settings.json").read_text("utf-8"))
    assert kept["last_folder"] == "../../laptop"
    assert kept.keys() == {"language", "theme", "text_scale", "last_folder", "idle_minutes"}
