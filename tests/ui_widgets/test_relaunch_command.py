"""Locking starts the program over, in place of the process that held the keys."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from interview_kit_ui.relaunch import desktop_command, relaunch


def test_the_program_starts_over_at_the_workspace_that_was_open() -> None:
    started: list[Sequence[str]] = []
    relaunch(Path("/somewhere/interviews"), started.append)
    assert started == [[sys.executable, "-P", "-m", "interview_kit_ui.app", "/somewhere/interviews"]]


def test_a_packaged_program_starts_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert desktop_command() == [sys.executable]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no exec")
def test_the_old_process_is_gone_and_keeps_only_its_id() -> None:
    script = (
        "import os, sys\n"
        "from interview_kit_ui.relaunch import replace_process\n"
        "print(os.getpid(), flush=True)\n"
        "replace_process([sys.executable, '-c', 'import os; print(os.getpid())'])\n"
        "print('still here')\n"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    ended = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, env=environment
    )
    before, after = ended.stdout.split()
    assert before == after
