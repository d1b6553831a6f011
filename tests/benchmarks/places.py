"""How long the gazetteer takes to load, and a query to be answered. Part of ``make bench``.

Loading and indexing happen once, off the screen's thread; the goal for a query is 20 ms. What is called
nothing is the dearest, because everything is compared. The peer is the plainest search there is: whether the
words occur in any name.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from functools import partial

from rich.console import Console
from rich.table import Table

from interview_kit.values.place_index import PlaceIndex, place_index
from interview_kit.values.place_search import search
from interview_kit.values.places import gazetteer

QUERIES = (
    "회령", "ㅎㅅ", "ㅎ", "혜사", "gPtks", "회렁", "Hoeryong", "chungjin", "Cheongjin-si",
    "함북 회령", "Hoeryong North Hamgyong", "함경북도 회령시 전거리", "沈阳", "Atlantis",
    "누구의 집 근처 어느 산골", "강원도",
)  # fmt: skip
ROUNDS = 30
GOAL = 20.0


def timed(work: Callable[[], object]) -> float:
    """Return the milliseconds that ``work`` took."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def occurs(words: str) -> list[str]:
    """Return the units in one of whose names the words occur."""
    return [unit.id for unit in gazetteer().values() if any(words in name for name in unit.names.values())]


def main() -> None:
    """Print one table; fail if a query misses its goal."""
    loading = timed(gazetteer)
    indexing = min(timed(PlaceIndex) for _ in range(3))
    place_index()
    table = Table(f"{len(gazetteer())} places", "median ms", "worst ms", "plain search, ms", box=None)
    table.add_row("load", f"{loading:.1f}", "", "")
    table.add_row("index", f"{indexing:.1f}", "", "")
    missed = False
    for query in QUERIES:
        taken = [timed(partial(search, query)) for _ in range(ROUNDS)]
        plainly = statistics.median(timed(partial(occurs, query)) for _ in range(ROUNDS))
        median = statistics.median(taken)
        missed = missed or median > GOAL
        table.add_row(query, f"{median:.2f}", f"{max(taken):.2f}", f"{plainly:.2f}")
    Console().print(table)
    if missed:
        sys.exit(f"a query took more than {GOAL:.0f} ms")


if __name__ == "__main__":
    main()
