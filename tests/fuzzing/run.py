"""``make fuzz``: every reader of a stranger's bytes, fuzzed for a while on all cores.

    python -m tests.fuzzing.run [--seconds N] [--target NAME]

All together take as many seconds. What led somewhere new stays under build/fuzzing and is where the next run
goes on; so does input that is a finding, with the command that tries it again. Ends with 1 if there is any.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.table import Table

from tests.fuzzing.targets import TARGETS

ROOT: Final = Path(__file__).resolve().parents[2]
KEPT: Final = ROOT / "build" / "fuzzing"
#: MiB of a whole process, some hundred of which it takes without any input.
MEMORY: Final = 512
#: Linux counts the largest size of a program's starter as the program's own (getrusage(2), kept across exec).
#: Started by a large one, a small fuzzer would be taken for one without bounds. A shell is small.
STARTED: Final = ("/bin/sh", "-c", '"$@"; exit $?', "sh")
#: Seconds that one input may take.
LONGEST: Final = 20
_DONE: Final = re.compile(
    r"#(\d+)\s+DONE\s+cov: (\d+) ft: (\d+) corp: (\d+)/\S+.*?exec/s: (\d+) rss: (\d+)Mb"
)


@dataclass(frozen=True)
class Told:
    """What fuzzing one target told."""

    name: str
    #: Exit status of libFuzzer, and all it printed.
    status: int
    output: str

    @property
    def figures(self) -> tuple[str, ...]:
        """Executions, branches, features, inputs kept, executions a second, MiB; none after a finding."""
        found = _DONE.search(self.output)
        return found.groups() if found else ()

    @property
    def finding(self) -> str:
        """The error and where it came from, or nothing."""
        if not self.status and self.figures:
            return ""
        begun = self.output.find("=== Uncaught Python exception")
        return self.output[begun:] if begun >= 0 else self.output[-600:]


def main(arguments: list[str]) -> int:
    """Fuzz; return the exit status."""
    parser = argparse.ArgumentParser(prog="make fuzz")
    parser.add_argument("--seconds", type=int, default=600)
    parser.add_argument("--target", choices=tuple(TARGETS), action="append")
    asked = parser.parse_args(arguments)
    console = Console()
    console.width = max(console.width, 110)
    if find_spec("atheris") is None:
        console.print("Fuzzing needs atheris, which there is for Linux on x86-64 only.")
        return 2
    names = sorted(asked.target or TARGETS, key=lambda name: -TARGETS[name].share)
    cores = os.cpu_count() or 1
    whole = sum(TARGETS[name].share for name in names)
    with ThreadPoolExecutor(min(cores, len(names))) as workers:
        seconds = [asked.seconds * min(cores, len(names)) * TARGETS[name].share / whole for name in names]
        told = list(workers.map(fuzz, names, seconds))
    _show(console, told, seconds)
    for one in told:
        if one.finding:
            console.print(f"{one.name}:\n{one.finding}", markup=False, soft_wrap=True)
            console.print(
                f"Again: python -m tests.fuzzing.fuzz {one.name} build/fuzzing/<the file named above>"
            )
    return int(any(one.finding for one in told))


def fuzz(name: str, seconds: float, *more: str, kept: Path = KEPT) -> Told:
    """Fuzz one target in a process of its own, beginning with its seeds and what was kept before."""
    corpus = kept / name
    corpus.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(TARGETS[name].seeds()):
        (corpus / f"seed-{number}").write_bytes(seed)
    options = (
        f"-max_total_time={max(1, round(seconds))}",
        f"-rss_limit_mb={MEMORY}",
        f"-timeout={LONGEST}",
        f"-artifact_prefix={kept}/",
    )
    command = [*STARTED, sys.executable, "-m", "tests.fuzzing.fuzz", name, *more, *options, str(corpus)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    return Told(name, done.returncode, (done.stdout + done.stderr).decode("utf-8", "replace"))


def _show(console: Console, told: Sequence[Told], seconds: Sequence[float]) -> None:
    table = Table(title="fuzzing", title_justify="left")
    table.add_column("reader")
    for column in (
        "seconds",
        "executions",
        "branches",
        "features",
        "inputs kept",
        "a second",
        "MiB",
        "finding",
    ):
        table.add_column(column, justify="right")
    for one, taken in zip(told, seconds, strict=True):
        figures = one.figures or ("",) * 6
        table.add_row(one.name, f"{taken:.0f}", *figures, "yes" if one.finding else "")
    executions = sum(int(one.figures[0]) for one in told if one.figures)
    table.add_row("all", f"{sum(seconds):.0f}", str(executions), style="bold")
    console.print(table)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
