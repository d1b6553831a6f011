"""Memory leaves no trace: no core, no words of an error, in a process of its own each time."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

CANARY = "카나리아canary7731"
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="asks Linux about its processes")
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no core files")


def guarded(script: str, folder: Path, *, guard: bool = True) -> subprocess.CompletedProcess[str]:
    """Run a script in ``folder``, where cores may be of any size, after it has taken care (or not)."""
    opening = "import ctypes, os, sys, threading, warnings, logging\n"
    if sys.platform != "win32":
        # As after `ulimit -c unlimited`, where whoever runs the tests may do that.
        opening += "import resource\nhardest = resource.getrlimit(resource.RLIMIT_CORE)[1]\n"
        opening += "resource.setrlimit(resource.RLIMIT_CORE, (hardest, hardest))\n"
    taken = "from interview_kit.guard import leave_no_traces; leave_no_traces()\n" if guard else ""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(
        [sys.executable, "-X", "faulthandler", "-c", f"{opening}secret = '{CANARY}' * 100\n{taken}{script}"],
        cwd=folder,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


CRASHES = {
    "segmentation fault": ("ctypes.string_at(0)", signal.SIGSEGV),
    "abort": ("os.abort()", signal.SIGABRT),
}


@POSIX
@pytest.mark.parametrize("crash", CRASHES)
def test_a_crash_leaves_neither_core_nor_report(crash: str, tmp_path: Path) -> None:
    script, number = CRASHES[crash]
    ran = guarded(script, tmp_path)
    assert ran.returncode == -number
    assert list(tmp_path.iterdir()) == []
    assert ran.stderr == ""


@LINUX
def test_without_the_guard_the_same_crash_leaves_a_core_that_holds_the_secret(tmp_path: Path) -> None:
    """What the test above would see if the guard did nothing."""
    pattern = Path("/proc/sys/kernel/core_pattern").read_text("utf-8").strip()
    if not pattern.startswith("core"):
        pytest.skip("this system collects cores elsewhere")
    ran = guarded("ctypes.string_at(0)", tmp_path, guard=False)
    cores = list(tmp_path.iterdir())
    if not cores:
        pytest.skip(f"no core even so: {ran.returncode}")
    assert any(CANARY.encode() in core.read_bytes() for core in cores)
    assert "Fatal Python error" in ran.stderr


@LINUX
def test_other_programs_of_the_same_user_cannot_look_into_the_process(tmp_path: Path) -> None:
    ask = "print(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0), resource.getrlimit(resource.RLIMIT_CORE))"
    assert guarded(ask, tmp_path, guard=False).stdout.startswith("1 ")
    assert guarded(ask, tmp_path).stdout == "0 (0, 0)\n"


@LINUX
@pytest.mark.parametrize(("limit", "locked"), [("1 << 20", []), ("resource.RLIM_INFINITY", [7])])
def test_memory_is_locked_only_where_that_cannot_make_later_memory_fail(
    limit: str, locked: list[int], tmp_path: Path
) -> None:
    """The system is stood in for: few users may lift this limit."""
    script = f"""
from unittest import mock
from interview_kit.guard import leave_no_traces
with mock.patch("resource.getrlimit", lambda which: ({limit}, {limit})), mock.patch("ctypes.CDLL") as libc:
    leave_no_traces()
print([call.args[0] for call in libc().mlockall.mock_calls])
"""
    assert guarded(script, tmp_path, guard=False).stdout == f"{locked}\n"


MISHAPS = {
    "exception": "raise ValueError(secret)",
    "caused exception": (
        "try:\n    raise ValueError(secret)\nexcept ValueError as e:\n    raise KeyError(secret) from e"
    ),
    "other thread": (
        "def work():\n    raise ValueError(secret)\n"
        "thread = threading.Thread(target=work); thread.start(); thread.join()"
    ),
    "destructor": "class A:\n    def __del__(self):\n        raise ValueError(secret)\na = A(); del a",
    "warning": "warnings.simplefilter('always'); warnings.warn(secret)",
    "future": (
        "from concurrent.futures import Future\n"
        "def work(f):\n    raise ValueError(secret)\n"
        "f = Future(); f.add_done_callback(work); f.set_result(secret)"
    ),
    "logger": "logging.getLogger('any').error(secret)",
}


@pytest.mark.parametrize("mishap", MISHAPS)
def test_a_mishap_is_told_without_its_words(mishap: str, tmp_path: Path) -> None:
    ran = guarded(MISHAPS[mishap], tmp_path)
    assert CANARY not in ran.stdout + ran.stderr
    silent = mishap in ("future", "logger")
    if silent:
        assert ran.stderr == ""
    else:
        assert " at " in ran.stderr
        assert "<string>:" in ran.stderr
    assert CANARY in guarded(MISHAPS[mishap], tmp_path, guard=False).stderr


def test_every_place_of_an_error_is_told(tmp_path: Path) -> None:
    ran = guarded("import json\njson.loads('{' + secret)", tmp_path)
    assert ran.stderr.startswith("JSONDecodeError at <string>:")
    assert "decoder.py:" in ran.stderr


@POSIX
def test_new_files_are_for_this_user_alone(tmp_path: Path) -> None:
    guarded("open('file', 'w').close(); os.mkdir('folder')", tmp_path)
    assert (tmp_path / "file").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "folder").stat().st_mode & 0o777 == 0o700


def test_the_command_line_takes_the_same_care(tmp_path: Path) -> None:
    script = """
from interview_kit import cli
sys.argv = ["interview-kit", "--version"]
try:
    cli.run()
finally:
    raise ValueError(secret)
"""
    ran = guarded(script, tmp_path, guard=False)
    assert CANARY not in ran.stderr
    assert "ValueError at <string>:" in ran.stderr
