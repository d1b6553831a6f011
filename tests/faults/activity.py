"""What an activity is: steps in something that was opened, from a beginning, and how it looks afterwards."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from interview_kit.crypto.canonical import JsonValue
from tests.faults.pictures import laptop_reopened
from tests.stations import Stations, enrolled_stations, record, record_and_seal


def told_and_sealed(folder: Path) -> Stations:
    """A laptop and an office that know each other; on the laptop a draft and a sealed interview."""
    stations = enrolled_stations(folder)
    with stations.laptop() as laptop:
        record_and_seal(laptop)
        record(laptop)
    return stations


@dataclass
class Work:
    """An activity under way: its steps, and how what it works in looks from inside."""

    steps: Sequence[Callable[[], object]]
    look: Callable[[], JsonValue]


@dataclass(frozen=True)
class Activity:
    """What is done, from what beginning, and how it looks to whoever opens it afterwards."""

    begin: Callable[[Stations], AbstractContextManager[Work]]
    prepare: Callable[[Stations], None] = lambda stations: None
    look: Callable[[Stations], JsonValue] = laptop_reopened
    #: What several activities begin from; made once.
    start: Callable[[Path], Stations] = told_and_sealed
    #: How many rounds of others one round of this costs; so many fewer are run.
    cost: int = 1
