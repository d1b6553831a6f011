"""How a repaired database takes the place of the damaged one, cut off at any moment or not."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Final

from interview_kit.errors import RefusedError, StorageError
from interview_kit.files import storage_error, sync_folder
from interview_kit.vault import database

#: The new database while it is made and until it has taken its place.
REPAIRED: Final = "store.db.repaired"
#: The old one afterwards.
DAMAGED: Final = "store.db.damaged"


def remove(folder: Path) -> None:
    """Remove a new database that is not whole, or not wanted."""
    for end in ("", "-wal", "-journal"):
        with contextlib.suppress(OSError):
            (folder / f"{REPAIRED}{end}").unlink(missing_ok=True)


def take_place(folder: Path) -> None:
    """Put the new database, which is whole, in the place of the old one.

    Each step is on the disk before the next. Raises :class:`StorageError`; then either the old one is in
    its place, or :func:`finish` goes on.
    """
    path = folder / database.FILE_NAME
    try:
        _drop_empty_log(folder)
        sync_folder(folder)
        path.replace(folder / DAMAGED)
        sync_folder(folder)
        _go_on(folder)
    except OSError as error:
        raise storage_error(error, path) from error


def finish(folder: Path) -> None:
    """Go on where the old database has gone from its place and the new one has not come.

    Raises :class:`RefusedError` ``vault.database-damaged`` where there is none.
    """
    if (folder / database.FILE_NAME).exists():
        return
    try:
        _go_on(folder)
    except OSError as error:
        raise RefusedError("vault.database-damaged", path=str(folder)) from error


def _drop_empty_log(folder: Path) -> None:
    """A failing disk may leave the new database's log behind. With anything in it, the file is not whole."""
    log = folder / f"{REPAIRED}-wal"
    if log.exists():
        if log.stat().st_size:
            raise StorageError("files.failed", path=str(log))
        log.unlink()


def _go_on(folder: Path) -> None:
    """The old one's log goes first, for good: it must never be read as the new database's."""
    log = folder / f"{database.FILE_NAME}-wal"
    if log.exists():
        log.replace(folder / f"{DAMAGED}-wal")
        sync_folder(folder)
    (folder / REPAIRED).replace(folder / database.FILE_NAME)
    sync_folder(folder)
