"""Making a workspace again from a backup.

A laptop's comes back as a new device: it signs with new keys and counts its seals from one, because the
laptop it was copied from may still be there; with the recovery code it can still read what is written to that
one. An office comes back as the office it was, or every laptop
would lose it.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path
from typing import Final

from interview_kit.counting import Progress
from interview_kit.crypto import keys
from interview_kit.errors import RefusedError
from interview_kit.vault import backup, database, header, interviews, slots
from interview_kit.vault.backup import Opened
from interview_kit.vault.header import Header, Role
from interview_kit.vault.slots import SlotSecret
from interview_kit.vault.workspace import Unlocked, Workspace, made_in, new_id

#: What the workspace was before, kept inside: its id, and the key id it signed with.
RESTORED: Final = "restored"


def restore(
    opened: Opened,
    folder: Path,
    passphrase: str,
    *,
    new_keys: Callable[[Workspace], None],
    cost: keys.Cost | None = None,
    progress: Progress = lambda done, total: None,
) -> Workspace:
    """Make the workspace of a backup again in ``folder``, empty or not there yet, and return it open.

    ``new_keys`` gives a laptop the keys it signs with from now on. The new workspace has a passphrase and no
    other slot yet. Whatever fails, what was made until then is removed again. Raises :class:`RefusedError`
    ``vault.backup-damaged``, or ``vault.no-author-key`` for an office without its recovery code.
    """
    before = opened.header
    if before.role is Role.OFFICE and opened.secret.author_key is None:
        raise RefusedError("vault.no-author-key")
    identifier = before.id if before.role is Role.OFFICE else new_id()
    secret = SlotSecret.generate()
    old_key = header.database_keys(before, opened.secret.workspace_key)[0]
    with made_in(folder):
        backup.unpack(opened, folder, progress)
        _adopt(folder, old_key, identifier)
        new = Header(
            id=identifier,
            role=before.role,
            purpose=before.purpose,
            slots=(slots.with_passphrase(identifier, secret, passphrase, cost or keys.calibrated()),),
            database=(header.wrap_database_key(identifier, secret.workspace_key, old_key),),
        )
        workspace = Workspace(Unlocked(folder, new, secret))
        try:
            with workspace.transaction():
                if opened.secret.author_key is not None:
                    _carry_over(workspace, opened.secret.author_key)
                else:
                    workspace.database.run("DELETE FROM secret")
                if before.role is Role.FIELD:
                    workspace.set_setting(RESTORED, {"workspace": before.id, "author": workspace.author})
                workspace.owe_rotation()
            if before.role is Role.FIELD:
                new_keys(workspace)
            header.write_header(folder, new, secret.workspace_key)
            interviews.finish_owed(workspace)
        except BaseException:
            workspace.close()
            raise
    return workspace


def _adopt(folder: Path, key: bytes, identifier: str) -> None:
    """Write the new workspace's id into the database, without which it would count as another's."""
    with contextlib.closing(database.Database(folder / database.FILE_NAME, key)) as opened:
        opened.migrate()
        opened.run("UPDATE setting SET value = json_quote(?) WHERE name = 'workspace'", (identifier,))


def _carry_over(workspace: Workspace, author_key: bytes) -> None:
    """Put the secrets there were under the new author key."""
    wrapping = keys.derive(author_key, "signing keys")
    for name, box in workspace.database.run("SELECT name, box FROM secret"):
        workspace.keep_secret(name, keys.unwrap(wrapping, box, name.encode()))
