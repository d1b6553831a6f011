"""``interview-kit dates``: what is understood when somebody types a date in words."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from interview_kit.commands import phrase_tables
from interview_kit.commands.speech import Speech, SpokenCommand
from interview_kit.errors import InputError
from interview_kit.values import edtf
from interview_kit.values.date_lexicon import LANGUAGES
from interview_kit.values.date_phrases import Context, understood
from interview_kit.values.dates_in_words import how_in_words, in_words


@click.command("dates", cls=SpokenCommand)
@click.argument("words", metavar="[WORDS]...", nargs=-1)
@click.option("--in", "said_in", type=click.Choice(LANGUAGES), help="Language of WORDS, if not of messages.")
@click.option("--born", metavar="EDTF", help="When the person was born, for ages.")
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), help="The day from which 'last year' is counted.")
@click.option("--table", type=click.Path(path_type=Path), help="Try a table of phrases instead.")
@click.option("--bounds", is_flag=True, help="Of a table compare the days only, not how they are written.")
@click.pass_obj
def dates(
    speech: Speech,
    words: tuple[str, ...],
    said_in: str | None,
    born: str | None,
    today: datetime | None,
    table: Path | None,
    bounds: bool,
) -> None:
    """Show how WORDS are understood as a date, best first; or what of a table is understood otherwise."""
    if table is not None:
        _try(speech, table, bounds_only=bounds)
        return
    if not words:
        raise click.UsageError("Missing argument 'WORDS' or option '--table'.")
    context = Context(edtf.parse(born) if born else None, today.date() if today else None)
    readings = understood(" ".join(words), said_in or speech.language, context)
    if not readings:
        raise InputError("cli.no-date")
    found = [(one.date, how_in_words(one.how, speech.language)) for one in readings]
    speech.table(
        (
            "cli.column-edtf",
            "cli.column-earliest",
            "cli.column-latest",
            "cli.column-meaning",
            "cli.column-how",
        ),
        [
            (
                date.edtf,
                str(date.earliest or ""),
                str(date.latest or ""),
                in_words(date, speech.language),
                how,
            )
            for date, how in found
        ],
    )
    speech.give(
        [
            {
                "edtf": date.edtf,
                "earliest": date.earliest.isoformat() if date.earliest else None,
                "latest": date.latest.isoformat() if date.latest else None,
                "precision": date.precision.value,
                "words": in_words(date, speech.language),
                "how": how,
            }
            for date, how in found
        ]
    )


def _try(speech: Speech, table: Path, *, bounds_only: bool) -> None:
    """Print the rows that are understood otherwise than the table says. Raises InputError if any are."""
    first = 1 if bounds_only else 0
    rows = list(phrase_tables.rows(table))
    other = [row for row in rows if row.expected()[first:] != row.found()[first:]]
    speech.table(
        ("cli.column-line", "cli.column-phrase", "cli.column-expected", "cli.column-found"),
        [(str(row.line), row.phrase, " ".join(row.expected()), " ".join(row.found())) for row in other],
    )
    speech.give(
        [
            {"line": row.line, "phrase": row.phrase, "expected": row.expected(), "found": row.found()}
            for row in other
        ]
    )
    if other:
        raise InputError("cli.phrases-differ", count=len(other), rows=len(rows))
    speech.say("cli.phrases-agree", rows=len(rows))
