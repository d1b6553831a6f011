"""A short version of ``make faults``: killed, without power, refused, an answer that was saved is there."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.faults.activities import ACTIVITIES
from tests.faults.disk import ROOT, environment

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the layer below is loaded by Linux's loader")


def campaign(name: str, rounds: int, *more: str) -> str:
    """Run a campaign in a process of its own, which forks without our threads; return what it reports."""
    command = (sys.executable, "-m", "tests.faults.run", "--campaign", name, "--rounds", str(rounds), *more)
    done = subprocess.run(
        command, cwd=ROOT, env=environment(), capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_invariant_02_what_is_acknowledged_survives_being_killed() -> None:
    """At random moments and in the middle of random calls: 40 kills over everything that is done."""
    report = campaign("kills", 4)
    assert all(name in report for name in ACTIVITIES)


def test_invariant_02_what_is_acknowledged_survives_the_loss_of_all_that_was_not_synced() -> None:
    report = campaign("battery", 8)
    assert all(name in report for name in ACTIVITIES)


def test_invariant_03_a_disk_that_refuses_is_named_and_work_goes_on_once_it_is_mended() -> None:
    """Full, read-only, failing, over quota; once or from then on; the same session goes on."""
    report = campaign("refusals", 6)
    assert all(name in report for name in ACTIVITIES)
