"""``interview-kit protocol lint``: what a protocol should not do to a witness or to the evidence."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Final

import click

from interview_kit import messages
from interview_kit.commands.protocol import protocol
from interview_kit.commands.speech import Speech
from interview_kit.interview.linting import lint as lint_form
from interview_kit.protocol.lint.finding import Finding
from interview_kit.protocol.xforms.reading import read_protocol

#: Paths of undecided conditions that a person is told; JSON has them all.
_TOLD: Final = 5


@protocol.command()
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.pass_context
def lint(ctx: click.Context, file: Path) -> None:
    """Look for questions that lead, expose or cannot be refused, and for what can never happen.

    Exit status 1 if there is anything to mend; what is only advice does not count.
    """
    speech = ctx.ensure_object(Speech)
    loaded, _ = read_protocol(file)
    found = lint_form(loaded.form)
    levels = Counter(one.level for one in found.findings)
    key = loaded.protocol.key
    if found.findings:
        speech.table(
            ("lint.column-level", "cli.column-path", "lint.column-language", "lint.column-finding"),
            [_row(speech, one) for one in found.findings],
        )
        speech.say("lint.summary", key=key, errors=levels["error"], advice=levels["advice"])
    else:
        speech.say("lint.clean", key=key)
    if found.undecided:
        paths = ", ".join(found.undecided[:_TOLD]) + ("…" if len(found.undecided) > _TOLD else "")
        speech.say("lint.undecided", count=len(found.undecided), paths=paths)
    speech.give(
        {
            "protocol": key,
            "errors": levels["error"],
            "advice": levels["advice"],
            "findings": [_as_json(one) for one in found.findings],
            "undecided": found.undecided,
        }
    )
    ctx.exit(1 if levels["error"] else 0)


def _row(speech: Speech, one: Finding) -> tuple[str, str, str, str]:
    words = speech.text(f"lint.{one.code}", **one.parameters)
    return speech.text(f"lint.{one.level}"), one.path, one.language or "", words


def _as_json(one: Finding) -> dict[str, object]:
    return {
        "code": one.code,
        "level": one.level,
        "path": one.path,
        "language": one.language,
        "words": {
            language: messages.say(f"lint.{one.code}", language, **one.parameters)
            for language in messages.LANGUAGES
        },
    }
