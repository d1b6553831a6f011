"""``interview-kit office …``: changing the office's keys, so that laptops follow and nothing is lost."""

from __future__ import annotations

from pathlib import Path

import click

from interview_kit import messages
from interview_kit.commands.office import office
from interview_kit.commands.opening import opened
from interview_kit.commands.speech import (
    Speech,
    custodian_option,
    new_passphrase_option,
    passphrase,
    passphrase_option,
)
from interview_kit.crypto.age import HybridIdentity
from interview_kit.crypto.shares import Share
from interview_kit.errors import InputError
from interview_kit.files import must_be_another_disk, must_take_files, write_atomically
from interview_kit.interview.journal import now
from interview_kit.office import archive, rotation
from interview_kit.trust import comparing, custody, office_keys, recovery
from interview_kit.vault.header import Purpose, Role

_PATH = click.Path(path_type=Path)
recovery_folder_option = click.option(
    "--recovery-folder", metavar="DIR", type=_PATH, help="Where the files go that shares on paper open."
)


@office.command()
@click.argument("folder", metavar="DIR", type=_PATH)
@click.option("--custodian", is_flag=True, help="The custodian's key instead, with a new passphrase.")
@recovery_folder_option
@passphrase_option
@custodian_option
@new_passphrase_option
@click.pass_obj
def rotate(
    speech: Speech,
    folder: Path,
    custodian: bool,
    recovery_folder: Path | None,
    passphrase_file: Path | None,
    custodian_passphrase_file: Path | None,
    new_passphrase_file: Path | None,
) -> None:
    """Give the office new keys. Those before still open what was sealed to them; hand out a new pack."""
    with opened(speech, folder, Role.OFFICE, passphrase_file) as workspace:
        if custodian:
            old = passphrase(speech, custodian_passphrase_file, key="cli.custodian-passphrase")
            new = passphrase(speech, new_passphrase_file, key="cli.new-passphrase", new=True)
            rotation.rotate_custodian(workspace, old, new, recovery_folder)
        else:
            rotation.rotate(workspace, recovery_folder)
        shown = comparing.office(workspace)
    speech.say("cli.rotated", fingerprint=speech.aloud(shown))
    speech.give({"fingerprint": shown.digits})


@office.command()
@click.argument("folder", metavar="DIR", type=_PATH)
@click.option("--add", metavar="RECIPIENT", help="An age recipient (age1pq…) that opens bundles from now on.")
@click.option("--name", default="", help="What you call the key that is added.")
@click.option("--remove", metavar="NAME", help="Seal no more to this one.")
@passphrase_option
@click.pass_obj
def recipients(
    speech: Speech,
    folder: Path,
    add: str | None,
    name: str,
    remove: str | None,
    passphrase_file: Path | None,
) -> None:
    """List who else opens what is sealed for this office, such as a key kept elsewhere; add or remove one."""
    with opened(speech, folder, Role.OFFICE, passphrase_file) as workspace:
        if add is not None:
            rotation.add_recipient(workspace, add, name or add[-8:])
        if remove is not None:
            rotation.remove_recipient(workspace, remove)
        known = office_keys.further_recipients(workspace)
        shown = comparing.office(workspace)
    speech.table(
        ("cli.column-name", "cli.column-recipient"),
        [(called, f"{key[:16]}…{key[-8:]}") for key, called in known.items()],
    )
    if add or remove:
        speech.say("cli.rotated", fingerprint=speech.aloud(shown))
    speech.give({"recipients": known, "fingerprint": shown.digits})


@office.command()
@click.argument("folder", metavar="DIR", type=_PATH)
@click.option("--need", type=int, required=True, metavar="K", help="How many shares open the recovery file.")
@click.option("--among", type=int, required=True, metavar="N", help="How many shares are made, at most 16.")
@click.option("--sheets", metavar="STICK", type=_PATH, required=True, help="Where the sheets go, as PDF.")
@click.option("--custodian", is_flag=True, help="For the custodian's keys instead.")
@recovery_folder_option
@passphrase_option
@custodian_option
@click.pass_obj
def shares(
    speech: Speech,
    folder: Path,
    need: int,
    among: int,
    sheets: Path,
    custodian: bool,
    recovery_folder: Path | None,
    passphrase_file: Path | None,
    custodian_passphrase_file: Path | None,
) -> None:
    """Make shares on paper, any K of which restore the office's keys with the recovery file.

    Print the sheets, give each to somebody else, and destroy the files. Shares made before open only
    recovery files from before.
    """
    if recovery_folder is None:
        raise InputError("trust.recovery-folder-owed")
    with opened(speech, folder, Role.OFFICE, passphrase_file) as workspace:
        must_be_another_disk(sheets, workspace.folder)
        must_take_files(sheets)
        must_take_files(recovery_folder)
        identities: tuple[HybridIdentity, ...] = ()
        if custodian:
            words = passphrase(speech, custodian_passphrase_file, key="cli.custodian-passphrase")
            identities = custody.identities(workspace, words)
        made, given = recovery.make_shares(need, among)
        sheets_made = _sheets(speech, given, sheets, practice=workspace.purpose is Purpose.PRACTICE)
        whose: recovery.Whose = "custodian" if custodian else "office"
        file = recovery.hand_out(workspace, whose, made, recovery_folder, identities)
    speech.say("cli.shares-made", count=among, need=need, path=str(sheets), file=file.name)
    speech.give({"sheets": [str(one) for one in sheets_made], "files": [str(file)]})


@office.command("recovery-files")
@click.argument("folder", metavar="DIR", type=_PATH)
@click.argument("out", metavar="OUTDIR", type=_PATH)
@click.option("--custodian", is_flag=True, help="The custodian's too, with the custodian's passphrase.")
@passphrase_option
@custodian_option
@click.pass_obj
def recovery_files(
    speech: Speech,
    folder: Path,
    out: Path,
    custodian: bool,
    passphrase_file: Path | None,
    custodian_passphrase_file: Path | None,
) -> None:
    """Write the files anew that shares on paper open, as after another laptop was enrolled."""
    with opened(speech, folder, Role.OFFICE, passphrase_file) as workspace:
        must_take_files(out)
        identities: tuple[HybridIdentity, ...] = ()
        if custodian:
            words = passphrase(speech, custodian_passphrase_file, key="cli.custodian-passphrase")
            identities = custody.identities(workspace, words)
        files = recovery.write(workspace, out, identities)
        if not files:
            raise InputError("trust.no-shares")
        owed = recovery.owed(workspace)
    speech.say("cli.recovery-files", files=", ".join(file.name for file in files))
    speech.give({"files": [str(file) for file in files], "owed": list(owed)})


def _sheets(speech: Speech, made: tuple[Share, ...], folder: Path, *, practice: bool) -> list[Path]:
    from interview_kit.sheets.share import share_sheet  # slow to import

    files = []
    for one in made:
        kind, day = f"{one.set_number:05d}", now()[:10]
        sheet = share_sheet(
            one.groups, one.number, len(made), one.threshold, kind, day, speech.language, practice=practice
        )
        files.append(folder / f"{kind}-{one.number}.pdf")
        write_atomically(files[-1], sheet)
    return files


@office.command()
@click.argument("file", metavar="FILE.ikk", type=_PATH)
@click.argument("folder", metavar="DIR", type=_PATH)
@click.option(
    "--share-file",
    "share_files",
    multiple=True,
    type=_PATH,
    metavar="FILE",
    help="File whose first line is a share; give as many as are needed. Without it they are asked for.",
)
@passphrase_option
@new_passphrase_option
@click.pass_obj
def recover(
    speech: Speech,
    file: Path,
    folder: Path,
    share_files: tuple[Path, ...],
    passphrase_file: Path | None,
    new_passphrase_file: Path | None,
) -> None:
    """Restore an office's keys from a recovery file and shares, as a new office in the empty folder DIR.

    A custodian's file gives the custodian of the office in DIR a new passphrase. What laptops still hold
    can be exported and imported again.
    """
    secrets = recovery.read(file, _shares(speech, share_files))
    new = passphrase(speech, new_passphrase_file, key="cli.new-passphrase", new=True)
    if isinstance(secrets, recovery.CustodianSecrets):
        with opened(speech, folder, Role.OFFICE, passphrase_file) as workspace:
            recovery.recover_custodian(workspace, secrets, new)
            archive.log(workspace, "custodian-recovered", {})
        speech.say("cli.custodian-recovered")
        speech.give({"folder": str(folder)})
        return
    with recovery.recover_office(folder, secrets, new) as workspace:
        speech.mark(workspace.purpose)
        archive.log(workspace, "office-recovered", {})
        shown = comparing.office(workspace)
    speech.say("cli.office-recovered", path=str(folder), fingerprint=speech.aloud(shown))
    speech.give({"folder": str(folder), "fingerprint": shown.digits})


def _shares(speech: Speech, files: tuple[Path, ...]) -> list[Share]:
    """Read shares from files, or ask for one after the other until there are enough."""
    if files:
        return [Share.parse(passphrase(speech, file, key="cli.share")) for file in files]
    given: list[Share] = []
    while not given or len(given) < given[0].threshold:
        typed = click.prompt(speech.text("cli.share", number=len(given) + 1), err=True)
        try:
            given.append(Share.parse(typed))
        except InputError as error:
            click.echo(messages.explain(error, speech.language), err=True)
    return given
