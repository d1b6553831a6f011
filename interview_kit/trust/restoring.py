"""Restoring a backup with the recovery code, or by office and custodian together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from interview_kit.counting import Progress
from interview_kit.crypto import keys
from interview_kit.crypto.age import HybridIdentity
from interview_kit.crypto.recovery import RecoveryCode
from interview_kit.trust import own, packs, roster
from interview_kit.trust.roster import AHEAD
from interview_kit.vault import backup, header, restoring
from interview_kit.vault.header import Header, Role
from interview_kit.vault.slots import SlotSecret
from interview_kit.vault.workspace import Workspace

OpenSlot = Callable[[Header], SlotSecret]


def by_code(code: RecoveryCode) -> OpenSlot:
    """Return what opens a header by the printed recovery code."""
    return lambda read: header.open_with_recovery_code(read, code)


def by_escrow(office: Sequence[HybridIdentity], custodian: Sequence[HybridIdentity]) -> OpenSlot:
    """Return what opens a header by what office and custodian hold."""
    return lambda read: header.open_escrow(read, office, custodian)


def restore(
    file: Path,
    folder: Path,
    open_slot: OpenSlot,
    passphrase: str,
    *,
    cost: keys.Cost | None = None,
    progress: Progress = lambda done, total: None,
) -> Workspace:
    """Make a workspace again from a backup, under a new passphrase, and return it open.

    A laptop's has new keys, so the office must enrol it again; its drafts are all there. Raises as
    :func:`.own.check_passphrases` and :func:`interview_kit.vault.restoring.restore` do.
    """
    opened = backup.open_backup(file, open_slot)
    own.check_passphrases(opened.header.purpose, passphrase)
    workspace = restoring.restore(
        opened, folder, passphrase, new_keys=own.renew_keys, cost=cost, progress=progress
    )
    try:
        if workspace.role is Role.OFFICE:  # laptops may have seen what was written since the backup
            packs.set_number(workspace, packs.number(workspace) + AHEAD)
            roster.count_on(workspace, AHEAD)
        office = packs.pinned(workspace) if workspace.role is Role.FIELD else None
        if office is not None:
            packs.let_in(workspace, office)
    except BaseException:  # it is whole and opens, but nobody has it in hand
        workspace.close()
        raise
    return workspace
