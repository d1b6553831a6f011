"""Portable mode: the program on a stick keeps what it remembers beside itself, and nothing on the laptop.

It is on where a folder called ``portable`` lies beside the program. Where it does not, nothing here matters.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Final

_NAME: Final = "portable"
_APP: Final = ".app"


def folder() -> Path | None:
    """Return the folder beside the program where it keeps what it remembers, or None."""
    beside = _program().parent / _NAME
    return beside if beside.is_dir() else None


def start_folder() -> Path:
    """Return where choosing a file or folder begins: on the stick, else among the person's own files."""
    kept = folder()
    return kept.parent if kept is not None else Path.home()


def keep_to_the_stick() -> None:
    """Send there what libraries keep for later, too; before any of them has looked where that goes.

    Fontconfig writes down which fonts there are. Where settings lie is left alone: there, input methods for
    Hangul tell programs how to reach them.
    """
    kept = folder()
    if kept is not None:
        os.environ["XDG_CACHE_HOME"] = str(kept / "cache")


def remembered(path: Path, file: Path) -> str:
    """Return how ``file`` names another one: a stick is called differently on every laptop."""
    kept = folder()
    if kept is None or file.parent != kept or kept.anchor != path.anchor:
        return str(path)
    same = kept.exists() and path.exists() and kept.stat().st_dev == path.stat().st_dev
    return os.path.relpath(path, kept) if same else str(path)


def _program() -> Path:
    """Return what a person sees as the program: on macOS the bundle, which is a folder."""
    run = Path(sys.executable)
    bundle = next((above for above in run.parents if above.suffix == _APP), None)
    return bundle or run
