"""From where under the protocol before a promotion an answer was taken, by paths alone.

An instance of a repeat that was made of an instance there has its id; one that was made of a single question
has an id that follows from the question's path. So whoever has a path here finds the paths there.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from interview_kit.protocol.form import Form
from interview_kit.protocol.model import Kind
from interview_kit.protocol.takes import Takes
from interview_kit.values import paths


@dataclass(frozen=True, slots=True)
class Origin:
    """What an instance was made of: an instance of a repeat, or a question."""

    #: Its path without positions, and its stable path.
    bare: str
    stable: str


@dataclass(frozen=True, slots=True)
class Taken:
    """Stable paths before the promotion."""

    #: Of the questions of which one's answer was taken.
    places: tuple[str, ...] = ()
    #: Of the questions whose answers became its side fields, by their names.
    sides: tuple[tuple[str, str], ...] = ()

    @property
    def all(self) -> tuple[str, ...]:
        """Every path."""
        return (*self.places, *(path for _, path in self.sides))


def instance_of(stable: str) -> str:
    """Return the id of the instance that is made of the question at a stable path."""
    return base64.b32encode(hashlib.sha256(stable.encode()).digest()).decode().lower()[:16]


def places(taken: Sequence[str], origins: Sequence[Origin]) -> tuple[str, ...]:
    """Return the stable paths that these paths mean inside instances that were made of ``origins``.

    Where some of them lie in what the innermost one was made of, they alone are meant.
    """
    for origin in reversed(origins):
        inside = [path for path in taken if path == origin.bare or path.startswith(f"{origin.bare}/")]
        if inside:
            return tuple(origin.stable + path.removeprefix(origin.bare) for path in inside)
    return tuple(taken)


def taken_by(takes: Takes, origins: Sequence[Origin]) -> Taken:
    """Return what a question takes, inside instances that were made of ``origins``."""
    sides = [(name, *places((path,), origins)) for name, path in takes.sides.items()]
    return Taken(places(takes.paths, origins), tuple((name, path) for name, path in sides))


def taken_from(form: Form, stable: str) -> Taken:
    """Return what the question at a stable path would have taken in a promotion; mostly nothing."""
    origins: list[Origin] = []
    node = form.root
    for step in paths.parse(stable):
        node = form.at(f"{node.path}/{step.name}")
        if node.node.kind is Kind.REPEAT:
            if node.node.kit.takes is None or step.instance is None:
                return Taken()
            origins.append(_origin(node.node.kit.takes, step.instance, origins))
    return Taken() if node.node.kit.takes is None else taken_by(node.node.kit.takes, origins)


def _origin(takes: Takes, instance: str, origins: Sequence[Origin]) -> Origin:
    found = places(takes.paths, origins)
    for path in found:
        if path.endswith("]") or instance_of(path) == instance:
            return Origin(paths.without_positions(path), path)
    return Origin(paths.without_positions(found[0]), f"{found[0]}[{instance}]")
