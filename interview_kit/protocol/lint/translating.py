"""Whether everything is said in every language a protocol can be conducted in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from interview_kit.protocol.bound import template
from interview_kit.protocol.form import Form
from interview_kit.protocol.formnode import FormNode
from interview_kit.protocol.lint.finding import Finding
from interview_kit.protocol.lint.told import Told, everything_told, tongue
from interview_kit.protocol.lint.wording import ASKED

_WORD: Final = re.compile(r"[^\W\d_]+")
_EXPRESSION: Final = re.compile(r"\$\{[^}]*\}")
_HANGUL: Final = re.compile(r"[가-힣ㄱ-ㅎ]")
#: Words from which on the same text in two languages is no coincidence such as “Hospital” or “Kim Il Sung”.
_SENTENCE: Final = 4
#: What stands where a translation is to come.
_UNFINISHED: Final = re.compile(
    r"\W*(todo|tbd|fixme|xxx+|번역\s*(필요|예정|중|할 것)|por traducir|pendiente de traducir)(?!\w)",
    re.IGNORECASE,
)


def findings(form: Form) -> Iterator[Finding]:
    """Yield what is missing in a language, or was left as another language has it."""
    languages = form.protocol.languages
    for told in everything_told(form):
        written = [language for language in languages if told.texts.get(language, "").strip()]
        there = [language for language in written if _says_something(told.texts[language])] or written
        if not there:
            if told.needed:
                yield Finding("no-words", told.path, None, {"column": told.column})
            continue
        for language in languages:
            if language not in there:
                yield Finding("not-translated", told.path, language, {"column": told.column})
        if told.column not in ("language_names",) and not told.column.startswith("media::"):
            yield from _alike(told, there)
            yield from _placeholders(told, there, form.root)


def _says_something(text: str) -> bool:
    """Whether a text is more than a dash, an invisible mark or a note that it is to be translated."""
    return any(one.isalnum() for one in text) and not _UNFINISHED.match(text)


def _alike(told: Told, languages: list[str]) -> Iterator[Finding]:
    seen: dict[str, str] = {}
    for language in languages:
        text = told.texts[language].strip()
        other = seen.setdefault(text, language)
        if tongue(other) == tongue(language):
            continue
        words = _WORD.findall(_EXPRESSION.sub(" ", text))
        if _foreign(text, words, language) or _foreign(text, words, other):
            wrong = language if _foreign(text, words, language) else other
            right = other if wrong == language else language
            yield Finding("foreign-words", told.path, wrong, {"column": told.column, "other": right})
        elif len(words) >= _SENTENCE or (len(words) > 1 and text.endswith(ASKED)):
            yield Finding("same-words", told.path, language, {"column": told.column, "other": other})


def _foreign(text: str, words: list[str], language: str) -> bool:
    """Whether the script alone shows that a text is in another language. Abbreviations are in none."""
    if tongue(language) == "ko":
        return not _HANGUL.search(text) and any(len(word) > 3 and not word.isupper() for word in words)
    return bool(words) and all(_HANGUL.search(word) for word in words)


def _placeholders(told: Told, languages: list[str], root: FormNode) -> Iterator[Finding]:
    first = _expressions(told.texts[languages[0]], root)
    for language in languages[1:]:
        different = first ^ _expressions(told.texts[language], root)
        if different:
            names = ", ".join(f"${{{one}}}" for one in sorted(different))
            yield Finding(
                "placeholders-differ",
                told.path,
                language,
                {"column": told.column, "other": languages[0], "which": names[:200]},
            )


def _expressions(text: str, root: FormNode) -> frozenset[str]:
    parts = template(text, "label", root.place, root.scope).expressions
    return frozenset("".join(part.text.split()) for part in parts)
