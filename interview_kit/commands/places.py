"""``interview-kit places``: the ids that answers about places take."""

from __future__ import annotations

import click

from interview_kit.commands.speech import Speech, SpokenCommand
from interview_kit.errors import InputError
from interview_kit.values.places import gazetteer, in_words


@click.command("places", cls=SpokenCommand)
@click.argument("words", metavar="[WORDS]", default="")
@click.pass_obj
def places(speech: Speech, words: str) -> None:
    """List the places of the gazetteer, or those whose name or id holds WORDS."""
    found = [
        unit
        for unit in gazetteer().values()
        if any(words.casefold() in text.casefold() for text in (unit.id, *unit.names.values()))
    ]
    if not found:
        raise InputError("cli.no-place", words=words[:100])
    speech.table(
        ("cli.column-id", "cli.column-place"),
        [(unit.id, in_words(unit.id, speech.language)) for unit in found],
    )
    speech.give(
        [{"id": unit.id, "level": unit.level, "within": unit.parent, "names": unit.names} for unit in found]
    )
