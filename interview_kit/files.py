"""Writing files so that a power cut leaves the old one or the new one, never half of either."""

from __future__ import annotations

import errno
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import BufferedReader
from pathlib import Path
from typing import BinaryIO, Final

from interview_kit.errors import StorageError

_CODES: Final = {
    errno.ENOSPC: "files.disk-full",
    errno.EDQUOT: "files.disk-full",
    errno.EFBIG: "files.disk-full",
    errno.EACCES: "files.not-permitted",
    errno.EPERM: "files.not-permitted",
    errno.EROFS: "files.read-only",
    errno.ENOENT: "files.gone",
    errno.ENOTDIR: "files.gone",
}

#: Whole pages are written, a third faster than where each chunk of an age file goes to the disk by itself.
_BUFFER: Final = 1024 * 1024
_IS_TEMPORARY: Final = re.compile(r"\.[0-9a-f]{16}\.part")


def sync_folder(folder: Path) -> None:
    """Make names created, renamed or removed in ``folder`` durable (a no-op where the system cannot).

    Raises :class:`StorageError`.
    """
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:  # Windows cannot open a folder; its renames are journalled by the file system
        return
    try:
        os.fsync(handle)
    except OSError as error:
        raise storage_error(error, folder) from error
    finally:
        os.close(handle)


def must_take_files(folder: Path) -> None:
    """Refuse a folder that is not there or takes no files.

    It is never made: where a stick is not plugged in, that would write onto the laptop's own disk.
    """
    if folder.is_file():
        raise StorageError("files.not-a-folder", path=str(folder))
    probe = _temporary(folder)
    try:
        os.close(os.open(probe, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        probe.unlink()
    except OSError as error:
        raise storage_error(error, folder) from error


def _temporary(folder: Path) -> Path:
    return folder / f".{os.urandom(8).hex()}.part"


def is_temporary(path: Path) -> bool:
    """Tell whether a file is what a crash left of :func:`replacing`: nobody will ever finish it."""
    return _IS_TEMPORARY.fullmatch(path.name) is not None


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """Open a private temporary file beside ``path``; on success sync it and rename it to ``path``.

    On any error the temporary file is removed and ``path`` is as it was.
    An ``OSError`` becomes :class:`StorageError`.
    """
    temporary = _temporary(path.parent)
    try:
        descriptor = os.open(temporary, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(descriptor, "w+b", _BUFFER) as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(path)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
        sync_folder(path.parent)
    except OSError as error:
        raise storage_error(error, path) from error


def write_atomically(path: Path, content: bytes) -> None:
    """Replace ``path`` by ``content``, wholly or not at all, and durably."""
    with replacing(path) as file:
        file.write(content)


def remove_if_possible(file: Path) -> None:
    """Remove a file of no use, where something else went wrong already; a disk may refuse even that."""
    with suppress(OSError):
        file.unlink(missing_ok=True)


def copy_file(source: Path, target: Path) -> None:
    """Copy a file durably, in bounded memory. Raises :class:`StorageError`."""
    try:
        with source.open("rb") as original, replacing(target) as copy:
            shutil.copyfileobj(original, copy, 1024 * 1024)
    except OSError as error:
        raise storage_error(error, source) from error


def read_bounded(path: Path, most: int) -> bytes:
    """Return what is in a file; of a larger one the first ``most`` + 1 bytes, which tell that it is."""
    try:
        with path.open("rb") as file:
            return file.read(most + 1)
    except OSError as error:
        raise storage_error(error, path) from error


def open_from_disk(path: Path) -> BufferedReader:
    """Open a file to check what is really on the disk, not what the system still remembers of it."""
    file = path.open("rb")
    if hasattr(os, "posix_fadvise"):
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    return file


def remove_durably(path: Path) -> None:
    """Remove a file if it is there, and make the removal durable. Raises :class:`StorageError`."""
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise storage_error(error, path) from error
    sync_folder(path.parent)


def storage_error(error: OSError, path: Path) -> StorageError:
    """Say in our words what the system said about ``path``."""
    return StorageError(_CODES.get(error.errno or 0, "files.failed"), path=str(path))


def must_be_another_disk(folder: Path, than: Path) -> None:
    """Refuse a folder on the same disk as another: what opens a workspace must not lie beside it.

    Raises :class:`StorageError` ``files.same-disk``.
    """
    if on_one_disk(folder, than):
        raise StorageError("files.same-disk", path=str(folder))


def on_one_disk(folder: Path, other: Path) -> bool:
    """Whether two folders that are there lie on the same disk."""
    try:
        return folder.stat().st_dev == other.stat().st_dev
    except OSError as error:
        raise storage_error(error, folder) from error
