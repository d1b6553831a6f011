"""The sound of a real system: PulseAudio with a loudspeaker and a microphone that are only in memory."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import pytest
from real_sound import SECOND

from interview_kit.sound import pitch

DRIVER = Path(__file__).with_name("real_sound.py")
#: A loudspeaker, and a microphone that hears it.
ROOM = ("module-null-sink", "sink_name=room")
HEADSET = (
    "module-remap-source",
    "master=room.monitor",
    "source_name=headset",
    "source_properties=device.description=T-headset",
)
needs_pulseaudio = pytest.mark.skipif(
    not (shutil.which("pulseaudio") and shutil.which("pactl")), reason="needs pulseaudio and pulseaudio-utils"
)


@dataclass
class SoundSystem:
    """A server of this test's own."""

    environment: dict[str, str]

    def do(self, *command: str) -> str:
        done = subprocess.run(
            ("pactl", *command), env=self.environment, capture_output=True, text=True, timeout=20, check=True
        )
        return done.stdout.strip()

    def plug_in(self) -> str:
        room = self.do("load-module", *ROOM)
        self.do("load-module", *HEADSET)
        return room

    def pull_out(self, device: str) -> None:
        self.do("unload-module", device)

    @property
    def answers(self) -> bool:
        try:
            return bool(self.do("info"))
        except subprocess.SubprocessError:
            return False


@dataclass
class Program:
    """The program's sound at work."""

    stdout: IO[str]

    def hear(self) -> dict[str, object]:
        found: dict[str, object] = json.loads(self.stdout.readline() or "{}")
        return found


@pytest.fixture
def system(tmp_path: Path) -> Iterator[SoundSystem]:
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("PULSE_", "DBUS_"))
    }
    socket = tmp_path / "s"
    environment |= {
        "HOME": str(tmp_path),
        "XDG_RUNTIME_DIR": str(tmp_path),
        "PULSE_SERVER": f"unix:{socket}",
        "PYTHONPATH": os.pathsep.join(str(Path(entry).resolve()) for entry in sys.path if entry),
    }
    loaded = ("-L", f"module-native-protocol-unix socket={socket} auth-anonymous=1")
    command = ("pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no", *loaded)
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as server:
        system, end = SoundSystem(environment), time.monotonic() + 20
        try:
            while not system.answers:
                assert time.monotonic() < end, "the sound system does not answer"
                time.sleep(0.1)
            yield system
        finally:
            server.kill()


@contextmanager
def told(story: str, environment: dict[str, str], folder: Path) -> Iterator[Program]:
    """Run a story of the program's sound; at its end it has ended by itself, and well."""
    with (
        (folder / "stderr").open("w+") as stderr,
        subprocess.Popen(
            (sys.executable, str(DRIVER), story),
            cwd=folder,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=stderr,
            text=True,
        ) as process,
    ):
        try:
            assert process.stdout is not None
            yield Program(process.stdout)
            assert process.wait(60) == 0
            stderr.seek(0)
            assert "Error" not in stderr.read()
        finally:
            process.kill()


@needs_pulseaudio
def test_what_is_played_is_heard_and_recorded(system: SoundSystem, tmp_path: Path) -> None:
    system.plug_in()
    with told("hear_what_is_played", system.environment, tmp_path) as program:
        found = program.hear()
    assert found["microphones"] == ["T-headset"]
    assert found["pitch"] == pytest.approx(pitch(SECOND), abs=10)
    assert found["kept"] == pytest.approx(found["length"], abs=100)


@needs_pulseaudio
def test_a_microphone_that_is_pulled_out_is_told_and_used_again_when_it_is_back(
    system: SoundSystem, tmp_path: Path
) -> None:
    room = system.plug_in()
    with told("lose_the_microphone", system.environment, tmp_path) as program:
        assert program.hear() == {"microphones": ["T-headset"]}
        pulled = time.monotonic()
        system.pull_out(room)
        assert program.hear() == {"told": ["sound.microphone-gone"]}
        assert time.monotonic() - pulled < 10
        system.plug_in()
        more = program.hear()["more"]
    assert isinstance(more, int)
    assert more > 500


def test_a_computer_without_a_sound_system_has_no_microphone_and_that_is_all(tmp_path: Path) -> None:
    environment = {**os.environ, "PULSE_SERVER": f"unix:{tmp_path}/nobody", "HOME": str(tmp_path)}
    environment["PYTHONPATH"] = os.pathsep.join(str(Path(entry).resolve()) for entry in sys.path if entry)
    with told("find_nothing", environment, tmp_path) as program:
        assert program.hear() == {"microphones": []}
