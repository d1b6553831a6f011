"""Changing the office's keys: logged, and recovery files are written anew where there are shares."""

from __future__ import annotations

from pathlib import Path

from interview_kit.crypto import keys
from interview_kit.errors import InputError
from interview_kit.files import must_take_files
from interview_kit.office import archive
from interview_kit.trust import custody, office_keys, recovery
from interview_kit.vault.workspace import Workspace


def rotate(workspace: Workspace, recovery_folder: Path | None = None) -> None:
    """Give the office new keys. Logged.

    Raises :class:`InputError` ``trust.recovery-folder-owed`` before anything changes, where shares are made
    and nobody says where the recovery files go. Cut off after that, they are owed (:func:`recovery.owed`).
    """
    _must_be_told(workspace, recovery_folder)
    office_keys.rotate(workspace)
    archive.log(workspace, "keys-rotated", {})
    if recovery_folder is not None:
        recovery.write(workspace, recovery_folder)


def rotate_custodian(
    workspace: Workspace,
    passphrase: str,
    new_passphrase: str,
    recovery_folder: Path | None = None,
    cost: keys.Cost | None = None,
) -> None:
    """Give the custodian a new key and passphrase, as :func:`office_keys.rotate_custodian` does. Logged.

    Raises as :func:`rotate` does, too.
    """
    _must_be_told(workspace, recovery_folder)
    office_keys.rotate_custodian(workspace, passphrase, new_passphrase, cost)
    archive.log(workspace, "custodian-rotated", {})
    if recovery_folder is not None:
        recovery.write(workspace, recovery_folder, custody.identities(workspace, new_passphrase))


def _must_be_told(workspace: Workspace, recovery_folder: Path | None) -> None:
    if not recovery.are_made(workspace):
        return
    if recovery_folder is None:
        raise InputError("trust.recovery-folder-owed")
    must_take_files(recovery_folder)


def add_recipient(workspace: Workspace, recipient: str, name: str) -> None:
    """Let somebody else open what is sealed, as :func:`office_keys.add_recipient` does. Logged."""
    office_keys.add_recipient(workspace, recipient, name)
    archive.log(workspace, "recipient-added", {"name": name})


def remove_recipient(workspace: Workspace, name: str) -> None:
    """Seal no more to somebody, as :func:`office_keys.remove_recipient` does. Logged."""
    office_keys.remove_recipient(workspace, name)
    archive.log(workspace, "recipient-removed", {"name": name})
