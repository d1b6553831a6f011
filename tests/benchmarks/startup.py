"""From the start of the process to the first key of the passphrase, beside the same window in bare Qt.

Part of ``make bench``. Both are started in turn, so that what the machine does meanwhile meets both.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from rich.console import Console
from rich.table import Table

from interview_kit import demo
from interview_kit.data import shipped
from interview_kit.trust import own
from interview_kit.vault.header import Purpose

ROUNDS = 15
WINDOWS = Path(__file__).with_name("unlock_window.py")


def start(kind: str, about: Path, settings: Path) -> float:
    """Start one window and return the seconds until it could be typed into."""
    environment = os.environ | {"XDG_CONFIG_HOME": str(settings), "QT_QPA_PLATFORM": "offscreen"}
    begun = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, str(WINDOWS), kind, str(about)], stdout=subprocess.PIPE, env=environment
    ) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        took = time.perf_counter() - begun
    assert line == b"ready\n", f"{kind} did not start"
    return took


def main() -> None:
    """Measure and print one table."""
    table = Table("start to the first key", "ms, median", "least", "most", "of bare Qt", "limit", box=None)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        own.create_field(
            folder / "laptop", name="T", purpose=Purpose.PRACTICE, passphrase=demo.PASSPHRASE
        ).close()
        what = {"bare": shipped("resources", "fonts"), "ours": folder / "laptop"}
        for kind, about in what.items():
            start(kind, about, folder)  # reads everything from the disk once
        took: dict[str, list[float]] = {"bare": [], "ours": []}
        for _ in range(ROUNDS):
            for kind, about in what.items():
                took[kind].append(start(kind, about, folder))
    bare = statistics.median(took["bare"])
    for kind, title in (("bare", "the same window in bare Qt"), ("ours", "unlock window")):
        times = [one * 1000 for one in took[kind]]
        median = statistics.median(times)
        limit = "1.20" if kind == "ours" else ""
        table.add_row(
            title,
            f"{median:.0f}",
            f"{min(times):.0f}",
            f"{max(times):.0f}",
            f"{median / bare / 1000:.2f}",
            limit,
        )
    Console().print(table)


if __name__ == "__main__":
    main()
