"""Finding something by a part of what it is called, in Hangul also while it is being composed."""

from __future__ import annotations

from collections.abc import Iterable

from interview_kit.values.hangul import initials, is_hangul, jamo, only_consonants


def findable(text: str, also: Iterable[str] = ()) -> str:
    """Return what ``holds`` looks through: all words, their initial consonants, and Hangul by its keys."""
    words = " ".join((text, *also)).casefold()
    first = " ".join(initials(one) for one in (text, *also))
    return f"{words} {first}\n{jamo(words) if is_hangul(words) else ''}"


def holds(where: str, typed: str) -> bool:
    """Return whether every word of ``typed`` occurs in something :func:`findable`."""
    words, _, keys = where.partition("\n")
    return all(one in words or _begun(one) in keys for one in typed.casefold().split())


def _begun(word: str) -> str:
    """Return the keys that typed Hangul: on the way to 보위 one sees 봉. A line end finds nothing."""
    return jamo(word) if is_hangul(word) and not only_consonants(word) else "\n"
