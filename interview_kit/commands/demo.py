"""``interview-kit demo``: the whole way once, with invented witnesses."""

from __future__ import annotations

from pathlib import Path

import click

from interview_kit import demo as demonstration
from interview_kit.commands.office import tell_table
from interview_kit.commands.progress import shown
from interview_kit.commands.speech import Speech, SpokenCommand
from interview_kit.study import read_study


@click.command(cls=SpokenCommand)
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path), required=False)
@click.option(
    "--study",
    "study_file",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Record the interviews of a synthetic study instead.",
)
@click.option("--passphrase", "only_passphrase", is_flag=True, help="Print the demo's passphrase.")
@click.pass_context
def demo(ctx: click.Context, folder: Path | None, study_file: Path | None, only_passphrase: bool) -> None:
    """Take three invented witnesses from the first question to the office's archive, in DIR."""
    speech = ctx.ensure_object(Speech)
    if only_passphrase:
        click.echo(demonstration.PASSPHRASE)
        return
    if folder is None:
        raise click.UsageError("Missing argument 'DIR'.", ctx)
    speech.practice = True
    if study_file is None:
        table = demonstration.run(folder, speech.say)
    else:
        told = read_study(study_file)
        with shown(speech, "cli.recording-study") as progress:
            table = demonstration.run_study(folder, told, speech.say, progress)
    tell_table(speech, table)
    speech.say(
        "cli.demo-done",
        path=str(folder),
        passphrase=demonstration.PASSPHRASE,
        custodian=demonstration.CUSTODIAN_PASSPHRASE,
    )
    speech.give(
        {
            "laptop": str(folder / "laptop"),
            "office": str(folder / "office"),
            "passphrase": demonstration.PASSPHRASE,
            "custodian_passphrase": demonstration.CUSTODIAN_PASSPHRASE,
        }
    )
