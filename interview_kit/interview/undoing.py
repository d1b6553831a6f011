"""Undo and redo: which entries of a journal are in force.

An ``undo`` takes back the latest action in force, with what the protocol set because of it; naming the
latest undo instead, while nobody acted since, takes that back. Neither reaches beyond a takeover, a repair or
a promotion, nor into what that carried over.
What is not in force stays in the journal; the state of an interview is the fold of the rest.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

from interview_kit.errors import RefusedError
from interview_kit.interview import notes
from interview_kit.interview.journal import ACTIONS, Entry, EntryKind
from interview_kit.protocol.form import Form

Value = TypeVar("Value")

#: Nothing before these can be undone.
_BARRIERS = frozenset({EntryKind.BEGIN, EntryKind.TAKEOVER, EntryKind.REPAIR, EntryKind.PROMOTE})


def torn(entries: Sequence[Entry]) -> range:
    """Return the counters between the first gap and the last repair.

    What stands there was written when more of the journal was left, and may not fit any more.
    """
    repairs = [entry.counter for entry in entries if entry.kind is EntryKind.REPAIR]
    if not repairs:
        return range(0)
    last = 0
    for entry in entries:
        if entry.counter != last + 1:
            return range(entry.counter, repairs[-1])
        last = entry.counter
    return range(0)


def entry_at(entries: Sequence[Entry], counter: int) -> Entry:
    """Return the entry with a counter, which must be there."""
    return next(entry for entry in reversed(entries) if entry.counter == counter)


def destroyed_by(entries: Sequence[Entry], counter: int, form: Form) -> bool:
    """Whether taking back an action, or bringing it back, would reach beyond a value that was destroyed.

    So it is where something at its place, or below, was destroyed; and where it said what consent covers,
    once anything was destroyed for want of it. For a laptop's own journal, in which nothing travels apart.
    """
    gone = {entry.path for entry in entries if entry.withheld}
    if not gone:
        return False
    place = entry_at(entries, counter).path
    return form.at(place).node.kit.grants is not None or any(
        path == place or path.startswith(f"{place}/") for path in gone
    )


class Standing:
    """Which entries are in force. It is told the journal in its order."""

    def __init__(self, torn: range = range(0)) -> None:
        """In ``torn``, undos that name what was lost are passed over instead of refused."""
        self._torn = torn
        #: Counters of the actions that can still be undone, in their order, and of undos with what each took
        #: back. Out of turn any of them may be named: in lists, looking for it would take quadratic time.
        self._done: dict[int, None] = {}
        self._undone: dict[int, int] = {}
        self._taken_back: set[int] = set()
        #: The action that was taken back, or brought back, last.
        self.touched = 0
        #: Counter of what the latest entry belongs to: a ``set`` follows from the entry before it.
        self.head = 0
        self._last = 0
        #: The last entry that carries over what was answered before a promotion.
        self._carried = 0

    @property
    def to_undo(self) -> int | None:
        """Counter of the action that the next undo would name."""
        return next(reversed(self._done), None)

    @property
    def to_redo(self) -> tuple[int, int] | None:
        """Counter of the undo that the next redo would name, and of the action it would bring back."""
        return next(reversed(self._undone.items()), None)

    def take(self, entry: Entry) -> bool:
        """Take the next entry, and return whether another one is in force now, or no more.

        Raises :class:`RefusedError` ``interview.journal-line`` for an undo nobody could have made.
        """
        kind, counter = entry.kind, entry.counter
        if kind is not EntryKind.SET or counter != self._last + 1:
            self.head = counter
        self._last = counter
        if kind in ACTIONS:
            if counter <= self._carried:
                return False
            self._done[counter] = None
            if self._undone:
                self._undone.clear()
        elif kind in _BARRIERS:
            self._done.clear()
            self._undone.clear()
            if kind is EntryKind.PROMOTE:
                self._carried = counter + notes.promoted(entry.value).carried
        elif kind is EntryKind.UNDO:
            if self._undo(counter, notes.undone(entry.value)):
                return True
            if counter not in self._torn:
                raise RefusedError("interview.journal-line")
        return False

    def take_all(self, entries: Sequence[Entry]) -> Iterator[Entry]:
        """Take a journal from its first entry on, and yield the entries that are in force at its end."""
        heads = []
        for entry in entries:
            self.take(entry)
            heads.append(self.head)
        taken_back = self._taken_back
        return (entry for entry, head in zip(entries, heads, strict=True) if head not in taken_back)

    def stands(self, head: int) -> bool:
        """Whether an entry that was the latest once is in force now, by what :attr:`head` was then."""
        return head not in self._taken_back

    def _undo(self, counter: int, named: int) -> bool:
        """Undo or redo; in what is torn, also out of turn, since what came between may be lost."""
        torn = counter in self._torn
        if named in self._done if torn else named == self.to_undo:
            _taken_out(self._done, named)
            self._undone[counter] = named
            self._taken_back.add(named)
            self.touched = named
            return True
        if named in self._undone if torn else (named, self._undone.get(named)) == self.to_redo:
            action = _taken_out(self._undone, named)
            self._done[action] = None
            self._taken_back.remove(action)
            self.touched = action
            return True
        return False


def _taken_out(counters: dict[int, Value], counter: int) -> Value:
    """Take out a counter. The last one leaves no hole behind: looking for the last would have to pass it."""
    if next(reversed(counters)) == counter:
        return counters.popitem()[1]
    return counters.pop(counter)
