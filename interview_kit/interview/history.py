"""The history of every answer, from the journal alone."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

from interview_kit.errors import RefusedError
from interview_kit.interview.answer import Answer, from_json, from_text
from interview_kit.interview.journal import Entry, EntryKind
from interview_kit.interview.origins import Taken, taken_from
from interview_kit.interview.promotion import begun_under, start
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
    #: What was asked; None for what was asked under a protocol that is not known here.
    asked: Node | None
    #: Whether it was said before a promotion.
    earlier: bool


def histories(
    entries: Sequence[Entry], form: Form, earlier: Form | None = None
) -> dict[str, tuple[Told, ...]]:
    """Return all that was ever answered by stable path, in the order in which it was.

    ``earlier`` is the protocol from before a promotion, where it is known.
    """
    standing, promoted = Standing(torn(entries)), start(entries)
    found: dict[tuple[bool, str], list[tuple[int, Told]]] = {}
    for entry in entries:
        standing.take(entry)
        if entry.kind in _ANSWERING:
            before_it = entry.counter < promoted
            so_far = found.setdefault((before_it, entry.path), [])
            before = next((told.answer for head, told in reversed(so_far) if standing.stands(head)), None)
            known = earlier if before_it else form
            asked = known.at(entry.path).node if known and known.asks(entry.path) else None
            told = _told(entry, before, asked, earlier=before_it)
            so_far.append((standing.head, told))
    then: dict[str, tuple[Told, ...]] = {}
    now: dict[str, tuple[Told, ...]] = {}
    for (before_it, path), so_far in found.items():
        whole = tuple(replace(told, in_force=standing.stands(head)) for head, told in so_far)
        (then if before_it else now)[path] = whole
    return _joined(then, now, form, str(begun_under(entries)["id"])) if then else now


def left_behind(entries: Sequence[Entry], form: Form) -> dict[str, Answer]:
    """Return what had been answered before a promotion and was not carried over, by protocol and path."""
    found = {}
    for path, told in histories(entries, form).items():
        standing = [one for one in told if one.in_force]
        if standing and standing[-1].earlier and (answer := standing[-1].answer) is not None:
            found[path] = answer
    return found


def _joined(
    then: dict[str, tuple[Told, ...]], now: dict[str, tuple[Told, ...]], form: Form, protocol: str
) -> dict[str, tuple[Told, ...]]:
    """Put what was answered before a promotion in front of what it was carried over to."""
    joined, carried = {}, set[str]()
    for path, told in now.items():
        taken = taken_from(form, path) if form.asks(path) else Taken()
        joined[path] = tuple(said for one in taken.places for said in then.get(one, ())) + told
        carried.update(taken.all)
    return joined | {f"{protocol}:{path}": told for path, told in then.items() if path not in carried}


def _told(entry: Entry, before: Answer | None, node: Node | None, *, earlier: bool) -> Told:
    answer = None
    if not entry.withheld:
        match entry.kind:
            case EntryKind.ANSWER:
                answer = from_json(entry.value, path=entry.path)
            case EntryKind.SET:
                text = str(entry.value)
                answer = Answer(text) if node is None else from_text(text, node)
            case EntryKind.SPLICE:
                with contextlib.suppress(RefusedError):  # what it changed was lost
                    answer = spliced(before, entry.value)
    return Told(
        entry.time, entry.counter, entry.kind, answer, entry.withheld, True, entry.author, node, earlier
    )
