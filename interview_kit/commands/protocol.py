"""``interview-kit protocol …``: the library of protocols."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import click

from interview_kit.commands.speech import CommandGroup, Speech
from interview_kit.protocol import library
from interview_kit.protocol.library import LoadedProtocol
from interview_kit.protocol.model import text_in


@click.group(cls=CommandGroup)
def protocol() -> None:
    """Protocols: what is asked."""


@protocol.command("list")
@click.pass_obj
def list_(speech: Speech) -> None:
    """List the protocols that ship with the program."""
    rows = library.shipped_protocols()
    speech.table(
        ("cli.column-protocol", "cli.column-title", "cli.column-languages"),
        [
            (
                one.protocol.key,
                text_in(one.protocol.title, speech.language, one.protocol.languages[0]),
                ", ".join(one.protocol.languages),
            )
            for one in rows
        ],
    )
    speech.give([_summary(one) for one in rows])


@protocol.command()
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.pass_obj
def check(speech: Speech, file: Path) -> None:
    """Check that a protocol can be conducted, and count what is in it."""
    loaded = library.load_file(file)
    kinds = _kinds(loaded)
    speech.say(
        "cli.protocol-fine",
        key=loaded.protocol.key,
        questions=kinds["question"],
        groups=kinds["group"],
        repeats=kinds["repeat"],
        languages=", ".join(loaded.protocol.languages),
    )
    speech.give(_summary(loaded) | {"warnings": []})


@protocol.command()
@click.argument("key", metavar="ID")
@click.pass_obj
def show(speech: Speech, key: str) -> None:
    """Show every question of a protocol with its path."""
    loaded = library.find(library.shipped_protocols(), key)
    questions = list(loaded.form.questions())
    speech.table(
        ("cli.column-path", "cli.column-type", "cli.column-question"),
        [
            (path, node.kit.type or node.type, text_in(node.label, speech.language, "en"))
            for path, node in questions
        ],
    )
    speech.give(
        _summary(loaded)
        | {
            "questions": [
                {
                    "path": path,
                    "type": node.type,
                    "kit": node.kit.model_dump(mode="json", exclude_defaults=True),
                    "label": node.label,
                    "choices": [
                        choice.value for choice in loaded.protocol.choices.get(node.choices or "", ())
                    ],
                    "relevant": node.relevant,
                    "required": node.required,
                    "constraint": node.constraint,
                }
                for path, node in questions
            ]
        }
    )


def _kinds(loaded: LoadedProtocol) -> Counter[str]:
    return Counter(node.kind.value for node in loaded.protocol.walk())


def _summary(loaded: LoadedProtocol) -> dict[str, object]:
    return {
        "protocol": loaded.protocol.key,
        "id": loaded.protocol.id,
        "version": loaded.protocol.version,
        "digest": loaded.digest.hex(),
        "title": loaded.protocol.title,
        "languages": list(loaded.protocol.languages),
        "counts": dict(_kinds(loaded)),
    }
