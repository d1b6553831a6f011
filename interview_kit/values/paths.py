"""Paths of answers.

People and commands write positions, ``/harm[2]/agency``, counted from 1; a step without brackets is the
first. The journal writes stable instance ids, ``/harm[k3q7m2ax5tdc]/agency``, so that removing one
instance renames nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from interview_kit.errors import InputError

_STEP: Final = re.compile(r"(?P<name>[^\W\d][^\s/\[\]'\"]*)(?:\[(?P<which>[0-9a-z]{1,32})\])?")


@dataclass(frozen=True, slots=True)
class Step:
    """One name of a path, with the position (counted from 1) or the instance id in its brackets."""

    name: str
    position: int | None = None
    instance: str | None = None

    def __str__(self) -> str:
        which = self.instance or self.position
        return f"{self.name}[{which}]" if which else self.name


@lru_cache(maxsize=4_096)
def parse(path: str) -> tuple[Step, ...]:
    """Split a path. Raises :class:`InputError` ``values.path-shape``."""
    if not path.startswith("/") or len(path) > 2_000:
        raise InputError("values.path-shape", path=path[:200])
    steps = []
    for part in path[1:].split("/"):
        match = _STEP.fullmatch(part)
        if match is None:
            raise InputError("values.path-shape", path=path[:200])
        which = match["which"]
        if which is None:
            steps.append(Step(match["name"]))
        elif which.isdecimal() and len(which) < 10:
            if int(which) == 0:
                raise InputError("values.path-shape", path=path[:200])
            steps.append(Step(match["name"], position=int(which)))
        else:
            steps.append(Step(match["name"], instance=which))
    return tuple(steps)


def without_positions(path: str) -> str:
    """Return the path of the question itself: ``/harm[2]/agency`` becomes ``/harm/agency``."""
    return re.sub(r"\[[^\]]*\]", "", path)
