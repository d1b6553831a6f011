"""The moment of an answer: where in the interview's sound it was given.

A question that offers the side field ``anchor`` keeps it with its answer. Of any other the journal tells it:
sound ran from an entry on, and the answer came so much later by the same clock.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from interview_kit.interview import events
from interview_kit.interview.answer import Answer, from_json
from interview_kit.interview.events import Event, What
from interview_kit.interview.interview import Interview
from interview_kit.interview.journal import Entry, EntryKind
from interview_kit.interview.tree import find
from interview_kit.interview.undoing import Standing, torn
from interview_kit.protocol.model import Side

#: Milliseconds before an answer was written down in which it was probably said.
LEAD: Final = 10_000
#: A text is handed in with every pause in typing; its moment is lengthened in steps of this, in milliseconds,
#: so that the journal need not hold the whole of a long text anew each time.
_STEP: Final = 30_000


def placed(interview: Interview, path: str, answer: Answer, heard: tuple[int, int] | None) -> Answer:
    """Return the answer with the moment at which it was given, where its question keeps that.

    ``heard`` is from where to where it was; None while nothing is recorded: what was known before stays.
    """
    node = find(interview.root, path)
    if Side.ANCHOR not in node.form.node.kit.sides:
        return answer
    if not (answer.given or answer.missing):
        return replace(answer, anchor=None)
    before = node.answer.anchor if node.answer else None
    if heard is None:
        return replace(answer, anchor=answer.anchor or before)
    if before and isinstance(answer.value, str) and before[0] == heard[0] and heard[1] - before[1] < _STEP:
        return replace(answer, anchor=before)
    return replace(answer, anchor=heard)


def moment_of(entries: Sequence[Entry], path: str) -> int | None:
    """Return where on the line of sound what is answered at the stable ``path`` was said; None if nowhere."""
    found: int | None = None
    running: tuple[int, str] | None = None
    for entry in Standing(torn(entries)).take_all(entries):
        if entry.kind is EntryKind.EVENT:
            running = _still_running(running, events.from_json(entry.value), entry.time)
        elif entry.path == path and entry.kind is EntryKind.CLEAR:
            found = None
        elif entry.path == path and entry.kind in (EntryKind.ANSWER, EntryKind.SPLICE):
            found = _said(entry, running, found)
    return found


def _still_running(running: tuple[int, str] | None, event: Event, time: str) -> tuple[int, str] | None:
    match event:
        case Event(what=What.SOUND, at=int(at)):
            return at, time
        case Event(what=What.SILENCE):
            return None
    return running


def _said(entry: Entry, running: tuple[int, str] | None, before: int | None) -> int | None:
    if entry.kind is EntryKind.ANSWER and not entry.withheld:
        anchor = from_json(entry.value, path=entry.path).anchor
        if anchor:
            return anchor[0]
    if running is None or (entry.kind is EntryKind.SPLICE and before is not None):
        return before
    at, time = running
    passed = datetime.fromisoformat(entry.time) - datetime.fromisoformat(time)
    return at + max(0, round(passed.total_seconds() * 1000) - LEAD)
