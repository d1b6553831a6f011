"""The history of one answer, from the journal alone."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

from interview_kit.errors import RefusedError
from interview_kit.interview.answer import Answer, from_json, from_text
from interview_kit.interview.journal import Entry, EntryKind
from interview_kit.interview.splices import spliced
from interview_kit.interview.undoing import Standing, torn
from interview_kit.protocol.model import Node

_ANSWERING = frozenset({EntryKind.ANSWER, EntryKind.SPLICE, EntryKind.CLEAR, EntryKind.SET})


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that was said at a question, or set there by the protocol."""

    time: str
    counter: int
    kind: EntryKind
    #: The whole answer as it stood then; None where it was cleared, or where its value is gone.
    answer: Answer | None
    #: Whether the value was destroyed, or travels apart from this journal.
    withheld: bool
    #: False for what was undone.
    in_force: bool
    #: Key id of who wrote it down.
    author: str


def history(entries: Sequence[Entry], path: str, node: Node) -> tuple[Told, ...]:
    """Return all that was ever answered at a stable path, in the order in which it was."""
    standing = Standing(torn(entries))
    found: list[tuple[int, Told]] = []
    for entry in entries:
        standing.take(entry)
        if entry.path == path and entry.kind in _ANSWERING:
            before = next((told.answer for head, told in reversed(found) if standing.stands(head)), None)
            found.append((standing.head, _told(entry, before, node)))
    return tuple(replace(told, in_force=standing.stands(head)) for head, told in found)


def _told(entry: Entry, before: Answer | None, node: Node) -> Told:
    answer = None
    if not entry.withheld:
        match entry.kind:
            case EntryKind.ANSWER:
                answer = from_json(entry.value, path=entry.path)
            case EntryKind.SET:
                answer = from_text(str(entry.value), node)
            case EntryKind.SPLICE:
                with contextlib.suppress(RefusedError):  # what it changed was lost
                    answer = spliced(before, entry.value)
    return Told(entry.time, entry.counter, entry.kind, answer, entry.withheld, True, entry.author)
