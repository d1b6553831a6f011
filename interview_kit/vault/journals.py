"""Journals of drafts as the database keeps them: each entry is its line of ``journal.jsonl``.

The rows of a journal lie together and in order, for a row's id is the interview's number, shifted, and the
entry's counter.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from interview_kit.crypto.canonical import JsonValue
from interview_kit.errors import InputError
from interview_kit.interview import journal
from interview_kit.interview.journal import Entry
from interview_kit.vault.database import Database
from interview_kit.vault.workspace import Workspace


class StoredJournal:
    """One journal in a database. Whatever changes it belongs into the caller's transaction."""

    def __init__(self, database: Database, number: int) -> None:
        self._database = database
        self._before, self._beyond = number << 32, (number + 1) << 32

    def entries(self) -> Iterator[Entry]:
        """Yield what is there, in its order. Raises :class:`RefusedError` ``interview.journal-line``."""
        rows = self._database.run(
            "SELECT line FROM entry WHERE id > ? AND id < ? ORDER BY id", (self._before, self._beyond)
        )
        for (line,) in rows:
            yield journal.entry_from_line(line)

    def append(self, entry: Entry) -> None:
        """Keep one more entry."""
        self._database.run("INSERT INTO entry VALUES (?, ?)", (self._before + entry.counter, entry.line))

    def remove(self, counter: int) -> None:
        """Remove an entry that is not whole."""
        self._database.run("DELETE FROM entry WHERE id = ?", (self._before + counter,))

    def destroy_values(self, counters: Collection[int]) -> list[JsonValue]:
        """Destroy the values of these entries, and return them for the last time.

        The chain still verifies: it holds commitments, whose salts are gone.
        """
        destroyed = []
        for entry in self.entries():
            if entry.counter in counters and not entry.withheld:
                self._database.run(
                    "UPDATE entry SET line = ? WHERE id = ?",
                    (entry.without_value().line, self._before + entry.counter),
                )
                destroyed.append(entry.value)
        return destroyed

    def forget(self) -> None:
        """Remove all of it."""
        self._database.run("DELETE FROM entry WHERE id > ? AND id < ?", (self._before, self._beyond))


def begin(workspace: Workspace, interview: str, protocol: bytes, first: Entry) -> StoredJournal:
    """Keep a new draft and its first entry, inside the caller's transaction."""
    ((number,),) = workspace.database.run("SELECT 1 + coalesce(max(number), 0) FROM interview")
    workspace.database.run(
        "INSERT INTO interview VALUES (?, 'draft', ?, ?, ?)", (interview, protocol, first.time[:10], number)
    )
    stored = StoredJournal(workspace.database, number)
    stored.append(first)
    return stored


def of(workspace: Workspace, interview: str) -> StoredJournal:
    """Return an interview's journal. Raises :class:`InputError` ``vault.no-such-interview``."""
    for (number,) in workspace.database.run("SELECT number FROM interview WHERE id = ?", (interview,)):
        return StoredJournal(workspace.database, number)
    raise InputError("vault.no-such-interview", interview=interview)
