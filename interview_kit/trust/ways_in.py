"""Changing the ways into a workspace, as a person does: words typed, and a sheet that must be in hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from interview_kit.crypto import digit_groups, keys
from interview_kit.crypto.recovery import RecoveryCode
from interview_kit.errors import InputError
from interview_kit.files import must_be_another_disk, must_take_files, write_atomically
from interview_kit.interview.journal import now
from interview_kit.trust import own, packs
from interview_kit.vault import attempts, header
from interview_kit.vault.header import Purpose
from interview_kit.vault.workspace import Workspace, unlock_with_code

#: What a file with a recovery sheet is called: as little as the sheet itself says.
SHEET_SUFFIX: Final = ".pdf"
_NOT_IN_HAND: Final = "recovery sheet not in hand"
_UNKNOWN: Final = "unknown"
_SHOWN_OF_NUMBER: Final = 6


@dataclass(frozen=True, slots=True)
class RecoverySheet:
    """A new recovery code, known here and nowhere else. Secret."""

    groups: tuple[str, ...]
    #: Tells this sheet from those it replaces.
    number: str
    day: str
    practice: bool

    def shows(self, number: int, typed: str) -> bool:
        """Tell whether somebody has read this group from the sheet; the first has number 1."""
        return digit_groups.read_digits(typed) == self.groups[number - 1]

    def save(self, folder: Path, language: str) -> Path:
        """Write the sheet as PDF into ``folder`` and return the file. Takes a second.

        Whoever calls has asked :func:`must_be_a_stick` first.
        """
        from interview_kit.sheets.recovery import recovery_sheet  # slow to import, and rarely wanted

        file = folder / f"{self.number}{SHEET_SUFFIX}"
        content = recovery_sheet(self.groups, self.number, self.day, language, practice=self.practice)
        write_atomically(file, content)
        return file


def must_be_a_stick(workspace: Workspace, folder: Path) -> None:
    """Refuse a folder that takes no files or lies on the workspace's disk, before a code is made for it.

    Raises :class:`StorageError`.
    """
    must_be_another_disk(folder, workspace.folder)
    must_take_files(folder)


def sheet_owed(workspace: Workspace) -> bool:
    """Tell whether nobody holds a recovery sheet yet, or nobody has shown that it came out readable."""
    made = [slot.id for slot in workspace.keyring.header.slots if slot.kind == "recovery"]
    return not made or workspace.setting(_NOT_IN_HAND) in (*made, _UNKNOWN)


def new_sheet(workspace: Workspace) -> RecoverySheet:
    """Make a new recovery code; sheets from before are void. It counts as owed until it is in hand."""
    return _owed(workspace, workspace.keyring.set_recovery_code)


def sheet_in_hand(workspace: Workspace) -> None:
    """Note that somebody has the sheet and can read it."""
    workspace.forget_setting(_NOT_IN_HAND)


def must_know(workspace: Workspace, passphrase: str) -> None:
    """Let only who knows the passphrase change the keys of a workspace that stands open. Takes a second.

    Raises :class:`InputError` ``vault.passphrase-wrong`` or ``vault.wait``.
    """
    attempts.must_not_wait(workspace.folder)
    try:
        header.open_with_passphrase(workspace.keyring.header, passphrase)
    except InputError:
        attempts.note_failure(workspace.folder)
        raise
    attempts.forget(workspace.folder)


def change_passphrase(workspace: Workspace, passphrase: str, cost: keys.Cost | None = None) -> None:
    """Replace the passphrase. Raises as :func:`own.check_passphrases` does."""
    own.check_passphrases(workspace.purpose, passphrase, about=(workspace.name,))
    workspace.keyring.set_passphrase(passphrase, cost or keys.calibrated())


def renew(workspace: Workspace, passphrase: str, cost: keys.Cost | None = None) -> RecoverySheet:
    """Change every key, because passphrase or sheet may be known; return the new sheet, which is owed.

    Raises as :func:`own.check_passphrases` and :meth:`Workspace.renew` do.
    """
    own.check_passphrases(workspace.purpose, passphrase, about=(workspace.name,))
    return _owed(workspace, lambda: workspace.renew(passphrase, packs.holders(workspace), cost))


def recover(folder: Path, typed: str, passphrase: str, cost: keys.Cost | None = None) -> Workspace:
    """Open a workspace with the code from the sheet, as it was typed, and give it a new passphrase.

    Raises :class:`InputError` where code or passphrase will not do; then the old passphrase stays.
    """
    workspace = Workspace(unlock_with_code(folder, RecoveryCode.parse(typed)))
    try:
        change_passphrase(workspace, passphrase, cost)
        attempts.forget(folder)
    except BaseException:
        workspace.close()
        raise
    return workspace


def wrong_groups(groups: Sequence[str]) -> tuple[int, ...]:
    """Return which of the groups typed so far hold a mistake, by number; one that is not whole holds none."""
    return digit_groups.wrong_groups(groups)


def _owed(workspace: Workspace, make: Callable[[], tuple[RecoveryCode, str]]) -> RecoverySheet:
    before = workspace.setting(_NOT_IN_HAND)
    workspace.set_setting(_NOT_IN_HAND, _UNKNOWN)  # cut off in between, a sheet may be void already
    try:
        code, slot = make()
    except BaseException:
        if before is None:
            workspace.forget_setting(_NOT_IN_HAND)
        else:
            workspace.set_setting(_NOT_IN_HAND, before)
        raise
    workspace.set_setting(_NOT_IN_HAND, slot)
    practice = workspace.purpose is Purpose.PRACTICE
    return RecoverySheet(code.groups, slot[:_SHOWN_OF_NUMBER], now()[:10], practice)
