"""Exporting: sealed bundles are copied to a folder or stick under their opaque names, and read back."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from interview_kit.counting import Counting, Progress
from interview_kit.errors import StorageError
from interview_kit.files import must_take_files, open_from_disk, remove_if_possible, replacing, storage_error
from interview_kit.interview.journal import now
from interview_kit.trust import enrolment
from interview_kit.vault.header import Purpose, Role
from interview_kit.vault.workspace import SEALED, Workspace

_PIECE: Final = 1024 * 1024


def export(
    workspace: Workspace,
    folder: Path,
    progress: Progress = lambda done, total: None,
    *,
    again: bool = False,
) -> list[Path]:
    """Copy every bundle that has no receipt yet to ``folder`` and return the copies.

    With ``again``, those too whose receipt is here, until the office has said that they are safe. Each is
    written beside its name, synced, read back and only then renamed; a copy that is there already is read
    and left alone. Copying again, any number of times, is harmless. Raises :class:`StorageError`
    ``files.disk-full`` before anything is written; the folder must be there.
    """
    workspace.must_be(Role.FIELD)
    must_take_files(folder)
    rows = [
        row[:3]
        for row in workspace.database.run(
            "SELECT file, digest, size, received, safe FROM sealed ORDER BY rowid"
        )
        if row[4 if again else 3] is None
    ]
    needed = sum(size for name, _, size in rows if not (folder / name).exists())
    if shutil.disk_usage(folder).free < needed + len(rows) * _PIECE:
        raise StorageError("files.disk-full", path=str(folder))
    counting = Counting(progress, 2 * sum(size for _, _, size in rows))
    written, failed = [], []
    for done, (name, digest, _) in enumerate(rows, start=1):
        target = folder / name
        try:
            if not target.exists() or _digest(target, counting) != digest:
                _copy(workspace.folder / SEALED / name, target, digest, counting)
        except StorageError as error:  # one damaged bundle must not hold up the others
            failed.append(error)
        else:
            workspace.database.run("UPDATE sealed SET exported = ? WHERE file = ?", (now(), name))
            written.append(target)
        counting.reach(2 * sum(row[2] for row in rows[:done]))
    if failed:
        raise failed[0]
    return written


def undelivered(workspace: Workspace, language: str) -> bytes:
    """Return the sheet to sign (PDF) for all that was exported and not yet received. Takes a second."""
    rows = workspace.database.run("SELECT file FROM sealed WHERE exported IS NOT NULL AND received IS NULL")
    return handover_sheet(workspace, [Path(row[0]) for row in rows], language)


def handover_sheet(workspace: Workspace, files: Sequence[Path], language: str) -> bytes:
    """Return a sheet to sign (PDF) for bundles that were exported: ids and digests. Takes a second."""
    from interview_kit.sheets.handover import HandedOver, handover_sheet  # slow to import

    names = {file.name for file in files}
    rows = workspace.database.run("SELECT number, file, size, digest, bundle FROM sealed ORDER BY rowid")
    handed = [
        HandedOver(number, file, size, digest.hex(), bundle.hex())
        for number, file, size, digest, bundle in rows
        if file in names
    ]
    practice = workspace.purpose is Purpose.PRACTICE
    fingerprint = enrolment.own_fingerprint(workspace)
    return handover_sheet(handed, fingerprint, now()[:10], language, practice=practice)


def _copy(source: Path, target: Path, digest: bytes, counting: Counting) -> None:
    try:
        with source.open("rb") as original, replacing(target) as copy:
            while piece := original.read(_PIECE):
                copy.write(piece)
                counting.add(len(piece))
        if _digest(target, counting) == digest:
            return
    except OSError as error:
        raise storage_error(error, target) from error
    except StorageError:
        raise
    except BaseException:  # stopped before it was read back
        remove_if_possible(target)
        raise
    remove_if_possible(target)
    raise StorageError("bundle.copy-differs", path=str(target))


def _digest(path: Path, counting: Counting) -> bytes:
    digest = hashlib.sha256()
    try:
        with open_from_disk(path) as file:
            while piece := file.read(_PIECE):
                digest.update(piece)
                counting.add(len(piece))
    except OSError as error:
        raise storage_error(error, path) from error
    return digest.digest()
