"""Locking replaces the process, so that keys and text leave with the old memory."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn


def desktop_command(workspace: Path | None = None) -> list[str]:
    """Return the command that opens the desktop program, to unlock ``workspace`` if given."""
    frozen = bool(getattr(sys, "frozen", False))
    # -P: a folder we happen to stand in, perhaps on a stick, must not provide modules
    program = [sys.executable] if frozen else [sys.executable, "-P", "-m", "interview_kit_ui.app"]
    return [*program, str(workspace)] if workspace is not None else program


def replace_process(command: Sequence[str]) -> NoReturn:
    """End this process and run ``command`` in its place; nothing of this process runs afterwards.

    POSIX keeps the process id. Windows cannot, so a new process is started and this one ends at
    once.
    """
    if sys.platform == "win32":
        import subprocess

        subprocess.Popen(command, close_fds=True)
        os._exit(0)
    os.execv(command[0], list(command))  # noqa: S606 - our own program, and no shell is wanted


def relaunch(workspace: Path | None, replace: Callable[[Sequence[str]], object] = replace_process) -> None:
    """Start over at the unlock window of ``workspace``; everything is flushed and closed."""
    replace(desktop_command(workspace))
