"""``interview-kit bundle …``: looking at a bundle from outside."""

from __future__ import annotations

from pathlib import Path

import click

from interview_kit.bundle.opening import look_outside
from interview_kit.commands.speech import CommandGroup, Speech


@click.group(cls=CommandGroup)
def bundle() -> None:
    """Bundles, from outside."""


@bundle.command()
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
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
