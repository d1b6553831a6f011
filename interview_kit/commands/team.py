"""``interview-kit office …``: who is in the team, whose bundles count, and what the team is told."""

from __future__ import annotations

from pathlib import Path

import click

from interview_kit.commands.office import office
from interview_kit.commands.opening import opened
from interview_kit.commands.speech import Speech, new_passphrase_option, passphrase, passphrase_option
from interview_kit.office import archive, reports, revocation
from interview_kit.office.chains import chains
from interview_kit.trust import supervisors, team
from interview_kit.trust.roster import roster
from interview_kit.vault.header import Role

_PATH = click.Path(path_type=Path)


@office.command()
@click.argument("folder", metavar="DIR", type=_PATH)
@passphrase_option
@click.pass_obj
def laptops(speech: Speech, folder: Path, passphrase_file: Path | None) -> None:
    """List the enrolled laptops: up to where each counts, and what is missing of it."""
    with opened(speech, folder, Role.OFFICE, passphrase_file) as workspace:
        known, found = roster(workspace).values(), chains(workspace)
    speech.table(
        (
            "cli.column-laptop",
            "cli.column-key",
            "cli.column-standing",
            "cli.column-missing",
            "cli.column-doubled",
        ),
        [
            (
                one.name,
                one.key[:8],
                speech.text(f"cli.laptop-{one.ended.why}", number=one.ended.number)
                if one.ended
                else speech.text("cli.laptop-enrolled"),
                reports.missing(found[one.key]),
                ", ".join(map(str, found[one.key].doubled)),
            )
            for one in known
        ],
    )
    speech.give(
        [
            {
                "laptop": one.key,
                "name": one.name,
                "fingerprint": one.fingerprint,
                "enrolled": one.enrolled,
                "standing": one.ended.why if one.ended else "enrolled",
                "counts_up_to": one.ended.number if one.ended else None,
                "bundles": [link.number for link in found[one.key].links],
                "missing": [list(gap) for gap in found[one.key].missing],
                "doubled": list(found[one.key].doubled),
                "broken": list(found[one.key].broken),
            }
            for one in known
        ]
    )


@office.command()
@click.argument("folder", metavar="DIR", type=_PATH)
@click.argument("laptop", metavar="LAPTOP")
@click.option("--reason", required=True, help="Why; it is logged.")
@click.option(
    "--last",
    metavar="NUMBER|BUNDLE",
    help="The last bundle that counts, by seal number or id; 0 for none. Without it, all without a gap.",
)
@passphrase_option
@click.pass_obj
def revoke(
    speech: Speech, folder: Path, laptop: str, reason: str, last: str | None, passphrase_file: Path | None
) -> None:
    """Trust a laptop, by its name or key, up to a bundle and no further. What comes after it is held."""
    with opened(speech, folder, Role.OFFICE, passphrase_file) as workspace:
        found = revocation.find_laptop(workspace, laptop)
        number, held = revocation.revoke(workspace, found, reason, _number(last))
    speech.say("cli.revoked", name=found.name, number=number, held=held)
    speech.give({"laptop": found.key, "counts_up_to": number, "held": held})


def _number(last: str | None) -> int | str | None:
    """Return a seal number as one; an id is never as short."""
    return int(last) if last is not None and last.isdecimal() and len(last) < 8 else last


@office.command()
@click.argument("folder", metavar="DIR", type=_PATH)
@passphrase_option
@click.pass_obj
def held(speech: Speech, folder: Path, passphrase_file: Path | None) -> None:
    """List the bundles that are whole and signed, and do not count."""
    with opened(speech, folder, Role.OFFICE, passphrase_file) as workspace:
        rows = revocation.held(workspace)
    speech.table(
        ("cli.column-bundle", "cli.column-laptop", "cli.column-number", "cli.column-date"),
        [(one.bundle.hex()[:16], one.laptop.name, str(one.number), one.sealed[:10]) for one in rows],
    )
    speech.give(
        [
            {
                "bundle": one.bundle.hex(),
                "interview": one.interview,
                "laptop": one.laptop.key,
                "number": one.number,
                "sealed": one.sealed,
            }
            for one in rows
        ]
    )


@office.command()
@click.argument("folder", metavar="DIR", type=_PATH)
@click.argument("bundle", metavar="BUNDLE")
@click.option("--reason", required=True, help="Why; both supervisors sign it.")
@click.option("--by", "names", nargs=2, required=True, metavar="NAME NAME", help="The two supervisors.")
@click.option(
    "--supervisor-passphrase-files",
    "files",
    nargs=2,
    type=_PATH,
    metavar="FILE FILE",
    help="Their passphrases, in the same order. Without it they are asked for.",
)
@passphrase_option
@click.pass_obj
def release(
    speech: Speech,
    folder: Path,
    bundle: str,
    reason: str,
    names: tuple[str, str],
    files: tuple[Path, Path] | None,
    passphrase_file: Path | None,
) -> None:
    """Let a held bundle count, because two supervisors say so."""
    with opened(speech, folder, Role.OFFICE, passphrase_file) as workspace:
        first, second = (
            (name, passphrase(speech, file, key="cli.supervisor-passphrase"))
            for name, file in zip(names, files or (None, None), strict=True)
        )
        done = revocation.release(workspace, bundle, reason, first, second)
    speech.say("cli.released", interview=done.interview)
    speech.give({"bundle": done.bundle.hex(), "interview": done.interview})


@office.command("supervisors")
@click.argument("folder", metavar="DIR", type=_PATH)
@click.option(
    "--add", metavar="NAME", help="Let somebody sign as a supervisor, with a passphrase of their own."
)
@click.option("--remove", metavar="NAME", help="Let somebody sign no more.")
@passphrase_option
@new_passphrase_option
@click.pass_obj
def supervisors_(
    speech: Speech,
    folder: Path,
    add: str | None,
    remove: str | None,
    passphrase_file: Path | None,
    new_passphrase_file: Path | None,
) -> None:
    """List who can sign as a supervisor, where two must agree; add or remove somebody."""
    with opened(speech, folder, Role.OFFICE, passphrase_file) as workspace:
        if add is not None:
            words = passphrase(speech, new_passphrase_file, key="cli.new-passphrase", new=True)
            supervisors.add(workspace, add, words)
            archive.log(workspace, "supervisor-added", {"name": add})
        if remove is not None:
            supervisors.remove(workspace, remove)
            archive.log(workspace, "supervisor-removed", {"name": remove})
        names = supervisors.names(workspace)
    speech.table(("cli.column-supervisor",), [(name,) for name in names])
    speech.give({"supervisors": names})


@office.command("team")
@click.argument("folder", metavar="DIR", type=_PATH)
@click.argument("out", metavar="OUT.ikp", type=_PATH)
@passphrase_option
@click.pass_obj
def team_(speech: Speech, folder: Path, out: Path, passphrase_file: Path | None) -> None:
    """Write a team pack, which only the team reads: who is in it, and which bundles are in a backup."""
    with opened(speech, folder, Role.OFFICE, passphrase_file) as workspace:
        number = team.write_team_pack(workspace, out)
    speech.say("cli.team-written", path=str(out), number=number)
    speech.give({"path": str(out), "number": number})
