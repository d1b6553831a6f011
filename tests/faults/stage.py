"""An activity made ready: where it starts, and how it looks after each step when nobody disturbs it."""

from __future__ import annotations

import gc
import json
import os
import shutil
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from interview_kit.crypto.canonical import JsonValue
from interview_kit.errors import KitError
from tests.faults.activity import Activity
from tests.stations import Stations


@dataclass
class Stage:
    """Copies of one start, and the picture after no step, the first, the second …"""

    name: str
    activity: Activity
    folder: Path
    start: Stations
    pictures: list[JsonValue] = field(default_factory=list)
    #: The same, as it looks from inside the session that does it.
    inside: list[JsonValue] = field(default_factory=list)

    @classmethod
    def made(cls, name: str, activity: Activity, folder: Path) -> Stage:
        """Prepare the start once, and run every beginning of the activity in a copy of it."""
        start = _begun(activity, folder).copied_to(folder / name / "start")
        activity.prepare(start)
        stage = cls(name, activity, folder / name, start)
        with stage.copy() as stations, activity.begin(stations) as work:
            stage.inside.append(work.look())
            for step in work.steps:
                step()
                stage.inside.append(work.look())
        for done in range(len(stage.inside)):
            with stage.copy() as stations:
                if done:
                    with activity.begin(stations) as work:
                        for step in work.steps[:done]:
                            step()
                stage.pictures.append(activity.look(stations))
        return stage

    @contextmanager
    def copy(self) -> Iterator[Stations]:
        """Give the activity a place of its own, for once."""
        place = self.folder / "run"
        shutil.rmtree(place, ignore_errors=True)
        try:
            yield self.start.copied_to(place)
        finally:
            shutil.rmtree(place, ignore_errors=True)

    def at(self, place: Path) -> Stations:
        """Name a folder whose workspaces have the keys of this start."""
        return Stations(place, self.start.secrets)

    def wrong(self, stations: Stations, acknowledged: int) -> str | None:
        """Say what is wrong after a crash; None: the last acknowledged step is there, or the one after it.

        The folder must be a copy: looking finishes what is owed.
        """
        try:
            seen = self.activity.look(stations)
        except (Exception, AssertionError) as error:  # noqa: BLE001 - anything at all is a finding to be told
            return f"{type(error).__name__}: {error} {_place(error)}"
        return differs(seen, self.pictures, acknowledged)


def differs(seen: JsonValue, pictures: list[JsonValue], acknowledged: int) -> str | None:
    """Compare with what may be seen once so many steps were acknowledged."""
    if seen in pictures[acknowledged : acknowledged + 2]:
        return None
    elsewhere = [number for number, picture in enumerate(pictures) if picture == seen]
    return f"after {acknowledged} acknowledged steps it looks as after {elsewhere or f'none: {seen!r:.600}'}"


def _begun(activity: Activity, folder: Path) -> Stations:
    """Make what several activities start from once: passphrases are slow on purpose."""
    if activity.start not in _STARTS:
        place = folder / f"start {len(_STARTS)}"
        place.mkdir(parents=True)
        _STARTS[activity.start] = activity.start(place)
    return _STARTS[activity.start]


_STARTS: Final[dict[Callable[[Path], Stations], Stations]] = {}


def _place(error: BaseException) -> str:
    *_, last = traceback.extract_tb(error.__traceback__)
    return f"({Path(last.filename).name}:{last.lineno})"


def forked(child: Callable[[Callable[[str], None]], None]) -> tuple[int, int]:
    """Run ``child`` in a process of its own; return its id and the pipe on which it reports lines.

    What it reports is on its way when the call returns: a kill takes back nothing. Forking saves the second
    that starting Python and importing the program takes; this process has one thread.
    """
    sys.stdout.flush()
    reading, writing = os.pipe()
    process = os.fork()
    if process:
        os.close(writing)
        return process, reading
    os.close(reading)
    gc.disable()
    status = 1
    try:
        child(lambda line: _send(writing, line))
        status = 0
    except KitError as error:
        _send(writing, json.dumps({"failed": f"{error} {_place(error)}"}))
    except BaseException as error:  # noqa: BLE001 - the parent must hear of it, whatever it is
        _send(writing, json.dumps({"failed": f"{type(error).__name__}: {error} {_place(error)}"}))
    finally:
        os._exit(status)


def _send(pipe: int, line: str) -> None:
    os.write(pipe, line.encode() + b"\n")


def heard(pipe: int) -> list[str]:
    """Return the lines a child reported, when it has ended."""
    with os.fdopen(pipe, "rb") as file:
        return [line.decode() for line in file.read().split(b"\n")[:-1]]
