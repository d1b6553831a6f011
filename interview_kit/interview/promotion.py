"""A promotion as the journal tells of it: where an interview goes on under another protocol.

What comes before it stays in the journal and is not folded: what was answered there was carried over by
entries of its own, or has no place in the other protocol.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from interview_kit.crypto.canonical import JsonValue
from interview_kit.errors import RefusedError
from interview_kit.interview import notes
from interview_kit.interview.journal import NOTES, Entry, EntryKind
from interview_kit.protocol.form import Form

#: Entries whose values are the same whatever was answered.
_SAYS_NOTHING: Final = (EntryKind.BEGIN, EntryKind.ADD, EntryKind.MOVE)


@dataclass(frozen=True, slots=True)
class Promotion:
    """Where and how an interview went on under another protocol."""

    #: Counter of the entry that says so; where that was lost, of the first one after it. What comes before is
    #: not folded.
    counter: int
    time: str
    protocol: dict[str, JsonValue]


def promotion(entries: Sequence[Entry]) -> Promotion | None:
    """Return the promotion of an interview; mostly there is none.

    Raises :class:`RefusedError` ``interview.journal-line`` where there are several.
    """
    found = [one for entry in entries if (one := _told(entry)) is not None]
    if len(found) > 1:
        raise RefusedError("interview.journal-line")
    return found[0] if found else None


def _told(entry: Entry) -> Promotion | None:
    if entry.kind is EntryKind.PROMOTE:
        return Promotion(entry.counter, entry.time, notes.promoted(entry.value).protocol)
    lost = notes.lost_promotion(entry.value) if entry.kind is EntryKind.REPAIR else None
    return None if lost is None else Promotion(lost.since, entry.time, lost.protocol)


def start(entries: Sequence[Entry]) -> int:
    """Return the counter from which on entries are folded: that of the promotion, or 0 for all of them."""
    found = promotion(entries)
    return 0 if found is None else found.counter


def begun_under(entries: Sequence[Entry]) -> dict[str, JsonValue]:
    """Return what names the protocol an interview was begun under.

    Raises :class:`RefusedError` ``interview.journal-line``.
    """
    match entries[0].value:
        case {"protocol": protocol}:
            return notes.reference(protocol)
    raise RefusedError("interview.journal-line")


def under(entries: Sequence[Entry]) -> dict[str, JsonValue]:
    """Return what names the protocol an interview is under at the end of its journal.

    Raises :class:`RefusedError` ``interview.journal-line``.
    """
    found = promotion(entries)
    return begun_under(entries) if found is None else found.protocol


def travels_apart(entry: Entry, form: Form, promoted: int) -> bool:
    """Whether an entry's value goes to the custodian alone; ``promoted`` is what :func:`start` gave.

    The office does not have the protocol from before a promotion, so it cannot know what was identifying
    then: all of that does.
    """
    if entry.withheld or entry.kind in _SAYS_NOTHING or entry.kind in NOTES:
        return False
    if entry.counter < promoted or not form.asks(entry.path):  # told where a promotion was lost, perhaps
        return True
    node = form.at(entry.path)
    if entry.kind is EntryKind.REMOVE:  # the reason may name whom the removed instance was about
        return any(below.identifying for below in node.walk())
    return node.identifying
