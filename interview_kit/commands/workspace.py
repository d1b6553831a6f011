"""``interview-kit workspace …``: the care of a workspace, whichever kind it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import click

from interview_kit import messages
from interview_kit.commands.opening import opened, patiently
from interview_kit.commands.progress import shown
from interview_kit.commands.speech import (
    CommandGroup,
    Speech,
    code_option,
    custodian_option,
    new_passphrase_option,
    passphrase,
    passphrase_option,
)
from interview_kit.crypto.recovery import RecoveryCode
from interview_kit.errors import StorageError
from interview_kit.interview.journal import now
from interview_kit.trust import comparing, custody, own, restoring, ways_in
from interview_kit.trust.ways_in import RecoverySheet
from interview_kit.vault import backup as backups
from interview_kit.vault import checking, repairing
from interview_kit.vault.header import Role, read_header
from interview_kit.vault.workspace import Workspace, unlock, unlock_with_code

_PATH = click.Path(path_type=Path)


@click.group(cls=CommandGroup)
def workspace() -> None:
    """Keys, backups and repair of a workspace."""


@workspace.command()
@click.argument("folder", metavar="DIR", type=_PATH)
@click.option("--new-passphrase", "change", flag_value="passphrase", help="Replace the passphrase.")
@click.option(
    "--new-sheet", "change", flag_value="sheet", help="Make a new recovery code; older sheets are void."
)
@click.option(
    "--renew",
    "change",
    flag_value="everything",
    help="Change every key, because passphrase or sheet may be known.",
)
@click.option(
    "--sheet",
    "stick",
    metavar="OUTDIR",
    type=_PATH,
    help="Write the recovery sheet as PDF to this stick. Without it the code is printed.",
)
@passphrase_option
@new_passphrase_option
@code_option
@click.pass_obj
def slots(
    speech: Speech,
    folder: Path,
    change: str | None,
    stick: Path | None,
    passphrase_file: Path | None,
    new_passphrase_file: Path | None,
    code_file: Path | None,
) -> None:
    """List the ways to open a workspace, or change them.

    With --code-file the recovery code opens it instead of the passphrase.
    """
    if change is None:
        _list_slots(speech, folder)
        return
    with _opened_either_way(speech, folder, passphrase_file, code_file) as here:
        if change != "passphrase" and stick is not None:
            ways_in.must_be_a_stick(here, stick)
        if change == "sheet":
            _hand_out(speech, here, ways_in.new_sheet(here), stick)
            return
        words = passphrase(speech, new_passphrase_file, key="cli.new-passphrase", new=True)
        if change == "passphrase":
            ways_in.change_passphrase(here, words)
            speech.say("cli.passphrase-replaced")
            speech.give({"changed": "passphrase"})
        else:
            made = ways_in.renew(here, words)
            speech.say("cli.keys-renewed")
            _hand_out(speech, here, made, stick)


def _list_slots(speech: Speech, folder: Path) -> None:
    found = read_header(folder)
    speech.mark(found.purpose)
    speech.table(
        ("cli.column-slot", "cli.column-number"),
        [(speech.text(f"cli.slot-{slot.kind}"), slot.id[:6]) for slot in found.slots],
    )
    speech.give([{"kind": slot.kind, "id": slot.id} for slot in found.slots])


def _opened_either_way(
    speech: Speech, folder: Path, passphrase_file: Path | None, code_file: Path | None
) -> Workspace:
    if code_file is None:
        return opened(speech, folder, None, passphrase_file)
    return Workspace(unlock_with_code(folder, _code(speech, code_file)))


def _code(speech: Speech, file: Path | None) -> RecoveryCode:
    return RecoveryCode.parse(passphrase(speech, file, key="cli.recovery-code"))


def _hand_out(speech: Speech, here: Workspace, sheet: RecoverySheet, stick: Path | None) -> None:
    """Give the new recovery code away: it is known now or never."""
    if stick is not None:
        try:
            file = sheet.save(stick, speech.language)
        except StorageError as error:  # the code is already in force: better on the screen than nowhere
            click.echo(messages.explain(error, speech.language), err=True)
        else:
            ways_in.sheet_in_hand(here)
            speech.say("cli.sheet-written", path=str(file), number=sheet.number)
            speech.give({"sheet": str(file), "number": sheet.number})
            return
    ways_in.sheet_in_hand(here)
    code = " ".join(sheet.groups)
    speech.say("cli.recovery-code-is", code=code, number=sheet.number)
    speech.give({"recovery_code": code, "number": sheet.number})


@workspace.command()
@click.argument("folder", metavar="DIR", type=_PATH)
@click.argument("stick", metavar="OUTDIR", type=_PATH)
@passphrase_option
@click.pass_obj
def backup(speech: Speech, folder: Path, stick: Path, passphrase_file: Path | None) -> None:
    """Write an encrypted copy of everything to a stick, and read it back."""
    with opened(speech, folder, None, passphrase_file) as here, shown(speech, "cli.backing-up") as progress:
        written = backups.write(here, stick, now(), progress)
    speech.say("cli.backup-written", path=str(written.file), size=written.size)
    if written.missing:
        click.echo(speech.text("cli.backup-missing", count=written.missing), err=True)
    speech.give(
        {
            "backup": str(written.file),
            "size": written.size,
            "made": written.made,
            "missing": written.missing,
        }
    )


@workspace.command()
@click.argument("file", metavar="FILE.ikw", type=_PATH)
@click.argument("folder", metavar="DIR", type=_PATH)
@click.option(
    "--office",
    metavar="OFFICE",
    type=_PATH,
    help="Open it with this office and its custodian instead of the recovery code.",
)
@code_option
@passphrase_option
@custodian_option
@new_passphrase_option
@click.pass_obj
def restore(
    speech: Speech,
    file: Path,
    folder: Path,
    office: Path | None,
    code_file: Path | None,
    passphrase_file: Path | None,
    custodian_passphrase_file: Path | None,
    new_passphrase_file: Path | None,
) -> None:
    """Make a workspace again from a backup, in the empty folder DIR.

    An interviewer's workspace comes back as a new device, which the office must enrol.
    """
    if office is None:
        opens = restoring.by_code(_code(speech, code_file))
    else:
        with opened(speech, office, Role.OFFICE, passphrase_file) as there:
            custodian = passphrase(speech, custodian_passphrase_file, key="cli.custodian-passphrase")
            opens = restoring.by_escrow(own.identities(there), custody.identities(there, custodian))
    words = passphrase(speech, new_passphrase_file, key="cli.new-passphrase", new=True)
    with (
        shown(speech, "cli.restoring") as progress,
        restoring.restore(file, folder, opens, words, progress=progress) as here,
    ):
        speech.mark(here.purpose)
        role = here.role
        ours = comparing.own(here) if role is Role.FIELD else None
    fingerprint = speech.aloud(ours) if ours else ""
    speech.say(f"cli.restored-{role.value}", path=str(folder), fingerprint=fingerprint)
    speech.give({"folder": str(folder), "fingerprint": ours.digits if ours else None})


@workspace.command()
@click.argument("folder", metavar="DIR", type=_PATH)
@click.option("--repair", is_flag=True, help="Mend the database, and say in its journals what is lost.")
@passphrase_option
@click.pass_obj
@click.pass_context
def check(
    ctx: click.Context, speech: Speech, folder: Path, repair: bool, passphrase_file: Path | None
) -> None:
    """Read every page, journal, attachment and bundle, and say what is damaged."""
    if repair:
        _repair(speech, folder, passphrase_file)
        return
    with opened(speech, folder, None, passphrase_file) as here, shown(speech, "cli.checking") as progress:
        found = checking.check(here, progress=progress)
    if found.faults:
        click.echo(speech.text("cli.damaged-database", count=found.faults), err=True)
    _name(speech, "cli.damaged-journal", found.journals)
    _name(speech, "cli.damaged-attachment", found.attachments)
    _name(speech, "cli.damaged-bundle", found.bundles)
    speech.say("cli.workspace-whole" if found.whole else "cli.workspace-damaged")
    speech.give({"whole": found.whole, **asdict(found)})
    if not found.whole:
        ctx.exit(1)


def _repair(speech: Speech, folder: Path, passphrase_file: Path | None) -> None:
    words = passphrase(speech, passphrase_file)
    unlocked = patiently(speech, folder, lambda: unlock(folder, words))
    with shown(speech, "cli.repairing") as progress:
        done = repairing.repair(unlocked, new_keys=own.make_keys, progress=progress)
    _name(speech, "cli.table-short", done.tables)
    _name(speech, "cli.journal-mended", done.mended)
    _name(speech, "cli.interview-lost", done.lost)
    if done.new_keys:
        click.echo(speech.text("cli.enrol-again"), err=True)
    if done.whole:
        speech.say("cli.workspace-whole")
    else:
        speech.say("cli.repaired", rows=done.rows)
    speech.give(asdict(done))


def _name(speech: Speech, key: str, names: Sequence[str]) -> None:
    for name in names:
        click.echo(speech.text(key, name=name), err=True)
