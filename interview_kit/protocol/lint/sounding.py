"""How questions sound that are read aloud: leading, presupposing, doubled, closed, too long to listen to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from interview_kit.protocol.form import Form
from interview_kit.protocol.formnode import FormNode
from interview_kit.protocol.lint.finding import Finding
from interview_kit.protocol.lint.told import READ_ALOUD
from interview_kit.protocol.lint.wording import ASKED, heard, sentences, wordings_of
from interview_kit.protocol.model import BaseType, Kind, Texts

#: A label a listener can still hold in mind, in characters.
MAX_LABEL: Final = 300


def findings(form: Form) -> Iterator[Finding]:
    """Yield what is wrong with how questions sound."""
    for node in form.nodes:
        if node.node.kind is Kind.QUESTION or (node.node.kind is Kind.NOTE and not node.node.kit.level):
            yield from _sound(node)
            yield from _length(node)


def _sound(node: FormNode) -> Iterator[Finding]:
    kinds = ["loaded", "doubled"]
    if not node.node.kit.grants:  # whether one agrees is what a consent question must ask
        kinds.insert(0, "leading")
    if not _asked_because(node):
        kinds.append("presupposes")
    for column in READ_ALOUD:
        texts: Texts = getattr(node.node, column)
        for language, text in texts.items():
            for kind in kinds:
                words = heard(kind, text, language)
                if words is not None:
                    yield Finding(kind, node.path, language, {"words": words[:100]})
    if _is_long_text(node):
        for language, text in node.node.label.items():
            if closed(text, language):
                yield Finding("closed", node.path, language)


def _asked_because(node: FormNode) -> bool:
    """Whether something was told before that a question is asked for: it may name what was told."""
    here: FormNode | None = node
    while here is not None and here.node.relevant is None:
        here = here.parent
    return here is not None


def _is_long_text(node: FormNode) -> bool:
    asked = node.node
    return (
        asked.kind is Kind.QUESTION
        and asked.type is BaseType.TEXT
        and asked.kit.type is None
        and "multiline" in asked.appearance.split()
    )


def _length(node: FormNode) -> Iterator[Finding]:
    for language, text in node.node.label.items():
        if len(text) > MAX_LABEL and node.node.kind is Kind.QUESTION:
            yield Finding("long-label", node.path, language, {"length": len(text), "most": MAX_LABEL})
        if _plain(text) and _plain(text) == _plain(node.node.hint.get(language, "")):
            yield Finding("hint-repeats", node.path, language)


def _plain(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())


def closed(text: str, language: str) -> bool:
    """Whether every question of a text can be answered by yes or no."""
    fitting = wordings_of("closed", language)
    asked = [sentence for sentence in sentences(text) if sentence.endswith(ASKED)]
    return bool(asked) and all(any(one.found_in(sentence) for one in fitting) for sentence in asked)
