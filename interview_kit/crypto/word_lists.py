"""Numbers as words that can be said over the telephone: the lists of BIP 39, 2,048 words a language.

The package ``mnemonic`` brings the lists; nothing else of it is used. Their digests stand in format.md: with
another list two programs would show two fingerprints for one.
"""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Sequence
from importlib.resources import files
from typing import Final

from interview_kit.errors import InputError

#: Bits that a word stands for.
BITS: Final = 11
#: Languages there are words in, each with the name of its list.
LANGUAGES: Final = {"en": "english", "ko": "korean", "es": "spanish"}
#: Letters that no two English words begin with.
_ENOUGH: Final = 4


def words(numbers: Sequence[int], language: str) -> tuple[str, ...]:
    """Return the words that stand for numbers below 2,048, in Unicode form NFC."""
    every = _list(language)
    return tuple(every[number] for number in numbers)


def numbers(typed: Sequence[str]) -> tuple[tuple[int, ...], ...]:
    """Return what typed words stand for, once for every language that has all of them.

    Upper and lower case, Unicode forms and missing accents make no difference; in English the first four
    letters are enough. Raises :class:`InputError` ``crypto.words-unknown`` with the positions of the words
    that are in no list, or not in that of most of the others.
    """
    found = [[_number(word, language) for word in typed] for language in LANGUAGES]
    whole = tuple(tuple(known) for known in (_known(one) for one in found) if len(known) == len(typed))
    if not whole:
        nearest = max(found, key=lambda one: len(_known(one)))
        unknown = [place for place, number in enumerate(nearest, start=1) if number is None]
        raise InputError("crypto.words-unknown", places=", ".join(map(str, unknown)))
    return whole


def _known(found: Sequence[int | None]) -> list[int]:
    return [number for number in found if number is not None]


def _number(word: str, language: str) -> int | None:
    plain, places = _plain(word), _places(language)
    if plain not in places and language == "en" and len(plain) >= _ENOUGH:
        return next((number for known, number in places.items() if known.startswith(plain)), None)
    return places.get(plain)


def _plain(word: str) -> str:
    """Return a word without what people type differently. All words of a list remain different."""
    letters = unicodedata.normalize("NFKD", word).casefold()
    return "".join(letter for letter in letters if unicodedata.category(letter) != "Mn")


@functools.cache
def _list(language: str) -> tuple[str, ...]:
    file = files("mnemonic") / "wordlist" / f"{LANGUAGES[language]}.txt"
    return tuple(unicodedata.normalize("NFC", word) for word in file.read_text("utf-8").split())


@functools.cache
def _places(language: str) -> dict[str, int]:
    return {_plain(word): number for number, word in enumerate(_list(language))}
