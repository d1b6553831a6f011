"""Exporting: sealed bundles are copied to a folder or stick under their opaque names, and read back."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Final

from interview_kit.errors import StorageError
from interview_kit.files import must_take_files, open_from_disk, replacing, storage_error
from interview_kit.interview.journal import now
from interview_kit.vault.header import Role
from interview_kit.vault.workspace import SEALED, Workspace

_PIECE: Final = 1024 * 1024

#: Called with the number of bundles done and the number of all; raising stops between two bundles.
Progress = Callable[[int, int], None]


def export(workspace: Workspace, folder: Path, progress: Progress = lambda done, total: None) -> list[Path]:
    """Copy every bundle that has no receipt yet to ``folder`` and return the copies.

    Each is written beside its name, synced, read back and only then renamed; a copy that is there already is
    left alone. Copying again, any number of times, is harmless. Raises :class:`StorageError`; the folder
    must be there.
    """
    workspace.must_be(Role.FIELD)
    must_take_files(folder)
    rows = workspace.database.run("SELECT file, digest FROM sealed WHERE received IS NULL ORDER BY rowid")
    written, failed = [], []
    for done, (name, digest) in enumerate(rows):
        progress(done, len(rows))
        target = folder / name
        try:
            if not target.exists() or _digest(target) != digest:
                _copy(workspace.folder / SEALED / name, target, digest)
        except StorageError as error:  # one damaged bundle must not hold up the others
            failed.append(error)
            continue
        workspace.database.run("UPDATE sealed SET exported = ? WHERE file = ?", (now(), name))
        written.append(target)
    progress(len(rows), len(rows))
    if failed:
        raise failed[0]
    return written


def _copy(source: Path, target: Path, digest: bytes) -> None:
    try:
        with source.open("rb") as original, replacing(target) as copy:
            while piece := original.read(_PIECE):
                copy.write(piece)
    except OSError as error:
        raise storage_error(error, target) from error
    if _digest(target) != digest:
        target.unlink(missing_ok=True)
        raise StorageError("bundle.copy-differs", path=str(target))


def _digest(path: Path) -> bytes:
    try:
        with open_from_disk(path) as file:
            return hashlib.file_digest(file, "sha256").digest()
    except OSError as error:
        raise storage_error(error, path) from error
