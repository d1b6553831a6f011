"""A display and a microphone in memory, for a real window in front of which nobody sits."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

_SIZE: Final = "1440x900x24"
_PATIENCE: Final = 15.0
#: What of this must be installed.
NEEDED: Final = ("Xvfb", "xdotool", "xkbcomp")


def missing() -> list[str]:
    """Return what is not installed without which nobody can press keys here."""
    return [name for name in NEEDED if shutil.which(name) is None]


@contextmanager
def display(folder: Path) -> Iterator[str]:
    """Start a display whose keys do not repeat, and yield its name."""
    there, here = os.pipe()
    with (folder / "display.log").open("w") as log:
        command = [
            "Xvfb",
            "-displayfd",
            str(here),
            "-screen",
            "0",
            _SIZE,
            "-nolisten",
            "tcp",
            "-noreset",
            "-r",
        ]
        server = subprocess.Popen(command, pass_fds=(here,), stdout=log, stderr=log)
    os.close(here)
    try:
        with os.fdopen(there) as told:
            number = told.readline().strip()
        assert number, (folder / "display.log").read_text("utf-8")
        yield f":{number}"
    finally:
        server.terminate()
        server.wait()


@contextmanager
def microphone(folder: Path) -> Iterator[dict[str, str]]:
    """Start a sound server with a microphone that hears a tone, and yield what a program must know of it.

    Where there is no sound server, nothing: the program then finds no microphone.
    """
    if shutil.which("pulseaudio") is None:
        yield {"PULSE_SERVER": f"unix:{folder / 'nowhere'}"}
        return
    socket = folder / "sound.socket"
    modules = [
        f"module-native-protocol-unix auth-anonymous=1 socket={socket}",
        "module-null-sink sink_name=T_air",
        "module-sine sink=T_air frequency=220",
        "module-remap-source source_name=T_microphone master=T_air.monitor",
    ]
    command = ["pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no"]
    command += ["--disable-shm=yes", *(word for one in modules for word in ("-L", one))]
    environment = os.environ | {"HOME": str(folder), "XDG_RUNTIME_DIR": str(folder)}
    with (folder / "sound.log").open("w") as log:
        server = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
    try:
        end = time.monotonic() + _PATIENCE
        while not socket.exists() and server.poll() is None and time.monotonic() < end:
            time.sleep(0.05)
        yield {"PULSE_SERVER": f"unix:{socket}"}
    finally:
        server.terminate()
        server.wait()
