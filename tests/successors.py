"""Workspaces in which an interview goes on that was begun in another one."""

from __future__ import annotations

import shutil

from interview_kit.vault import drafts, interviews, journals, protocols
from interview_kit.vault.workspace import ATTACHMENTS, Workspace


def moved(interview: str, before: Workspace, after: Workspace) -> None:
    """Put a draft into another workspace, as it comes back from a backup: rows and side files."""
    protocol = drafts.open_draft(before, interview).interview.loaded
    protocols.keep(after, protocol)
    with after.transaction():
        for entry in journals.of(before, interview).entries():
            if entry.counter == 1:
                stored = journals.begin(after, interview, protocol.digest, entry)
            else:
                stored.append(entry)
        for table in ("attachment", "recording"):
            rows = before.database.run(f"SELECT * FROM {table} WHERE interview = ?", (interview,))  # noqa: S608 - the names above
            for row in rows:
                after.database.run(f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", row)  # noqa: S608 - the names above
    shutil.copytree(before.folder / ATTACHMENTS, after.folder / ATTACHMENTS, dirs_exist_ok=True)
    assert interviews.find(after, interview).state == "draft"
