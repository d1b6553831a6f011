"""Wordings the lint looks for. They are data, ``resources/lint/wording.toml``, with what each stands for."""

from __future__ import annotations

import functools
import re
import tomllib
from dataclasses import dataclass
from typing import Any, Final

from interview_kit.data import shipped
from interview_kit.protocol.lint.told import tongue

#: No sentence that is read aloud is longer; what is longer is looked at as far as this.
MAX_SENTENCE: Final = 2_000
_SENTENCES: Final = re.compile(r"[^.?!。？！\n]+[.?!。？！]*")
_EXPRESSION: Final = re.compile(r"\$\{[^}]*\}")
_FRAGMENT: Final = re.compile(r"<(\w+)>")
ASKED: Final = ("?", "？")


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
        if self.asked and not sentence.endswith(ASKED):
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


@functools.cache
def wordings_of(kind: str, language: str) -> tuple[Wording, ...]:
    """Return the wordings of one kind in the language of a tag; none where it is not looked at."""
    return tuple(one for one in wordings() if one.kind == kind and one.language == tongue(language))


def sentences(text: str) -> list[str]:
    """Return the sentences of a text, each with what it ends in; expressions in it leave a gap."""
    whole = _EXPRESSION.sub("＿", text)
    return [one.strip()[:MAX_SENTENCE] for one in _SENTENCES.findall(whole) if one.strip()]


def heard(kind: str, text: str, language: str) -> str | None:
    """Return the words of a text that are of one kind of wording, in a language; None if there are none."""
    fitting = wordings_of(kind, language)
    for sentence in sentences(text):
        for wording in fitting:
            words = wording.found_in(sentence)
            if words is not None:
                return words
    return None
