"""The history of every answer, from the journal alone."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

from interview_kit.errors import RefusedError
from interview_kit.interview.answer import Answer, from_json, from_text
from interview_kit.interview.journal import Entry, EntryKind
from interview_kit.interview.splices import spliced
from interview_kit.interview.undoing import Standing, torn
from interview_kit.protocol.form import Form
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


def histories(entries: Sequence[Entry], form: Form) -> dict[str, tuple[Told, ...]]:
    """Return all that was ever answered by stable path, in the order in which it was."""
    standing = Standing(torn(entries))
    found: dict[str, list[tuple[int, Told]]] = {}
    for entry in entries:
        standing.take(entry)
        if entry.kind in _ANSWERING:
            so_far = found.setdefault(entry.path, [])
            before = next((told.answer for head, told in reversed(so_far) if standing.stands(head)), None)
            so_far.append((standing.head, _told(entry, before, form.at(entry.path).node)))
    return {
        path: tuple(replace(told, in_force=standing.stands(head)) for head, told in so_far)
        for path, so_far in found.items()
    }


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
