"""Reading a database past its damaged pages, table by table."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
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


class TableReading:
    """Reads one table, whose shape a whole database of the same schema tells."""

    def __init__(self, damaged: DamagedDatabase, table: str, shape: Database) -> None:
        self._damaged, self._table = damaged, table
        self.broken = False
        #: Interviews of which the last entries could not be read.
        self.ends_lost: set[str] = set()
        columns = shape.run(f"PRAGMA table_info({table})")
        self._columns = ", ".join(row[1] for row in columns)
        self._key = [row[1] for row in sorted(columns, key=lambda row: int(row[5])) if row[5]]
        made_by = shape.run("SELECT sql FROM sqlite_schema WHERE name = ?", (table,))[0][0]
        self._has_rowid = "WITHOUT ROWID" not in made_by

    def rows(self) -> Iterator[Row]:
        """Yield every row that can be read, and note in ``broken`` whether some could not."""
        if self._has_rowid:
            yield from self._numbered("rowid", "1")
        elif self._key[-1] == "counter":
            for interview in self._interviews():
                yield from self._numbered("counter", "interview = ?", interview)
        else:  # its keys cannot be counted: what lies before the damage, and what lies behind it
            yield from self._until_broken("ASC")
            if self.broken:
                yield from self._until_broken("DESC")

    def _numbered(self, number: str, condition: str, *parameters: object) -> Iterator[Row]:
        """Yield the rows by a number that grows; after damage try one by one until rows come again."""
        last, in_vain = 0, 0
        while in_vain < _PATIENCE:
            rest = f"WHERE {condition} AND {number} > ? ORDER BY {number} LIMIT {_PIECE}"
            try:
                found = self._select(number, rest, *parameters, last)
            except _UnreadableError:
                self.broken = True
                end = self._end(number, condition, parameters)
                if end is None:
                    self.ends_lost |= {str(one) for one in parameters}
                elif last >= end:
                    return
                found = self._one_by_one(number, condition, parameters, last)
                last += _PIECE
                in_vain = 0 if found or end is not None else in_vain + _PIECE
            else:
                if not found:
                    return
                last, in_vain = found[-1][-1], 0
            for row in found:
                yield row[:-1]

    def _end(self, number: str, condition: str, parameters: Row) -> int | None:
        """Return the highest number, or None where that cannot be read."""
        try:
            found = self._select(number, f"WHERE {condition} ORDER BY {number} DESC LIMIT 1", *parameters)
        except _UnreadableError:
            return None
        return int(found[0][-1]) if found else None

    def _one_by_one(self, number: str, condition: str, parameters: Row, last: int) -> list[Row]:
        found: list[Row] = []
        for wanted in range(last + 1, last + 1 + _PIECE):
            with contextlib.suppress(_UnreadableError):
                found += self._select(number, f"WHERE {condition} AND {number} = ?", *parameters, wanted)
        return found

    def _until_broken(self, order: str) -> Iterator[Row]:
        keys = ", ".join(f"{key} {order}" for key in self._key)
        at = 0
        while True:
            try:
                found = self._select("0", f"ORDER BY {keys} LIMIT 1 OFFSET {at}")
            except _UnreadableError:
                self.broken = True
                return
            if not found:
                return
            at += 1
            yield found[0][:-1]

    def _interviews(self) -> list[str]:
        """Return the interviews that have entries, from wherever they are named."""
        seen: set[str] = set()
        for table, column in (("interview", "id"), ("attachment", "interview"), ("entry", "interview")):
            with contextlib.suppress(_UnreadableError):
                seen |= {row[0] for row in self._damaged.run(f"SELECT DISTINCT {column} FROM {table}")}  # noqa: S608 - the names above
        return sorted(seen)

    def _select(self, number: str, rest: str, *parameters: object) -> list[Row]:
        statement = f"SELECT {self._columns}, {number} FROM {self._table} {rest}"  # noqa: S608 - names of our own schema
        return self._damaged.run(statement, parameters)
