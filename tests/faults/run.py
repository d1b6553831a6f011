"""``make faults``: campaigns against everything that is done with a workspace.

    python -m tests.faults.run [--campaign kills|battery|refusals] [--activity NAME] [--rounds N] [--seed N]

Rounds are those of one activity, fewer of one that takes long, which a small number leaves out. Without a
number of them a campaign takes as many as there are operations, kills a hundred. Ends with 1 if anything
acknowledged was lost, a workspace did not open, or something was said without words.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
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
_ALL: Final = 10**5
_SOME: Final = 1000
_WIDTH: Final = 110


def main(arguments: list[str]) -> int:
    """Run the campaigns asked for; return the exit status."""
    asked = _parser().parse_args(arguments)
    if os.environ.get("LD_PRELOAD") != str(LIBRARY):  # start again, above a disk that can fail
        os.execve(sys.executable, [sys.executable, "-m", "tests.faults.run", *arguments], environment())  # noqa: S606
    seed = asked.seed if asked.seed is not None else random.SystemRandom().randrange(10**6)
    console = Console()
    console.width = max(console.width, _WIDTH)
    console.print(f"seed {seed}")
    failures = []
    with stages_folder() as place:
        stages = [
            Stage.made(name, activity, place)
            for name, activity in ACTIVITIES.items()
            if asked.activity in (None, name) and activity.cost <= (asked.rounds or _ALL)
        ]
        for campaign in CAMPAIGNS:
            if campaign in (asked.campaign or CAMPAIGNS):
                done = tallies(campaign, stages, seed, asked.rounds, every=asked.every)
                failures += _show(console, campaign, _timed(done))
    return int(bool(failures))


@contextmanager
def stages_folder() -> Iterator[Path]:
    """Give a folder for the stages, in memory where there is one: syncing for us alone costs minutes."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(prefix="faults-", dir=memory if memory.is_dir() else None) as folder:
        yield Path(folder).resolve()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="make faults")
    parser.add_argument("--campaign", choices=CAMPAIGNS, action="append")
    parser.add_argument("--activity", choices=tuple(ACTIVITIES))
    parser.add_argument("--rounds", type=int)
    parser.add_argument("--seed", type=int)
    parser.add_argument("--every", action="store_true", help="refuse each call with every error")
    return parser


def tallies(
    campaign: str, stages: list[Stage], seed: int, rounds: int | None, *, every: bool = False
) -> Iterator[Tally]:
    """Run one campaign against these activities."""
    control = Control()
    for stage in stages:
        cost = stage.activity.cost
        few = rounds or (KILLS if campaign == "kills" else _ALL if cost == 1 else _SOME)
        few //= cost
        chance = random.Random(f"{seed} {campaign} {stage.name}")  # noqa: S311 - to be drawn again from a seed
        if campaign == "kills":
            yield kills.kill(stage, few, chance, control)
        elif campaign == "battery":
            yield battery.die(stage, few, chance, control)
        else:
            yield refusals.refuse(stage, chance, control, few, every=every)


def _timed(done: Iterable[Tally]) -> Iterator[tuple[Tally, float]]:
    before = time.perf_counter()
    for tally in done:
        yield tally, time.perf_counter() - before
        before = time.perf_counter()


def _show(console: Console, campaign: str, done: Iterable[tuple[Tally, float]]) -> list[str]:
    table = Table(title=campaign, title_justify="left")
    for column in ("activity", "rounds", "cut off", "lost or unopenable", "seconds", ""):
        table.add_column(column, justify="left" if column in ("activity", "") else "right")
    rounds = cut = 0
    failures: list[str] = []
    spent = 0.0
    for tally, seconds in done:
        rounds, cut, spent = rounds + tally.rounds, cut + tally.cut, spent + seconds
        failures += tally.failures
        for failure in tally.failures:  # a campaign takes long, and may be stopped
            console.print(failure, markup=False, soft_wrap=True)
        wrong = str(len(tally.failures))
        table.add_row(tally.name, str(tally.rounds), str(tally.cut), wrong, f"{seconds:.1f}", tally.note)
    table.add_row("all", str(rounds), str(cut), str(len(failures)), f"{spent:.1f}", "", style="bold")
    console.print(table)
    return failures


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
