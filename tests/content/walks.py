"""Scripted interviews through the shipped protocols, and what they came to.

    python -m tests.content.walks

Walks every script through the engine, as ``interview-kit field interview`` does, and prints for each protocol
how many questions, rules and branches there are and how many were reached. Ends with 1 if anything was not.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.table import Table

from interview_kit.interview.interview import Interview
from interview_kit.protocol import library
from interview_kit.vault import drafts
from interview_kit.vault.workspace import Workspace
from tests.content import ed_full, ed_short
from tests.content.coverage import Coverage
from tests.stations import DEMO, create_laptop

WALKS: Final[Mapping[str, Mapping[str, ed_full.Answers]]] = {
    "ed-full": ed_full.WALKS,
    "ed-short": ed_short.WALKS,
}


def walk(laptop: Workspace, protocol: str) -> Iterator[tuple[str, Interview]]:
    """Record each script of a protocol; yield its name and the interview."""
    loaded = library.find(library.shipped_protocols(), protocol)
    for name, answers in WALKS[protocol].items():
        identifier = drafts.record(laptop, loaded, dict(answers), DEMO)
        yield name, drafts.open_draft(laptop, identifier).interview


def covered(laptop: Workspace, protocol: str) -> Coverage:
    """Return what all scripts of a protocol came to together."""
    coverage = Coverage(library.find(library.shipped_protocols(), protocol).form)
    for _, interview in walk(laptop, protocol):
        coverage.add(interview)
    return coverage


def main() -> int:
    """Walk, tell, and return the exit status."""
    console, left = Console(), 0
    with tempfile.TemporaryDirectory() as folder, create_laptop(Path(folder) / "laptop") as laptop:
        for protocol in WALKS:
            coverage = covered(laptop, protocol)
            wanted, missed = coverage.wanted(), coverage.missed()
            table = Table(protocol, "there are", "reached", box=None)
            for kind, paths in wanted.items():
                table.add_row(kind, str(len(paths)), str(len(paths) - len(missed.get(kind, ()))))
            table.add_row("all", str(sum(map(len, wanted.values()))), f"{coverage.share():.1%}")
            console.print(table)
            for kind, lacking in missed.items():
                console.print(f"{kind}: {', '.join(lacking)}")
                left += len(lacking)
    return min(left, 1)


if __name__ == "__main__":
    sys.exit(main())
