"""Reading a database past its damaged pages, table by table."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from interview_kit.errors import KitError, RefusedError, StorageError
from interview_kit.vault.database import Database

#: What a page says that nobody can read. A disk that is full or a workspace in use is no damage.
DAMAGE: Final = frozenset({"vault.database-damaged", "vault.database-failed", "files.failed"})
#: So many rows in one piece, or numbers tried one by one; and so many that lead nowhere where the end of a
#: table cannot be read either.
_PIECE: Final = 100
_PATIENCE: Final = 300

Row = tuple[Any, ...]


class _UnreadableError(Exception):
    """A statement came upon a damaged page."""


class DamagedDatabase:
    """A database that is read as far as it can be. Nothing in it is changed."""

    def __init__(self, path: Path, key: bytes) -> None:
        """Open it. Raises a :class:`KitError` where not even what tables there are can be read."""
        self._path, self._key = path, key
        self._database = Database(path, key)
        try:
            if not self._database.run("SELECT * FROM sqlite_schema"):
                raise RefusedError("vault.database-damaged", path=str(path))  # emptied: any key opens that
        except KitError:
            self._database.close()
            raise

    def version(self) -> int:
        """Return the number of its schema."""
        return self._database.version()

    def is_whole(self) -> bool:
        """Read all of it and tell whether it is damaged at all."""
        if self._database.damage() == 0:
            return True
        self._open_anew()
        return False

    def close(self) -> None:
        """Close it."""
        self._database.close()

    def run(self, statement: str, parameters: tuple[object, ...] = ()) -> list[Row]:
        """Execute a statement; after a damaged page SQLCipher answers nothing more, so open anew.

        Raises :class:`_UnreadableError`; a :class:`KitError` says what else is in the way.
        """
        try:
            return self._database.run(statement, parameters)
        except StorageError as error:
            if error.code not in DAMAGE:
                raise
        self._open_anew()
        raise _UnreadableError

    def _open_anew(self) -> None:
        self._database.close()
        self._database = Database(self._path, self._key)


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Rows that a number counts, from ``start`` on."""

    number: str
    condition: str = "1"
    parameters: Row = ()
    start: int = 0


class TableReading:
    """Reads one table into a whole database of the same schema, which tells the table's shape."""

    def __init__(self, damaged: DamagedDatabase, table: str, shape: Database) -> None:
        self._damaged, self._table, self._shape = damaged, table, shape
        self.broken = False
        #: The journals of which the last entries could not be read: their numbers; in schemas before 5 their
        #: interviews.
        self.ends_lost: set[int | str] = set()
        columns = shape.run(f"PRAGMA table_info({table})")
        self._columns = ", ".join(row[1] for row in columns)
        self._key = [row[1] for row in sorted(columns, key=lambda row: int(row[5])) if row[5]]
        made_by = shape.run("SELECT sql FROM sqlite_schema WHERE name = ?", (table,))[0][0]
        self._has_rowid = "WITHOUT ROWID" not in made_by

    def rows(self) -> Iterator[Row]:
        """Yield every row that can be read, and note in ``broken`` whether some could not."""
        if self._table == "entry":
            for journal, stretch in self._journals():
                yield from self._numbered(stretch, journal)
        elif self._has_rowid:
            yield from self._numbered(_Stretch("rowid"))
        else:  # its keys cannot be counted: what lies before the damage, and what lies behind it
            yield from self._until_broken("ASC")
            if self.broken:
                yield from self._until_broken("DESC")

    def _numbered(self, stretch: _Stretch, journal: int | str | None = None) -> Iterator[Row]:
        """Yield the rows by a number that grows; after damage try one by one until rows come again."""
        last, in_vain = stretch.start, 0
        while in_vain < _PATIENCE:
            try:
                found = self._select(stretch, f"> ? ORDER BY {stretch.number} LIMIT {_PIECE}", last)
            except _UnreadableError:
                self.broken = True
                end = self._end(stretch)
                if end is None and journal is not None:
                    self.ends_lost.add(journal)
                elif end is not None and last >= end:
                    return
                found = self._one_by_one(stretch, last)
                last += _PIECE
                in_vain = 0 if found or end is not None else in_vain + _PIECE
            else:
                if not found:
                    return
                last, in_vain = found[-1][-1], 0
            for row in found:
                yield row[:-1]

    def _end(self, stretch: _Stretch) -> int | None:
        """Return the highest number, or None where that cannot be read."""
        try:
            found = self._select(stretch, f"> ? ORDER BY {stretch.number} DESC LIMIT 1", stretch.start)
        except _UnreadableError:
            return None
        return int(found[0][-1]) if found else stretch.start

    def _one_by_one(self, stretch: _Stretch, last: int) -> list[Row]:
        found: list[Row] = []
        for wanted in range(last + 1, last + 1 + _PIECE):
            with contextlib.suppress(_UnreadableError):
                found += self._select(stretch, "= ?", wanted)
        return found

    def _select(self, stretch: _Stretch, rest: str, number: int) -> list[Row]:
        return self._damaged.run(
            f"SELECT {self._columns}, {stretch.number} FROM {self._table}"  # noqa: S608 - names of our own schema
            f" WHERE {stretch.condition} AND {stretch.number} {rest}",
            (*stretch.parameters, number),
        )

    def _until_broken(self, order: str) -> Iterator[Row]:
        keys = ", ".join(f"{key} {order}" for key in self._key)
        at = 0
        while True:
            try:
                found = self._damaged.run(
                    f"SELECT {self._columns} FROM {self._table} ORDER BY {keys} LIMIT 1 OFFSET {at}"  # noqa: S608 - names of our own schema
                )
            except _UnreadableError:
                self.broken = True
                return
            if not found:
                return
            at += 1
            yield found[0]

    def _journals(self) -> list[tuple[int | str, _Stretch]]:
        """Return the journals there are, and where each one's entries lie."""
        if self._has_rowid:
            return [
                (number, _Stretch("id", "id < ?", ((number + 1) << 32,), number << 32))
                for number in sorted(self._numbers())
            ]
        return [
            (interview, _Stretch("counter", "interview = ?", (interview,)))
            for interview in sorted(self._interviews())
        ]

    def _numbers(self) -> set[int]:
        """Return the numbers of journals: of the interviews that were read, and what leads to both ends."""
        seen = {row[0] for row in self._shape.run("SELECT number FROM interview WHERE state = 'draft'")}
        upwards = "> ? << 32 ORDER BY id", 0, 1
        downwards = "< ? << 32 ORDER BY id DESC", (1 << 31) - 1, 0
        for order, start, step in (upwards, downwards):
            with contextlib.suppress(_UnreadableError):
                number = start
                while found := self._damaged.run(
                    f"SELECT id >> 32 FROM entry WHERE id {order} LIMIT 1",  # noqa: S608 - the orders above
                    (number,),
                ):
                    seen.add(found[0][0])
                    number = found[0][0] + step
        return seen

    def _interviews(self) -> set[str]:
        """Return the interviews that have entries, in schemas before 5."""
        seen = {row[0] for row in self._shape.run("SELECT id FROM interview WHERE state = 'draft'")}
        with contextlib.suppress(_UnreadableError):
            seen |= {row[0] for row in self._damaged.run("SELECT DISTINCT interview FROM entry")}
        return seen
