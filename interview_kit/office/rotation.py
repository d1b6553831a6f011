"""Changing the office's keys, and writing down that it was done."""

from __future__ import annotations

from interview_kit.crypto import keys
from interview_kit.office import archive
from interview_kit.trust import office_keys
from interview_kit.vault.workspace import Workspace


def rotate(workspace: Workspace) -> None:
    """Give the office new keys. Logged."""
    office_keys.rotate(workspace)
    archive.log(workspace, "keys-rotated", {})


def rotate_custodian(
    workspace: Workspace, passphrase: str, new_passphrase: str, cost: keys.Cost | None = None
) -> None:
    """Give the custodian a new key and passphrase, as :func:`office_keys.rotate_custodian` does. Logged."""
    office_keys.rotate_custodian(workspace, passphrase, new_passphrase, cost)
    archive.log(workspace, "custodian-rotated", {})


def add_recipient(workspace: Workspace, recipient: str, name: str) -> None:
    """Let somebody else open what is sealed, as :func:`office_keys.add_recipient` does. Logged."""
    office_keys.add_recipient(workspace, recipient, name)
    archive.log(workspace, "recipient-added", {"name": name})


def remove_recipient(workspace: Workspace, name: str) -> None:
    """Seal no more to somebody, as :func:`office_keys.remove_recipient` does. Logged."""
    office_keys.remove_recipient(workspace, name)
    archive.log(workspace, "recipient-removed", {"name": name})
