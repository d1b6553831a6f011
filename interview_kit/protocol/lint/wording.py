"""How questions sound that are read aloud: leading, presupposing, doubled, closed.

Which wordings those are is data, ``resources/lint/wording.toml``, with what each stands for.
"""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from interview_kit.data import shipped
from interview_kit.protocol.form import Form
from interview_kit.protocol.formnode import FormNode
from interview_kit.protocol.lint.finding import Finding
from interview_kit.protocol.lint.told import READ_ALOUD, tongue
from interview_kit.protocol.model import BaseType, Kind, Texts

#: A label a listener can still hold in mind, in characters.
MAX_LABEL: Final = 300
#: No sentence that is read aloud is longer; what is longer is looked at as far as this.
MAX_SENTENCE: Final = 2_000
_SENTENCES: Final = re.compile(r"[^.?!。？！\n]+[.?!。？！]*")
_EXPRESSION: Final = re.compile(r"\$\{[^}]*\}")
_FRAGMENT: Final = re.compile(r"<(\w+)>")
_ASKED: Final = ("?", "？")


@dataclass(frozen=True, slots=True)
class Wording:
    """One wording to avoid, in one language."""

    kind: str
    language: str
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None
    stands_for: str
    asked: bool

    def found_in(self, sentence: str) -> str | None:
        """Return the words of a sentence that are such a wording, or None."""
        if self.asked and not sentence.endswith(_ASKED):
            return None
        found = self.pattern.search(sentence)
        if found is None or (self.unless is not None and self.unless.search(sentence)):
            return None
        return found[0].strip(" ,;:¿") or sentence


@functools.cache
def wordings() -> tuple[Wording, ...]:
    """Return every wording to avoid, in every language that is looked at."""
    read = tomllib.loads(shipped("resources", "lint", "wording.toml").read_text("utf-8"))

    def compiled(entry: dict[str, Any], name: str) -> re.Pattern[str] | None:
        fragments = read["fragments"].get(entry["language"], {})
        text = entry.get(name)
        if text is None:
            return None
        for _ in range(2):  # a fragment may hold another
            text = _FRAGMENT.sub(lambda found: fragments.get(found[1], found[0]), text)
        return re.compile(text, re.IGNORECASE)

    found = []
    for entry in read["wording"]:
        pattern = compiled(entry, "pattern")
        assert pattern is not None, entry
        found.append(
            Wording(
                entry["kind"],
                entry["language"],
                pattern,
                compiled(entry, "unless"),
                entry["stands_for"],
                entry.get("asked", False),
            )
        )
    return tuple(found)


def sentences(text: str) -> list[str]:
    """Return the sentences of a text, each with what it ends in; expressions in it leave a gap."""
    whole = _EXPRESSION.sub("＿", text)
    return [one.strip()[:MAX_SENTENCE] for one in _SENTENCES.findall(whole) if one.strip()]


def heard(kind: str, text: str, language: str) -> str | None:
    """Return the words of a text that are of one kind of wording, in a language; None if there are none."""
    fitting = [one for one in wordings() if one.kind == kind and one.language == tongue(language)]
    for sentence in sentences(text):
        for wording in fitting:
            words = wording.found_in(sentence)
            if words is not None:
                return words
    return None


def closed(text: str, language: str) -> bool:
    """Whether every question of a text can be answered by yes or no."""
    fitting = [one for one in wordings() if one.kind == "closed" and one.language == tongue(language)]
    asked = [sentence for sentence in sentences(text) if sentence.endswith(_ASKED)]
    return bool(asked) and all(any(one.found_in(sentence) for one in fitting) for sentence in asked)


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
