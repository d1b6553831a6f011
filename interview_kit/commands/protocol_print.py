"""``interview-kit protocol print``: a protocol, or its consent sheet, on paper."""

from __future__ import annotations

from pathlib import Path

import click

from interview_kit import messages
from interview_kit.commands.protocol import protocol
from interview_kit.commands.speech import Speech
from interview_kit.files import write_atomically
from interview_kit.protocol import library
from interview_kit.protocol.library import LoadedProtocol
from interview_kit.protocol.xforms.reading import read_protocol
from interview_kit.sheets.drawing import CONSENT, QUESTIONS, draw_paper


@protocol.command("print")
@click.argument("source", metavar="FILE_OR_ID")
@click.option("--language", type=click.Choice(list(messages.LANGUAGES)), help="Language of the sheets.")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="Where the PDF goes.")
@click.option("--consent", is_flag=True, help="The consent sheet instead of the questions.")
@click.pass_obj
def print_(speech: Speech, source: str, language: str | None, out: Path, consent: bool) -> None:
    """Make a PDF to print and fill in by hand: all questions, or the consent sheet."""
    loaded = _found(source)
    sheet = draw_paper(loaded, CONSENT if consent else QUESTIONS, language or speech.language)
    write_atomically(out, sheet)
    speech.say("cli.protocol-printed", key=loaded.protocol.key, path=str(out))
    speech.give({**loaded.reference(), "file": str(out), "consent": consent})


def _found(source: str) -> LoadedProtocol:
    """Return the protocol of a file, else the shipped one of that name."""
    path = Path(source)
    if path.suffix and path.exists():
        return read_protocol(path)[0]
    return library.find(library.shipped_protocols(), source)
