"""``interview-kit``: every main job from the command line.

Exit status 0 done, 1 refused (the reason on stderr), 2 usage. ``--json`` prints one JSON document.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import traceback
from pathlib import Path
from typing import Any

import click

from interview_kit import __version__, messages
from interview_kit.commands import (
    bundle,
    dates,
    demo,
    field,
    maps,
    office,
    office_keys,  # noqa: F401 - adds its commands to the office's
    places,
    protocol,
    protocol_lint,  # noqa: F401 - adds its command to the protocol's
    protocol_print,  # noqa: F401 - adds its command to the protocol's
    team,  # noqa: F401 - adds its commands to the office's
    workspace,
)
from interview_kit.commands.speech import Speech
from interview_kit.errors import KitError
from interview_kit.guard import leave_no_traces


class _Group(click.Group):
    """Turns our errors into words on stderr and exit status 1."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except KitError as error:
            speech = ctx.find_object(Speech)
            language = speech.language if speech else messages.system_language()
            click.echo(messages.explain(error, language), err=True)
            ctx.exit(1)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as error:  # noqa: BLE001 - its words may be testimony: only kind and place are told
            place = traceback.extract_tb(error.__traceback__)[-1]
            where = f"{Path(place.filename).name}:{place.lineno}"
            language = messages.system_language()
            click.echo(
                messages.say("cli.unexpected", language, kind=type(error).__name__, place=where), err=True
            )
            ctx.exit(1)


@click.group(cls=_Group, invoke_without_command=True)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.option(
    "--language",
    type=click.Choice(list(messages.LANGUAGES)),
    default=messages.system_language,
    help="Language of messages.",
)
@click.version_option(__version__, prog_name="interview-kit")
@click.pass_context
def main(ctx: click.Context, as_json: bool, language: str) -> None:
    """Record testimony offline, seal it, and carry it to the office.

    Without a command: the desktop program.
    """
    ctx.obj = Speech(language, as_json)
    if ctx.invoked_subcommand is None:
        _start_desktop(language)


def run() -> None:
    """What ``interview-kit`` runs. Tests call ``main``, which leaves their own process as it is."""
    leave_no_traces()
    main()


def _start_desktop(language: str) -> None:
    beside = shutil.which("interview-kit-desktop", path=str(Path(sys.executable).parent))
    program = beside or shutil.which("interview-kit-desktop")
    if program is None:
        raise KitError("cli.no-desktop")
    sys.exit(subprocess.run([program, "--language", language], check=False).returncode)


for command in (
    field.field,
    office.office,
    protocol.protocol,
    places.places,
    maps.draw_map,
    dates.dates,
    bundle.bundle,
    workspace.workspace,
    demo.demo,
):
    main.add_command(command)
