"""What lies in a folder, read on a worker so that a slow stick never holds up the window."""

from __future__ import annotations

import os
import stat
import sys
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QStorageInfo

from interview_kit import portable
from interview_kit.files import storage_error

_STICKS = ("/media", "/run/media", "/mnt", "/Volumes")


@dataclass(frozen=True, slots=True)
class FolderEntry:
    """A file or folder. ``day`` is when it was changed, ``YYYY-MM-DD``."""

    name: str
    is_folder: bool
    size: int
    day: str


@dataclass(frozen=True, slots=True)
class FolderListing:
    """A folder with what can be seen in it: folders first, hidden ones left out."""

    folder: Path
    entries: tuple[FolderEntry, ...]
    #: The home folder and every stick that is plugged in.
    places: tuple[Path, ...]


def list_folder(folder: Path, suffix: str) -> FolderListing:
    """List ``folder``: its folders, and its files that end in ``suffix`` (empty for all).

    A folder that is gone is replaced by the nearest one above that is there. Raises :class:`StorageError`.
    """
    while not folder.is_dir() and folder != folder.parent:
        folder = folder.parent
    try:
        with os.scandir(folder) as found:
            entries = [_entry(one) for one in found if not one.name.startswith(".")]
    except OSError as error:
        raise storage_error(error, folder) from error
    seen = [one for one in entries if one.is_folder or one.name.lower().endswith(suffix)]
    seen.sort(key=lambda one: (not one.is_folder, one.name.casefold()))
    return FolderListing(folder, tuple(seen), _places())


def _entry(found: os.DirEntry[str]) -> FolderEntry:
    try:
        status = found.stat()
    except OSError:  # a link to nowhere
        return FolderEntry(found.name, is_folder=False, size=0, day="")
    day = datetime.fromtimestamp(status.st_mtime).astimezone().date().isoformat()
    return FolderEntry(found.name, stat.S_ISDIR(status.st_mode), status.st_size, day)


def _places() -> tuple[Path, ...]:
    roots = [Path(volume.rootPath()) for volume in QStorageInfo.mountedVolumes() if volume.isReady()]
    sticks = [root for root in roots if sys.platform == "win32" or str(root).startswith(_STICKS)]
    return tuple(dict.fromkeys((portable.start_folder(), Path.home(), *sorted(sticks))))
