"""Opening a workspace for one command."""

from __future__ import annotations

import contextlib
from pathlib import Path

from interview_kit.commands.speech import Speech, passphrase
from interview_kit.errors import StorageError
from interview_kit.vault import interviews
from interview_kit.vault.header import Role
from interview_kit.vault.workspace import Workspace, open_workspace


def opened(speech: Speech, folder: Path, role: Role, passphrase_file: Path | None) -> Workspace:
    """Open a workspace of the given role, and finish what its last session owes."""
    workspace = open_workspace(folder, passphrase(speech, passphrase_file))
    try:
        workspace.must_be(role)
        speech.mark(workspace.purpose)
        with contextlib.suppress(StorageError):  # a full disk must not bar the way in; it stays owed
            interviews.finish_owed(workspace)
    except BaseException:
        workspace.close()
        raise
    return workspace
