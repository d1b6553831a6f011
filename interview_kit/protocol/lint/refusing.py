"""Whether a witness can always say that they do not know, or do not want to say."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from interview_kit.protocol.form import Form
from interview_kit.protocol.formnode import FormNode
from interview_kit.protocol.lint.consenting import about, about_consent, first_granter
from interview_kit.protocol.lint.finding import Finding
from interview_kit.protocol.lint.wording import heard
from interview_kit.protocol.model import BaseType, Choice, Kind, Protocol
from interview_kit.values.missing import Missing

_WAYS_OUT: Final = {Missing.DONT_KNOW, Missing.REFUSED}


def findings(form: Form) -> Iterator[Finding]:
    """Yield questions without a way out, and lists that hold missing values as choices."""
    granter = first_granter(form)
    for node in form.nodes:
        before = granter is not None and node.index < granter.index and not node.needs
        if not before and _asks(node, form.protocol) and not _WAYS_OUT.intersection(node.node.kit.missing):
            yield Finding("no-way-out", node.path)
    for name, choices in form.protocol.choices.items():
        for choice in choices:
            words = missing_words(choice)
            if words is not None:
                language, label = words
                yield Finding(
                    "missing-as-choice",
                    f"choices/{name}/{choice.value}",
                    language,
                    {"label": label[:100], "list": name},
                )


def missing_words(choice: Choice) -> tuple[str | None, str] | None:
    """Return language and words where a choice is really a missing value, else None."""
    if choice.value in set(Missing):
        return None, choice.value
    for language, label in choice.label.items():
        if heard("missing", label, language):
            return language, label
    return None


def _asks(node: FormNode, protocol: Protocol) -> bool:
    """Whether a node asks a witness for something they may not know or not want to tell.

    Consent is given or not, and an acknowledgement says that something was done: it is a confirmation, or
    a list of one choice. How consent was given, and what only the interviewer knows, is not asked of the
    witness either. Questions before the first about consent set the interview up; nobody is asked yet.
    """
    asked = node.node
    if asked.kind is not Kind.QUESTION or asked.kit.grants or asked.readonly == "true()":
        return False
    if asked.type is BaseType.ACKNOWLEDGE or about_consent(node):
        return False
    if about(node, "aside") or about(node, "team"):
        return False
    return asked.choices is None or len(protocol.choices[asked.choices]) > 1
