"""``interview-kit bundle …``: looking at a bundle from outside, and as the office it was sealed for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from interview_kit.bundle.opening import Verified, look_outside
from interview_kit.bundle.unpacking import unpack
from interview_kit.commands.opening import opened
from interview_kit.commands.speech import CommandGroup, Speech, passphrase_option
from interview_kit.files import copy_file, remove_if_possible
from interview_kit.office import archive
from interview_kit.office.reader import Reader
from interview_kit.vault import interviews
from interview_kit.vault.header import Role
from interview_kit.vault.workspace import new_id

_PATH = click.Path(path_type=Path)
office_option = click.option(
    "--office", metavar="DIR", type=_PATH, required=True, help="The office it was sealed for."
)


@click.group(cls=CommandGroup)
def bundle() -> None:
    """Bundles: from outside, and as their office reads them."""


@bundle.command()
@click.argument("file", metavar="FILE", type=_PATH)
@click.pass_obj
def inspect(speech: Speech, file: Path) -> None:
    """Show what a stranger who finds the file can see, and nothing more."""
    seen = look_outside(file)
    speech.say(
        "cli.seen-outside",
        size=seen.size,
        count=len(seen.recipients),
        kinds=", ".join(sorted(set(seen.recipients))),
    )
    speech.give({"size": seen.size, "recipients": list(seen.recipients)})


@bundle.command()
@click.argument("file", metavar="FILE", type=_PATH)
@office_option
@passphrase_option
@click.pass_obj
def verify(speech: Speech, file: Path, office: Path, passphrase_file: Path | None) -> None:
    """Check all of a bundle as its office does, and import nothing."""
    with opened(speech, office, Role.OFFICE, passphrase_file) as workspace:
        reader = Reader.of(workspace)
        verified = reader.read(file)
    _tell(speech, verified, reader)
    speech.give(_as_json(verified))


@bundle.command("open")
@click.argument("file", metavar="FILE", type=_PATH)
@click.argument("out", metavar="OUTDIR", type=_PATH)
@office_option
@passphrase_option
@click.pass_obj
def open_(speech: Speech, file: Path, out: Path, office: Path, passphrase_file: Path | None) -> None:
    """Check a bundle and unpack it in the clear, for other tools. It is logged.

    The identities in it stay closed.
    """
    with opened(speech, office, Role.OFFICE, passphrase_file) as workspace:
        reader, copy = Reader.of(workspace), interviews.unfinished(workspace, f"{new_id(16)}.ikb")
        try:  # on a stick, the file could be another one the second time it is read
            copy_file(file, copy)
            verified = reader.read(copy)
            archive.log(workspace, "bundle-opened", {"interview": verified.manifest.interview})
            files = unpack(copy, out, verified, reader.identities)
        finally:
            remove_if_possible(copy)
    _tell(speech, verified, reader)
    click.echo(speech.text("cli.opened", path=str(out)), err=True)
    speech.give({**_as_json(verified), "files": [str(one) for one in files]})


def _tell(speech: Speech, verified: Verified, reader: Reader) -> None:
    manifest = verified.manifest
    speech.say(
        "cli.verified", interview=manifest.interview, day=manifest.sealed[:10], bundle=verified.id.hex()
    )
    name = reader.laptops[manifest.chain].name
    speech.say("cli.signed-by", laptop=name, number=manifest.number)


def _as_json(verified: Verified) -> dict[str, Any]:
    return {"bundle": verified.id.hex(), "manifest": verified.manifest.model_dump(mode="json")}
