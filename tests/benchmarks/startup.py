"""From the start of the process to the first key of the passphrase, beside the same window in bare Qt.

Part of ``make bench``. Both are started in turn, so that what the machine does meanwhile meets both. Time on
the processor is measured beside time on the clock: a machine that has other things to do lengthens only that.
"""

from __future__ import annotations

import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from interview_kit import demo
from interview_kit.data import shipped
from interview_kit.trust import own
from interview_kit.vault.header import Purpose
from interview_kit_ui import theme
from interview_kit_ui.stylesheet import style_sheet

ROUNDS = 15
WINDOWS = {"bare": "bare_window.py", "ours": "unlock_window.py"}


@dataclass(frozen=True)
class Start:
    """How long one start took, in milliseconds: on the clock, and on the processor until it ended."""

    clock: float
    processor: float


def start(kind: str, about: Path, settings: Path) -> Start:
    """Start one window, and measure until it could be typed into."""
    environment = os.environ | {
        "XDG_CONFIG_HOME": str(settings),
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONPYCACHEPREFIX": str(settings / "compiled"),  # as installed: no start compiles anything again
        "PYTHONDONTWRITEBYTECODE": "",
    }
    command = [sys.executable, str(Path(__file__).with_name(WINDOWS[kind])), str(about)]
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    begun = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        took = time.perf_counter() - begun
    assert line == b"ready\n", f"{kind} did not start"
    now = resource.getrusage(resource.RUSAGE_CHILDREN)
    return Start(took * 1000, (now.ru_utime + now.ru_stime - used.ru_utime - used.ru_stime) * 1000)


def write_look(folder: Path) -> None:
    """Write down how ours looks, for the window in bare Qt."""
    colours = theme.LIGHT.colours
    own = f"""
QFrame#card {{ background: {colours.paper}; border: 2px solid {colours.accent}; border-radius: 12px; }}
QLabel#title {{ font-size: 24px; font-weight: 600; }}
QLabel#kind {{ font-size: 13px; color: {colours.soft}; }}
"""
    look = {
        "fonts": str(shipped("resources", "fonts")),
        "icon": str(shipped("resources", "icons", "interview-kit.svg")),
        "sheet": style_sheet(theme.LIGHT) + own,
        "paper": colours.paper,
        "ground": colours.ground,
    }
    (folder / "look.json").write_text(json.dumps(look), "utf-8")


def main() -> None:
    """Measure and print one table."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        own.create_field(
            folder / "laptop", name="T", purpose=Purpose.PRACTICE, passphrase=demo.PASSPHRASE
        ).close()
        write_look(folder)
        what = {"bare": folder, "ours": folder / "laptop"}
        for kind, about in what.items():
            start(kind, about, folder)  # reads everything from the disk once
        took: dict[str, list[Start]] = {"bare": [], "ours": []}
        for _ in range(ROUNDS):
            for kind, about in what.items():
                took[kind].append(start(kind, about, folder))
    table = Table("start to the first key", "ms, median", "least", "most", "of bare Qt", "limit", box=None)
    for measured, attribute in (("on the clock", "clock"), ("on the processor", "processor")):
        times = {kind: [getattr(one, attribute) for one in took[kind]] for kind in took}
        bare = statistics.median(times["bare"])
        for kind, title, limit in (
            ("bare", "the same window in bare Qt", ""),
            ("ours", "unlock window", "1.20"),
        ):
            median = statistics.median(times[kind])
            figures = (median, min(times[kind]), max(times[kind]))
            table.add_row(
                f"{title}, {measured}", *(f"{one:.0f}" for one in figures), f"{median / bare:.2f}", limit
            )
    Console().print(table)


if __name__ == "__main__":
    main()
