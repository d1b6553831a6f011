"""Opening ``store.db``: SQLCipher 4 under a raw 256-bit key, and its numbered migrations.

The order of the first statements matters, and leaving any of them out was measured to leak or to lose:
log off (wrong keys are written to stderr), key, proof that a key is in force (without one SQLCipher
writes plaintext), exclusive lock (a second program is refused, and there is no shared-memory file), WAL
with full sync.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import AbstractContextManager, suppress
from pathlib import Path
from typing import Any, BinaryIO, Final

from sqlcipher3 import dbapi2 as sqlcipher

from interview_kit.data import shipped_code
from interview_kit.errors import RefusedError, StorageError
from interview_kit.files import storage_error

FILE_NAME: Final = "store.db"
_PIECE: Final = 1024 * 1024
#: No key or digest has so many bytes; and longer rows fill several pages.
_SHORT: Final = 1024
#: SQLite begins its log anew after 1,000 pages, with 24 bytes before each; the last commit may go beyond.
_LOG: Final = 1_100 * (4_096 + 24)

#: ``secure_delete`` from creation: rekeying re-encrypts free pages too, so what is deleted must be zeroed.
_SETTINGS: Final = (
    "PRAGMA locking_mode = EXCLUSIVE",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA secure_delete = ON",
    "PRAGMA cache_size = -65536",
    "PRAGMA mmap_size = 0",
    "PRAGMA foreign_keys = ON",
    "PRAGMA trusted_schema = OFF",
)


class Database:
    """An open ``store.db``. Used by one thread."""

    def __init__(self, path: Path, key: bytes) -> None:
        """Open with a raw 32-byte key.

        Raises :class:`RefusedError` ``vault.database-key``, :class:`StorageError` ``vault.in-use``.
        """
        self.path = path
        self._reading: BinaryIO | None = None
        with _Storage(path):
            path.touch(mode=0o600)
            self._connection = sqlcipher.connect(str(path), timeout=0.5, isolation_level=None)
            try:
                self._unlock(key)
                self._file = _identity(path)
            except BaseException:
                self._connection.close()
                raise

    def _unlock(self, key: bytes) -> None:
        connection = self._connection
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.set_key(f"x'{key.hex()}'")
        if connection.execute("PRAGMA cipher_status").fetchone() != ("1",):
            raise StorageError("vault.no-encryption")
        connection.execute("PRAGMA cipher_memory_security = ON")
        for statement in _SETTINGS:
            connection.execute(statement)
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("COMMIT")
        connection.set_authorizer(_deny_attach)

    def run(self, statement: str, parameters: tuple[object, ...] = ()) -> list[tuple[Any, ...]]:
        """Execute one statement and return its rows.

        Raises :class:`StorageError`; ``vault.database-damaged`` also where a value has lost its end.
        """
        with _Storage(self.path):
            rows = list(self._connection.execute(statement, parameters).fetchall())
        if rows and any(_is_torn(value) for row in rows for value in row):
            raise StorageError("vault.database-damaged", path=str(self.path))
        return rows

    def run_many(self, statement: str, rows: list[tuple[object, ...]]) -> None:
        """Execute one statement for each row."""
        with _Storage(self.path):
            self._connection.executemany(statement, rows)

    def transaction(self) -> AbstractContextManager[None]:
        """Everything inside happens durably, or none of it.

        Raises :class:`StorageError` ``files.gone`` where the folder was removed or moved meanwhile: the
        system would still take what is written, and keep it nowhere.
        """
        return _Transaction(self)

    def is_in_place(self) -> bool:
        """Whether the file that is open still lies where it was opened."""
        with _Storage(self.path):
            return _identity(self.path) == self._file

    def roll_back(self) -> None:
        """Undo what was not committed; harmless where nothing was begun."""
        if self._connection.in_transaction:
            self._connection.execute("ROLLBACK")

    def version(self) -> int:
        """Return the number of the last migration that ran."""
        return int(self.run("PRAGMA user_version")[0][0])

    def migrate(self, version: int | None = None) -> None:
        """Bring the schema up to date, or to ``version``; each step in one transaction with its number.

        Raises :class:`RefusedError` ``vault.newer-version``.
        """
        done = self.version()
        steps = sorted(shipped_code("vault", "migrations").glob("*.sql"))
        if done > len(steps):
            raise RefusedError("vault.newer-version")
        for number, step in enumerate(steps[done:version], start=done + 1):
            with self.transaction():
                for statement in _statements(step.read_text("utf-8")):
                    self.run(statement)
                self.run(f"PRAGMA user_version = {number}")

    def rekey(self, key: bytes) -> None:
        """Re-encrypt the whole database under a new raw key."""
        self.checkpoint()
        with _Storage(self.path):
            self._connection.reset_key(f"x'{key.hex()}'")
        self.checkpoint()

    def checkpoint(self) -> None:
        """Move everything from the write-ahead log into the database and empty the log."""
        self.run("PRAGMA wal_checkpoint(TRUNCATE)")

    def reserve_log(self) -> None:
        """Lengthen the write-ahead log to what it grows to before SQLite begins it anew.

        Then a commit only overwrites what is there: faster than lengthening a file, and possible on a disk
        that has become full. Zeros are the log's end to SQLite. A checkpoint gives the room back.
        """
        log = self.path.with_name(f"{self.path.name}-wal")
        with suppress(OSError), log.open("r+b") as file:  # without the room, answers are only slower
            missing = _LOG - file.seek(0, os.SEEK_END)
            if missing > 0:
                file.write(bytes(missing))
                file.flush()
                os.fsync(file.fileno())

    def size(self) -> int:
        """Return how many bytes :meth:`encrypted_copy` gives while nothing is written."""
        self.checkpoint()
        with _Storage(self.path):
            return self.path.stat().st_size

    def encrypted_copy(self) -> Iterator[bytes]:
        """Yield the file as it lies on the disk, after a checkpoint; nothing may be written meanwhile.

        The file stays open as long as the database: closing it would give up the lock that SQLite holds, for
        the system forgets all of a process's locks on a file when any handle to it is closed.
        """
        self.checkpoint()
        with _Storage(self.path):
            if self._reading is None:
                self._reading = self.path.open("rb")
            self._reading.seek(0)
            while piece := self._reading.read(_PIECE):
                yield piece

    def damage(self) -> int:
        """Return how many faults are found in pages and tables; 0 is a whole database. Reads all of it."""
        try:
            pages = self.run("PRAGMA cipher_integrity_check")
            tables = [row for row in self.run("PRAGMA quick_check(100)") if row != ("ok",)]
        except StorageError:
            return 1
        return len(pages) + len(tables)

    def close(self) -> None:
        """Checkpoint and close; calling it twice is harmless."""
        try:
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        except sqlcipher.ProgrammingError:
            return
        except sqlcipher.Error:
            pass  # a full disk must not keep the keys in memory: what was committed is in the log
        self._connection.close()
        if self._reading is not None:
            self._reading.close()


def _identity(path: Path) -> tuple[int, int]:
    found = os.stat(path)  # noqa: PTH116 - every answer asks it
    return found.st_dev, found.st_ino


def _is_torn(value: object) -> bool:
    """Whether the end of a long value was on a damaged page.

    SQLCipher 4.19 gives such a page as zeros, without an error, and SQLite notices that everywhere but at the
    end of a value that fills several pages. What we keep there is JSON, which has no zeros.
    """
    if isinstance(value, str):
        return "\0" in value
    return isinstance(value, bytes) and len(value) > _SHORT and b"\0" in value


def _statements(script: str) -> Iterator[str]:
    pending = ""
    for line in script.splitlines():
        pending += line + "\n"
        if sqlcipher.complete_statement(pending):
            yield pending
            pending = ""


def _deny_attach(action: int, *_: object) -> int:
    """Refuse ATTACH (and with it VACUUM INTO): no copy of the database outside our key."""
    return int(sqlcipher.SQLITE_DENY if action == sqlcipher.SQLITE_ATTACH else sqlcipher.SQLITE_OK)


class _Transaction:
    """A class, for every answer goes through it."""

    __slots__ = ("_database",)

    def __init__(self, database: Database) -> None:
        self._database = database

    def __enter__(self) -> None:
        self._database.run("BEGIN IMMEDIATE")

    def __exit__(self, kind: object, *_: object) -> None:
        if kind is not None:
            self._database.roll_back()
            return
        try:
            if not self._database.is_in_place():
                raise StorageError("files.gone", path=str(self._database.path))
            self._database.run("COMMIT")
        except BaseException:
            self._database.roll_back()
            raise


class _Storage:
    """Say in our words what SQLite says. A class, for every statement goes through it."""

    __slots__ = ("_path",)

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> None:
        pass

    def __exit__(self, _: object, error: BaseException | None, __: object) -> None:
        if isinstance(error, OSError):
            raise storage_error(error, self._path) from error
        if not isinstance(error, sqlcipher.DatabaseError):
            return
        words = str(error)
        for said, code in _CODES.items():
            if said in words:
                kind = RefusedError if code == "vault.database-key" else StorageError
                raise kind(code, path=str(self._path)) from None
        if isinstance(error, sqlcipher.OperationalError):
            raise StorageError("vault.database-failed", path=str(self._path)) from None


_CODES: Final = {
    "file is not a database": "vault.database-key",
    "database is locked": "vault.in-use",
    "disk is full": "files.disk-full",
    "readonly database": "files.read-only",
    "unable to open": "files.gone",
    "disk I/O error": "files.failed",
    "malformed": "vault.database-damaged",
}


def new_key() -> bytes:
    """Return a fresh 256-bit database key."""
    return secrets.token_bytes(32)
