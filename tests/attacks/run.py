"""``make attacks``: a campaign of hostile bundles against the office's intake.

    python -m tests.attacks.run [--kind NAME] [--limit N] [--seed N]

A limit is that of each kind; without it all of them are tried. Which cases are tried, and what is changed in
them, follows from the seed; keys, ids and times are new each time. Ends with 1 if anything was accepted that
must not be, was refused for a reason of another kind, crashed, took too much, or changed the archive.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.table import Table

from tests.attacks import scene, watch
from tests.attacks.campaign import Tally, attack, desk
from tests.attacks.kinds import KINDS
from tests.attacks.scene import Scene

#: GiB that one process may have, lest the machine runs out of it first.
MOST: Final = 8
_WIDTH: Final = 150
_CAPTION: Final = (
    "otherwise: refused for a reason of another kind. whole: went all the way through intake. changed: the "
    "archive was another one then. ms, MiB: of the costliest case. may: holds together, and may be accepted."
)
#: Attacks a kind, named, with this seed and limit, on this scene in that folder.
Work = Callable[[str, int, int | None, Scene, Path], Tally]


def main(arguments: list[str]) -> int:
    """Run the campaign; return the exit status."""
    asked = _parser().parse_args(arguments)
    seed = asked.seed if asked.seed is not None else random.SystemRandom().randrange(10**6)
    console = Console()
    console.width = max(console.width, _WIDTH)
    console.print(f"seed {seed}")
    begun = time.perf_counter()
    # what takes longest comes first
    names = [name for name in reversed(KINDS) if name in (asked.kind or KINDS)]
    with scene_folder() as folder:
        made = scene.prepared(folder / "scene")
        done = []
        for tally in tallies(names, seed, asked.limit, made, folder):
            done.append(tally)
            for finding in tally.findings[:20]:  # a campaign takes long, and may be stopped
                console.print(finding, markup=False, soft_wrap=True)
    _show(console, sorted(done, key=lambda tally: names.index(tally.name), reverse=True))
    seconds = time.perf_counter() - begun
    cases, whole = sum(tally.cases for tally in done), sum(tally.whole for tally in done)
    findings = sum(len(tally.findings) for tally in done)
    console.print(
        f"{cases} cases, {whole} of them through all of intake, {findings} findings, {seconds:.0f} s"
    )
    return int(findings > 0)


@contextmanager
def scene_folder() -> Iterator[Path]:
    """Give a folder for offices, in memory where there is one: syncing for us alone costs minutes."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(prefix="attacks-", dir=memory if memory.is_dir() else None) as folder:
        yield Path(folder).resolve()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="make attacks")
    parser.add_argument("--kind", choices=tuple(KINDS), action="append", metavar="NAME")
    parser.add_argument("--limit", type=int)
    parser.add_argument("--seed", type=int)
    return parser


def attacked(name: str, seed: int, limit: int | None, made: Scene, folder: Path) -> Tally:
    """Attack with one kind, and note the case that is being tried where the parent finds it."""
    watch.limit_memory(MOST)
    place, begun = folder / f"desk of {name.replace('/', ' ')}", time.perf_counter()
    note = _noting(name, folder)
    with desk(made, KINDS[name].at, place) as at:
        tally = attack(KINDS[name], at, seed, limit, lambda case: note.write_text(case, "utf-8"))
    tally.seconds = time.perf_counter() - begun
    return tally


def tallies(
    names: Sequence[str], seed: int, limit: int | None, made: Scene, folder: Path, work: Work = attacked
) -> Iterator[Tally]:
    """Attack with these kinds, on all cores. A process that dies is a finding, and the others go on."""
    left, made = set(names), Scene(made.stations, made.practice)  # without the keys of what it was asked for
    try:
        with _workers(os.cpu_count() or 1) as workers:
            running: list[Future[Tally]] = [
                workers.submit(work, name, seed, limit, made, folder) for name in names
            ]
            for future in as_completed(running):
                left.discard((tally := future.result()).name)
                yield tally
    except BrokenProcessPool:
        pass
    for name in sorted(left):  # in processes of their own: now it shows which one it was
        try:
            with _workers(1) as worker:
                yield worker.submit(work, name, seed, limit, made, folder).result()
        except BrokenProcessPool:
            note = _noting(name, folder)
            case = note.read_text("utf-8") if note.exists() else "before the first case"
            yield Tally(name, crashes=1, findings=[f"{name}: {case}: the process died"])


def _noting(name: str, folder: Path) -> Path:
    return folder / f"case of {name.replace('/', ' ')}"


def _workers(count: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(count, mp_context=multiprocessing.get_context("spawn"))


def _show(console: Console, done: Sequence[Tally]) -> None:
    table = Table(title="attacks", title_justify="left", caption=_CAPTION, caption_justify="left")
    table.add_column("kind", no_wrap=True)
    table.add_column("invariant", justify="right", max_width=3, no_wrap=True, overflow="crop")
    columns = ("cases", "refused", "otherwise", "accepted", "crashes", "whole", "changed", "ms", "MiB", "s")
    for column in columns:
        table.add_column(column, justify="right", no_wrap=True)
    for tally in [*done, _all(done)]:
        kind = KINDS.get(tally.name)
        table.add_row(
            tally.name,
            str(kind.invariant) if kind else "",
            str(tally.cases),
            str(tally.refused),
            str(tally.otherwise),
            f"{tally.accepted} may" if kind and kind.may_pass else str(tally.accepted),
            str(tally.crashes),
            str(tally.whole),
            str(tally.changed),
            f"{tally.slowest * 1000:.0f}",
            str(tally.largest),
            f"{tally.seconds:.1f}",
            style="" if kind else "bold",
        )
    console.print(table)


def _all(done: Sequence[Tally]) -> Tally:
    """Sum everything up. What may be accepted, because it holds together, is left out of what was."""
    total = Tally("all")
    for tally in done:
        judged = not KINDS[tally.name].may_pass
        total.cases, total.whole = total.cases + tally.cases, total.whole + tally.whole
        for code, count in tally.codes.items():
            if judged or code != "accepted":
                total.codes[code] += count
        total.crashes, total.otherwise = total.crashes + tally.crashes, total.otherwise + tally.otherwise
        total.changed, total.seconds = total.changed + tally.changed, total.seconds + tally.seconds
        total.slowest, total.largest = (
            max(total.slowest, tally.slowest),
            max(total.largest, tally.largest),
        )
    return total


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
