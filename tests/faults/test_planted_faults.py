"""The campaigns find what they are for."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.faults.disk import ROOT, environment


@pytest.mark.skipif(sys.platform != "linux", reason="the layer below is loaded by Linux's loader")
def test_every_planted_fault_is_found() -> None:
    """No syncing, late commits, a draft forgotten first, the system's own errors: each loses something."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.planted"],
        cwd=ROOT,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count(": found ") == 6
