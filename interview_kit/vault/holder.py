"""Who has a workspace open. The database's lock decides; this only says whose it is.

A program that died leaves its note behind, which then says nothing: the lock is free.
"""

from __future__ import annotations

import contextlib
import json
import os
import platform
import sys
from datetime import datetime
from pathlib import Path
from typing import Final

from interview_kit.errors import StorageError

FILE_NAME: Final = "open-in"
_MOST_BYTES: Final = 4096
_MOST_CHARACTERS: Final = 64


def note(folder: Path) -> None:
    """Write down that this program has the workspace open."""
    about = {
        "program": Path(sys.argv[0]).name,
        "process": os.getpid(),
        "computer": platform.node(),
        "since": datetime.now().astimezone().strftime("%Y-%m-%d %H:%M"),
    }
    with contextlib.suppress(OSError):  # a courtesy to the second program, never a reason not to open
        descriptor = os.open(folder / FILE_NAME, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump(about, file, ensure_ascii=False)


def forget(folder: Path) -> None:
    """Take the note away."""
    with contextlib.suppress(OSError):
        (folder / FILE_NAME).unlink(missing_ok=True)


def named(error: StorageError, folder: Path) -> StorageError:
    """Return ``vault.in-use`` as ``vault.in-use-by`` where the holder is known, any other error as it is."""
    if error.code != "vault.in-use":
        return error
    try:
        with (folder / FILE_NAME).open("rb") as file:
            read = json.loads(file.read(_MOST_BYTES))
        program, process, computer, since = (
            str(read[key])[:_MOST_CHARACTERS] for key in ("program", "process", "computer", "since")
        )
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return error
    return StorageError("vault.in-use-by", program=program, process=process, computer=computer, since=since)
