"""What is still to solve before an interview can be sealed, as commands tell it."""

from __future__ import annotations

from typing import NamedTuple

from interview_kit.commands.speech import Speech
from interview_kit.interview.interview import Interview
from interview_kit.protocol.model import Texts, text_in


class ToSolve(NamedTuple):
    """One thing to solve: where, at which question, and what."""

    path: str
    question: str
    message: str


def to_solve(speech: Speech, interview: Interview) -> list[ToSolve]:
    """Return what keeps an interview from being sealed, in the protocol's order."""
    protocol, form = interview.loaded.protocol, interview.loaded.form

    def told(texts: Texts) -> str:
        return text_in(texts, speech.language, protocol.languages[0])

    found = []
    for problem in interview.problems():
        if problem.level == "error":
            question, words = told(form.at(problem.path).node.label), told(problem.words)
            message = speech.text(problem.code) if words in ("", question) else words
            found.append(ToSolve(problem.path, question, message))
    return found


def tell(speech: Speech, found: list[ToSolve]) -> None:
    """Show a person the list."""
    speech.table(("cli.column-path", "cli.column-question", "cli.column-problem"), found)


def as_json(found: list[ToSolve]) -> list[dict[str, str]]:
    """Return the list for ``--json``."""
    return [one._asdict() for one in found]
