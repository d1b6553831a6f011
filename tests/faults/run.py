"""``make faults``: campaigns against everything that is done with a workspace.

    python -m tests.faults.run [--campaign kills|battery|refusals] [--activity NAME] [--rounds N] [--seed N]

Rounds are those of one activity; without a number of them a campaign takes as many as there are operations,
kills a hundred. Ends with 1 if anything acknowledged was lost, a workspace did not open, or something was
said without words.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.table import Table

from tests.faults import battery, kills, refusals
from tests.faults.activities import ACTIVITIES
from tests.faults.disk import LIBRARY, Control, environment
from tests.faults.kills import Tally
from tests.faults.stage import Stage

CAMPAIGNS: Final = ("kills", "battery", "refusals")
KILLS: Final = 110
_ALL: Final = 10**9


def main(arguments: list[str]) -> int:
    """Run the campaigns asked for; return the exit status."""
    asked = _parser().parse_args(arguments)
    if os.environ.get("LD_PRELOAD") != str(LIBRARY):  # start again, above a disk that can fail
        os.execve(sys.executable, [sys.executable, "-m", "tests.faults.run", *arguments], environment())  # noqa: S606
    seed = asked.seed if asked.seed is not None else random.SystemRandom().randrange(10**6)
    console = Console()
    console.print(f"seed {seed}")
    failures = []
    with tempfile.TemporaryDirectory(prefix="faults-") as folder:
        place = Path(folder).resolve()
        stages = [
            Stage.made(name, activity, place)
            for name, activity in ACTIVITIES.items()
            if asked.activity in (None, name)
        ]
        for campaign in CAMPAIGNS:
            if asked.campaign in (None, campaign):
                tallies = _timed(_run(campaign, stages, seed, asked.rounds, every=asked.every))
                failures += _show(console, campaign, tallies)
    for failure in failures:
        console.print(failure, markup=False, soft_wrap=True)
    return int(bool(failures))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="make faults")
    parser.add_argument("--campaign", choices=CAMPAIGNS)
    parser.add_argument("--activity", choices=tuple(ACTIVITIES))
    parser.add_argument("--rounds", type=int)
    parser.add_argument("--seed", type=int)
    parser.add_argument("--every", action="store_true", help="refuse each call with every error")
    return parser


def _run(
    campaign: str, stages: list[Stage], seed: int, rounds: int | None, *, every: bool
) -> Iterator[Tally]:
    control = Control()
    for stage in stages:
        chance = random.Random(f"{seed} {campaign} {stage.name}")  # noqa: S311 - to be drawn again from a seed
        if campaign == "kills":
            yield kills.kill(stage, rounds or KILLS, chance, control)
        elif campaign == "battery":
            yield battery.die(stage, rounds or _ALL, chance, control)
        else:
            yield refusals.refuse(stage, chance, control, rounds or _ALL, every=every)


def _timed(tallies: Iterable[Tally]) -> Iterator[tuple[Tally, float]]:
    before = time.perf_counter()
    for tally in tallies:
        yield tally, time.perf_counter() - before
        before = time.perf_counter()


def _show(console: Console, campaign: str, tallies: Iterable[tuple[Tally, float]]) -> list[str]:
    table = Table(title=campaign, title_justify="left")
    for column in ("activity", "rounds", "cut off", "lost or unopenable", "seconds", ""):
        table.add_column(column, justify="left" if column in ("activity", "") else "right")
    rounds = cut = 0
    failures: list[str] = []
    spent = 0.0
    for tally, seconds in tallies:
        rounds, cut, spent = rounds + tally.rounds, cut + tally.cut, spent + seconds
        failures += tally.failures
        wrong = str(len(tally.failures))
        table.add_row(tally.name, str(tally.rounds), str(tally.cut), wrong, f"{seconds:.1f}", tally.note)
    table.add_row("all", str(rounds), str(cut), str(len(failures)), f"{spent:.1f}", "", style="bold")
    console.print(table)
    return failures


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
