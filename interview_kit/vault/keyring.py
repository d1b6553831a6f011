"""The keys of an open workspace: its header, what a slot opened, and how both change.

Every change replaces ``workspace.json`` as a whole, so a workspace that was cut off opens by the old header
or by the new one.
"""

from __future__ import annotations

import contextlib
from pathlib import Path

from interview_kit.crypto import keys
from interview_kit.crypto.recovery import RecoveryCode
from interview_kit.errors import RefusedError, StorageError
from interview_kit.files import write_atomically
from interview_kit.vault import header, slots
from interview_kit.vault.header import Header
from interview_kit.vault.slots import Holders, Slot, SlotSecret


class Keyring:
    """What an open workspace knows of its keys. Secret."""

    def __init__(self, folder: Path, read: Header, secret: SlotSecret) -> None:
        self._folder = folder
        self.header = read
        self.secret = secret

    @property
    def database_keys(self) -> tuple[bytes, ...]:
        """The database key, or the old and the new one where a rotation was cut off."""
        return header.database_keys(self.header, self.secret.workspace_key)

    @property
    def may_sign(self) -> bool:
        """Whether the workspace's own signing keys can be opened: not by escrow."""
        return self.secret.author_key is not None

    def author_wrapping(self) -> bytes:
        """Return the key under which signing keys lie.

        Raises :class:`RefusedError` ``vault.no-author-key`` where escrow opened the workspace.
        """
        if self.secret.author_key is None:
            raise RefusedError("vault.no-author-key")
        return keys.derive(self.secret.author_key, "signing keys")

    def set_database_keys(self, *database_keys: bytes) -> None:
        """Write the header with these database keys: one, or the old and the new one."""
        self._write(database=self._wrapped(*database_keys))

    def set_passphrase(self, passphrase: str, cost: keys.Cost) -> None:
        """Replace the passphrase. Whoever kept a copy of the folder still opens that with the old one.

        Takes as long as ``cost`` says.
        """
        new = slots.with_passphrase(self.header.id, self.secret, passphrase, cost)
        self._replace_kind(new)

    def set_recovery_code(self) -> tuple[RecoveryCode, str]:
        """Make a new recovery code in place of the one before; return it and its slot's id.

        It is known to the caller alone, who must show it now or never.
        """
        code = RecoveryCode.generate()
        new = slots.with_recovery_code(self.header.id, self.secret, code)
        self._replace_kind(new)
        return code, new.id

    def set_holders(self, holders: Holders) -> None:
        """Let this office and custodian open the workspace together, in place of those before."""
        self._replace_kind(slots.with_escrow(self.header.id, self.secret, holders))

    def renew(
        self,
        secret: SlotSecret,
        database_key: bytes,
        passphrase: str,
        cost: keys.Cost,
        holders: Holders | None,
    ) -> tuple[RecoveryCode, str]:
        """Go over to new keys and new slots; whatever opened the workspace before no longer does."""
        code, name = RecoveryCode.generate(), self.header.id
        recovery = slots.with_recovery_code(name, secret, code)
        new: list[Slot] = [slots.with_passphrase(name, secret, passphrase, cost), recovery]
        if holders is not None:
            new.append(slots.with_escrow(name, secret, holders))
        before, self.secret = self.secret, secret
        try:
            self._write(slots=tuple(new), database=self._wrapped(database_key))
        except BaseException:
            self.secret = before
            raise
        return code, recovery.id

    def write_again(self) -> None:
        """Write the header in force once more, where a write that failed may have left another.

        Raises :class:`StorageError`.
        """
        write_atomically(self._folder / header.FILE_NAME, header.written(self.header))

    def _wrapped(self, *database_keys: bytes) -> tuple[bytes, ...]:
        return tuple(
            header.wrap_database_key(self.header.id, self.secret.workspace_key, key) for key in database_keys
        )

    def _replace_kind(self, new: Slot) -> None:
        others = tuple(one for one in self.header.slots if one.kind != new.kind)
        self._write(slots=(*others, new))

    def _write(self, **changed: object) -> None:
        new = self.header.model_copy(update=changed)
        try:
            self.header = header.write_header(self._folder, new, self.secret.workspace_key)
        except StorageError:
            with contextlib.suppress(StorageError):  # the new one may be there already, and was called failed
                self.write_again()
            raise
