"""A short version of ``make faults``: killed, without power, refused, an answer that was saved is there."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.faults.activities import ACTIVITIES
from tests.faults.disk import ROOT, environment

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the layer below is loaded by Linux's loader")


def campaigns(rounds: int, *names: str) -> set[int]:
    """Run campaigns in a process of its own, which forks without our threads; nothing may be lost.

    Returns how many campaigns told of each activity that is cheap enough for so few rounds.
    """
    command = [sys.executable, "-m", "tests.faults.run", "--rounds", str(rounds)]
    for name in names:
        command += ["--campaign", name]
    done = subprocess.run(
        command, cwd=ROOT, env=environment(), capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return {done.stdout.count(name) for name, one in ACTIVITIES.items() if one.cost == 1}


def test_invariant_02_what_is_acknowledged_survives_a_kill_and_the_loss_of_all_that_was_not_synced() -> None:
    """At random moments and in the middle of random calls, over everything that is done."""
    assert campaigns(3, "kills", "battery") == {2}


def test_invariant_03_a_disk_that_refuses_is_named_and_work_goes_on_once_it_is_mended() -> None:
    """Full, read-only, failing, over quota; once or from then on; the same session goes on."""
    assert campaigns(4, "refusals") == {1}
