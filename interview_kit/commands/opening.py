"""Opening a workspace for one command."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable
from pathlib import Path

import click

from interview_kit.commands.speech import Speech, passphrase
from interview_kit.errors import StorageError
from interview_kit.trust import recovery
from interview_kit.vault import attempts, interviews, recordings
from interview_kit.vault.header import Role
from interview_kit.vault.workspace import Unlocked, Workspace, unlock


def patiently(speech: Speech, folder: Path, attempt: Callable[[], Unlocked]) -> Unlocked:
    """Unlock, after the time that wrong passphrases cost."""
    if seconds := attempts.seconds_to_wait(folder):
        click.echo(speech.text("vault.wait", seconds=seconds), err=True)
        time.sleep(seconds)
    return attempt()


def opened(speech: Speech, folder: Path, role: Role | None, passphrase_file: Path | None) -> Workspace:
    """Open a workspace of the given role or of either, and finish what its last session owes."""
    words = passphrase(speech, passphrase_file)
    workspace = Workspace(patiently(speech, folder, lambda: unlock(folder, words)))
    try:
        if role is not None:
            workspace.must_be(role)
        speech.mark(workspace.purpose)
        if workspace.role is Role.OFFICE and recovery.owed(workspace):
            click.echo(speech.text("cli.recovery-owed"), err=True)
        with contextlib.suppress(StorageError):  # a full disk must not bar the way in; it stays owed
            interviews.finish_owed(workspace)
            recordings.recover(workspace)
    except BaseException:
        workspace.close()
        raise
    return workspace
