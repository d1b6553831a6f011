"""The map: from nothing to its first picture, painting it again, and moving it. Part of ``make bench``.

Each first picture is taken in a process of its own, since outlines and paths are kept. Times are those of the
processor: all of it happens on one thread, and what else runs on the machine does not count.
"""

from __future__ import annotations

import multiprocessing
import statistics
import time
from collections.abc import Callable

from PySide6.QtWidgets import QApplication
from rich.console import Console
from rich.table import Table

from interview_kit.maps.marks import Leg, mark
from interview_kit.maps.outlines import outlines
from interview_kit.maps.svg import svg
from interview_kit_ui import theme
from interview_kit_ui.widgets.map_canvas import MapCanvas

ROUNDS = 9
SIZE = (1280, 800)
#: An invented way.
PLACES = ("KP-10-hyesan", "CN-JL-changbai", "CN-LN-shenyang", "CN-BJ", "CN-YN-kunming", "LA-VT", "TH-10")
MARKS = [mark(place, "ko", str(number)) for number, place in enumerate(PLACES, 1)]
LEGS = [Leg(start, start + 1, "believed") for start in range(len(PLACES) - 1)]


def took(work: Callable[[], object]) -> float:
    """Return how long some work took, in seconds."""
    start = time.process_time()
    work()
    return time.process_time() - start


def first_pictures(whole: bool) -> tuple[float, float, float, float]:
    """Measure in a new process: loading, first picture, painting again, painting after a move."""
    app = QApplication([])
    theme.prepare(app)
    theme.apply(app, theme.LIGHT)
    loading = took(outlines)
    view = MapCanvas()
    view.resize(*SIZE)

    def first() -> None:
        if whole:
            view.show_places([])
            for _ in range(20):
                view.farther()
        else:
            view.show_places(MARKS, LEGS)
        view.grab()

    def moved(turn: Callable[[], None]) -> None:
        turn()
        view.grab()

    painted = took(first)
    again = statistics.median(took(view.grab) for _ in range(ROUNDS))
    there_and_back = [view.closer, view.farther] * ROUNDS
    after = [took(lambda: moved(turn)) for turn in there_and_back]  # noqa: B023 - called at once
    return loading, painted, again, statistics.median(after[2:])


def main() -> None:
    """Measure everything and print one table."""
    table = Table("map, 1280 x 800", "ms", "goal", box=None)
    processes = multiprocessing.get_context("spawn")
    for name, whole in (("the whole world", True), ("a way of seven places", False)):
        with processes.Pool(1, maxtasksperchild=1) as pool:
            rounds = pool.map(first_pictures, [whole] * ROUNDS, chunksize=1)
        loading, painted, again, moved = (statistics.median(column) for column in zip(*rounds, strict=True))
        for what, seconds, goal in (
            ("load the outlines", loading, ""),
            (f"load, and first picture of {name}", loading + painted, "50"),
            ("  painted again", again, "16"),
            ("  painted after it was moved", moved, ""),
        ):
            table.add_row(what, f"{seconds * 1000:.1f}", goal)
    written = statistics.median(took(lambda: svg(MARKS, LEGS, "ko")) for _ in range(ROUNDS))
    table.add_row("that way as SVG", f"{written * 1000:.1f}", "")
    Console().print(table)


if __name__ == "__main__":
    main()
