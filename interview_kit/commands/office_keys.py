"""``interview-kit office …``: changing the office's keys, so that laptops follow and nothing is lost."""

from __future__ import annotations

from pathlib import Path

import click

from interview_kit.commands.office import office
from interview_kit.commands.opening import opened
from interview_kit.commands.speech import (
    Speech,
    custodian_option,
    new_passphrase_option,
    passphrase,
    passphrase_option,
)
from interview_kit.office import rotation
from interview_kit.trust import office_keys, packs
from interview_kit.vault.header import Role

_PATH = click.Path(path_type=Path)


@office.command()
@click.argument("folder", metavar="DIR", type=_PATH)
@click.option("--custodian", is_flag=True, help="The custodian's key instead, with a new passphrase.")
@passphrase_option
@custodian_option
@new_passphrase_option
@click.pass_obj
def rotate(
    speech: Speech,
    folder: Path,
    custodian: bool,
    passphrase_file: Path | None,
    custodian_passphrase_file: Path | None,
    new_passphrase_file: Path | None,
) -> None:
    """Give the office new keys. Those before still open what was sealed to them; hand out a new pack."""
    with opened(speech, folder, Role.OFFICE, passphrase_file) as workspace:
        if custodian:
            old = passphrase(speech, custodian_passphrase_file, key="cli.custodian-passphrase")
            new = passphrase(speech, new_passphrase_file, key="cli.new-passphrase", new=True)
            rotation.rotate_custodian(workspace, old, new)
        else:
            rotation.rotate(workspace)
        fingerprint = packs.office_fingerprint(workspace)
    speech.say("cli.rotated", fingerprint=fingerprint)
    speech.give({"fingerprint": fingerprint})


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
        fingerprint = packs.office_fingerprint(workspace)
    speech.table(
        ("cli.column-name", "cli.column-recipient"),
        [(called, f"{key[:16]}…{key[-8:]}") for key, called in known.items()],
    )
    if add or remove:
        speech.say("cli.rotated", fingerprint=fingerprint)
    speech.give({"recipients": known, "fingerprint": fingerprint})
