"""How a command speaks: in which language, to a person or as JSON; and how it asks for passphrases."""

from __future__ import annotations

import getpass
import json
import re
import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TypeVar

import click
from rich.console import Console
from rich.table import Table

from interview_kit import messages
from interview_kit.errors import InputError, Parameter
from interview_kit.files import storage_error
from interview_kit.trust.comparing import Comparable
from interview_kit.vault.header import Purpose

PASSPHRASE_VARIABLE: Final = "INTERVIEW_KIT_PASSPHRASE_FILE"  # noqa: S105 - a variable's name
NEW_VARIABLE: Final = "INTERVIEW_KIT_NEW_PASSPHRASE_FILE"
CUSTODIAN_VARIABLE: Final = "INTERVIEW_KIT_CUSTODIAN_PASSPHRASE_FILE"

_OPTIONS: Final = {
    "cli.passphrase": "--passphrase-file",
    "cli.custodian-passphrase": "--custodian-passphrase-file",
    "cli.new-passphrase": "--new-passphrase-file",
    "cli.recovery-code": "--code-file",
}

#: What a terminal would obey instead of showing it: control characters and changes of direction. They come in
#: answers that laptops hand in and in names of files, and would hide words or forge them.
_OBEYED: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")

Command = TypeVar("Command", bound=Callable[..., Any])


@dataclass(slots=True)
class Speech:
    """The language and form of a command's output."""

    language: str
    as_json: bool
    #: Whether what is spoken of is practice.
    practice: bool = False

    def mark(self, purpose: Purpose) -> None:
        """Mark all that follows as practice if it is: a line on stderr, or a field of the JSON object."""
        self.practice = purpose is Purpose.PRACTICE
        if self.practice and not self.as_json:
            click.echo(self.text("cli.practice"), err=True)

    def say(self, key: str, /, **parameters: Parameter) -> None:
        """Tell a person something; silent where JSON is wanted."""
        if not self.as_json:
            click.echo(self.text(key, **parameters))

    def text(self, key: str, /, **parameters: Parameter) -> str:
        """Return a text in the person's language."""
        return _seen(messages.say(key, self.language, **parameters))

    def aloud(self, shown: Comparable) -> str:
        """Return a fingerprint to be read aloud: its digits, and below them its words."""
        return f"{shown.digits}\n  {shown.words[self.language]}"

    def give(self, document: Mapping[str, object] | Sequence[object]) -> None:
        """Print the one JSON document; silent where a person reads."""
        if self.practice and isinstance(document, Mapping):
            document = {**document, "practice": True}
        if self.as_json:
            written = json.dumps(document, ensure_ascii=False, indent=1)
            click.echo(_OBEYED.sub(lambda found: f"\\u{ord(found[0]):04x}", written))

    def table(self, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Print a table whose columns are named by message keys; silent where JSON is wanted."""
        if self.as_json:
            return
        drawn = Table(box=None, pad_edge=False, header_style="bold")
        for column in columns:
            drawn.add_column(self.text(column), overflow="fold")  # an ellipsis would swallow words
        for row in rows:
            drawn.add_row(*map(_seen, row))
        Console(highlight=False, markup=False).print(drawn)


def _seen(text: str) -> str:
    return _OBEYED.sub("\N{REPLACEMENT CHARACTER}", text)


class SpokenCommand(click.Command):
    """A command that takes ``--json`` and ``--language`` at its end as well as before its group."""

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        """Return the command's own parameters and the two that every command has."""
        return [*super().get_params(ctx), *_speech_options()]


class CommandGroup(click.Group):
    """A group of commands that all know how to speak."""

    command_class = SpokenCommand


def _speech_options() -> tuple[click.Option, ...]:
    def use_json(ctx: click.Context, _: click.Parameter, value: bool) -> None:
        if value:
            ctx.ensure_object(Speech).as_json = True

    def use_language(ctx: click.Context, _: click.Parameter, value: str | None) -> None:
        if value:
            ctx.ensure_object(Speech).language = value

    return (
        click.Option(
            ["--json"], is_flag=True, expose_value=False, callback=use_json, help="Print one JSON document."
        ),
        click.Option(
            ["--language"],
            type=click.Choice(list(messages.LANGUAGES)),
            expose_value=False,
            callback=use_language,
            help="Language of messages.",
        ),
    )


def _from_file(option: str, about: str, variable: str | None = None) -> Callable[[Command], Command]:
    """Return what gives a command an option that names a file with one secret line."""
    return click.option(option, type=click.Path(path_type=Path), envvar=variable, help=about)


passphrase_option = _from_file(
    "--passphrase-file",
    "File whose first line is the passphrase. Without it the passphrase is asked for.",
    PASSPHRASE_VARIABLE,
)
custodian_option = _from_file(
    "--custodian-passphrase-file",
    "File whose first line is the custodian's passphrase.",
    CUSTODIAN_VARIABLE,
)
new_passphrase_option = _from_file(
    "--new-passphrase-file", "File whose first line is the new passphrase.", NEW_VARIABLE
)
code_option = _from_file("--code-file", "File whose first line is the recovery code of the printed sheet.")


def passphrase(speech: Speech, file: Path | None, *, key: str = "cli.passphrase", new: bool = False) -> str:
    """Return the passphrase from a file, else ask for it without showing it; a new one is asked twice."""
    if file is None:
        with warnings.catch_warnings(action="error", category=getpass.GetPassWarning):
            try:
                typed: str = click.prompt(
                    speech.text(key),
                    hide_input=True,
                    confirmation_prompt=speech.text("cli.passphrase-again") if new else False,
                    err=True,
                )
            except getpass.GetPassWarning as error:  # what is typed would be seen, or nobody is there
                raise InputError("cli.passphrase-file-needed", option=_OPTIONS[key]) from error
        return typed
    try:
        with file.open(encoding="utf-8") as lines:
            return lines.readline().rstrip("\r\n")
    except OSError as error:
        raise storage_error(error, file) from error
    except UnicodeDecodeError as error:
        raise InputError("cli.passphrase-not-text", path=str(file)) from error
