"""Reading what was attached to a draft: into memory, and nowhere else."""

from __future__ import annotations

from typing import Final

from interview_kit.errors import InputError
from interview_kit.interview.interview import Interview
from interview_kit.interview.tree import find
from interview_kit.vault import interviews
from interview_kit.vault.sidefiles import Reader
from interview_kit.vault.workspace import Workspace

#: What is larger is not held in memory whole.
MOST: Final = 64 * 1024 * 1024


def content(workspace: Workspace, interview: Interview, path: str, most: int = MOST) -> bytes:
    """Return the file that answers ``path``, every byte authentic.

    Raises :class:`InputError` ``vault.attachment-not-there`` or ``vault.attachment-large``, and what
    :class:`.Reader` does.
    """
    answer = find(interview.root, path).answer
    value = answer.value if answer else None
    named = value.get("attachment") if isinstance(value, dict) else None
    for stored in interviews.attachments(workspace, interview):
        if stored.id == named:
            if stored.size > most:
                raise InputError("vault.attachment-large", megabytes=most // (1024 * 1024))
            with Reader(stored.path(workspace), stored.key) as reader:
                return b"".join(reader.pieces())
    raise InputError("vault.attachment-not-there")
