"""``interview-kit protocol …``: the library of protocols."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import click

from interview_kit.commands.speech import CommandGroup, Speech
from interview_kit.errors import InputError
from interview_kit.files import storage_error, write_atomically
from interview_kit.messages import explain
from interview_kit.protocol import library
from interview_kit.protocol.formnode import FormNode
from interview_kit.protocol.library import LoadedProtocol
from interview_kit.protocol.model import Kind, Node, Side, text_in
from interview_kit.protocol.xforms.reading import read_protocol
from interview_kit.protocol.xforms.writing import write_xlsform
from interview_kit.values.missing import Missing


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
    loaded, warnings = read_protocol(file)
    kinds = _kinds(loaded)
    speech.say(
        "cli.protocol-fine",
        key=loaded.protocol.key,
        questions=kinds["question"],
        groups=kinds["group"],
        repeats=kinds["repeat"],
        languages=", ".join(loaded.protocol.languages),
    )
    told = [explain(warning, speech.language) for warning in warnings]
    for words in told:
        speech.say("cli.protocol-warning", words=words)
    speech.give(_summary(loaded) | {"warnings": told})


@protocol.command()
@click.argument("source", metavar="IN", type=click.Path(path_type=Path))
@click.argument("target", metavar="OUT", type=click.Path(path_type=Path))
@click.pass_obj
def convert(speech: Speech, source: Path, target: Path) -> None:
    """Turn a protocol into JSON or into an XLSForm workbook, by the end of OUT's name."""
    loaded, warnings = read_protocol(source)
    files: dict[str, bytes] = {}
    match target.suffix.lower():
        case ".json":
            body = loaded.body
        case ".xlsx":
            body, files = write_xlsform(loaded.protocol)
        case _:
            raise InputError("cli.convert-ending", path=str(target))
    for name, content in files.items():
        beside = target.with_name(f"{target.stem}-media")
        try:
            beside.mkdir(exist_ok=True)
        except OSError as error:
            raise storage_error(error, beside) from error
        write_atomically(beside / name, content)
    write_atomically(target, body)
    told = [explain(warning, speech.language) for warning in warnings]
    for words in told:
        speech.say("cli.protocol-warning", words=words)
    speech.say("cli.protocol-converted", key=loaded.protocol.key, path=str(target))
    speech.give(_summary(loaded) | {"file": str(target), "warnings": told})


@protocol.command()
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.pass_obj
def run(speech: Speech, file: Path) -> None:
    """Try a protocol out, here in the terminal. Nothing is kept."""
    from interview_kit.commands.conversation import converse

    loaded, warnings = read_protocol(file)
    for warning in warnings:
        speech.say("cli.protocol-warning", words=explain(warning, speech.language))
    speech.give({"protocol": loaded.protocol.key, "answers": converse(loaded, speech)})


@protocol.command()
@click.argument("key", metavar="ID")
@click.pass_obj
def show(speech: Speech, key: str) -> None:
    """Show every question of a protocol with its path, and what an answer may be."""
    loaded = library.find(library.shipped_protocols(), key)
    questions = list(loaded.form.questions())
    speech.table(
        (
            "cli.column-path",
            "cli.column-type",
            "cli.column-rules",
            "cli.column-choices",
            "cli.column-question",
        ),
        [
            (
                _numbered(loaded.form.at(path)),
                node.kit.type or node.type,
                _rules(speech, loaded.form.at(path)),
                _choices(loaded, node),
                text_in(node.label, speech.language, "en"),
            )
            for path, node in questions
        ],
    )
    for side in (Side.SOURCE, Side.CERTAINTY):
        if any(side in node.kit.sides for _, node in questions):
            codes = " ".join(choice.value for choice in loaded.protocol.choices.get(side, ()))
            speech.say("cli.side-codes", side=side.value, codes=codes)
    speech.say("cli.shown-protocol")
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
                    "repeat": loaded.form.repeat_around(path),
                    "identifying": loaded.form.at(path).identifying,
                    "needs": list(loaded.form.at(path).needs),
                    "missing": list(node.kit.missing),
                }
                for path, node in questions
            ]
        }
    )


def _numbered(form: FormNode) -> str:
    """Return the path with a place for the number of each repeat's instance."""
    if form.parent is None:
        return ""
    number = "[n]" if form.node.kind is Kind.REPEAT else ""
    return f"{_numbered(form.parent)}/{form.node.name}{number}"


def _rules(speech: Speech, form: FormNode) -> str:
    node, rules = form.node, []
    if node.required:
        rules.append(
            speech.text("cli.rule-required" if node.required == "true()" else "cli.rule-required-if")
        )
    if node.relevant:
        rules.append(speech.text("cli.rule-relevant"))
    if form.identifying:
        rules.append(speech.text("cli.rule-identifying"))
    if form.needs:
        rules.append(speech.text("cli.rule-needs", scopes=" ".join(form.needs)))
    if node.kit.picks:
        rules.append(speech.text("cli.rule-picks", repeat=node.kit.picks))
    if not node.kit.missing:
        rules.append(speech.text("cli.rule-none-missing"))
    elif node.kit.missing != tuple(Missing):
        rules.append(speech.text("cli.rule-missing", codes=" ".join(node.kit.missing)))
    return ", ".join(rules)


def _choices(loaded: LoadedProtocol, node: Node) -> str:
    values = [choice.value for choice in loaded.protocol.choices.get(node.choices or "", ())]
    return " ".join([*values, *(f"+{side}" for side in node.kit.sides)])


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
