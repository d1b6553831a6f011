"""A short version of ``make attacks``: some cases of every kind, and of each some through all of intake."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from interview_kit.office.intake import import_bundles
from tests.attacks import run
from tests.attacks.campaign import Tally, attack, desk
from tests.attacks.identities import look
from tests.attacks.kinds import KINDS
from tests.attacks.scene import Scene

ROOT = Path(__file__).resolve().parents[2]


def about(invariant: int) -> list[str]:
    return [name for name, kind in KINDS.items() if kind.invariant == invariant]


def found(scene: Scene, folder: Path, name: str) -> list[str]:
    """What a short campaign with one kind of attack finds."""
    with desk(scene, KINDS[name].at, folder) as at:
        tally = attack(KINDS[name], at, 1, KINDS[name].sample)
    assert tally.cases
    return tally.findings


@pytest.mark.parametrize("name", about(4))
def test_invariant_04_no_changed_bundle_is_accepted(prepared_scene: Scene, tmp_path: Path, name: str) -> None:
    assert found(prepared_scene, tmp_path, name) == []


@pytest.mark.parametrize("name", about(5))
def test_invariant_05_nothing_in_a_bundle_is_taken_for_what_it_is_not(
    prepared_scene: Scene, tmp_path: Path, name: str
) -> None:
    assert found(prepared_scene, tmp_path, name) == []


@pytest.mark.parametrize("name", about(9))
def test_invariant_09_identities_are_for_the_custodian_and_as_the_journal_says(
    prepared_scene: Scene, tmp_path: Path, name: str
) -> None:
    assert found(prepared_scene, tmp_path, name) == []


@pytest.mark.parametrize("name", about(11))
def test_invariant_11_practice_and_real_stay_apart(prepared_scene: Scene, tmp_path: Path, name: str) -> None:
    assert found(prepared_scene, tmp_path, name) == []


def test_every_kind_is_about_an_invariant() -> None:
    assert sorted(name for one in (4, 5, 9, 11) for name in about(one)) == sorted(KINDS)


def test_what_nobody_changed_is_accepted(prepared_scene: Scene, tmp_path: Path) -> None:
    """Without this, all of it would hold for a program that refuses everything."""
    again = prepared_scene.forger()
    with desk(prepared_scene, "office", tmp_path) as at:
        look(at, again.sealed())
        report = import_bundles(at.office, [at.put(prepared_scene.genuine)])
        assert (len(report.accepted), report.quarantined) == (1, [])
        known = import_bundles(at.office, [at.put(again.sealed())])  # a new envelope around the same words
    assert (known.known, known.quarantined) == (report.accepted, [])


def test_the_same_seed_tries_the_same_cases(prepared_scene: Scene, tmp_path: Path) -> None:
    def tried(folder: str, seed: int) -> list[str]:
        names: list[str] = []
        with desk(prepared_scene, "office", tmp_path / folder) as at:
            attack(KINDS["bytes of the manifest"], at, seed, 20, names.append)
        return names

    assert tried("first", 1) == tried("again", 1) != tried("other", 2)


def test_the_campaign_is_run_by_a_command_in_several_processes() -> None:
    command = [sys.executable, "-m", "tests.attacks.run", "--limit", "4", "--seed", "1"]
    for name in ("signatures for something else", "times that lie", "seal numbers"):
        command += ["--kind", name]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "12 cases, 10 of them through all of intake, 0 findings" in done.stdout


def dies(name: str, seed: int, limit: int | None, made: Scene, folder: Path) -> Tally:
    """Stand for an attack under which the process ends."""
    if name != "members moved":
        return Tally(name)
    (folder / f"case of {name}").write_text("T-case", "utf-8")
    os._exit(9)


def test_a_process_that_dies_is_a_finding_and_the_others_go_on(prepared_scene: Scene, tmp_path: Path) -> None:
    names = ["members moved", "members renamed", "seal numbers"]
    told = {tally.name: tally for tally in run.tallies(names, 1, 1, prepared_scene, tmp_path, dies)}
    assert sorted(told) == sorted(names)
    assert told["members moved"].findings == ["members moved: T-case: the process died"]
    assert (told["members renamed"].findings, told["seal numbers"].findings) == ([], [])
