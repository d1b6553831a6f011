"""Fingerprints of public keys, which two people compare by voice or on paper."""

from __future__ import annotations

import hashlib
import hmac
import unicodedata
from collections.abc import Sequence
from typing import Final

from interview_kit.crypto import word_lists
from interview_kit.errors import InputError

_DIGITS: Final = 40  # 132 bits
_GROUP: Final = 5
_WORDS: Final = 12  # 132 bits


def fingerprint(kind: str, parts: Sequence[bytes]) -> bytes:
    """Return the SHA-256 of ``kind`` (UTF-8) and every part, each after its 8-byte length.

    The lengths are big-endian; they make the encoding unambiguous.
    """
    digest = hashlib.sha256()
    for part in (kind.encode("utf-8"), *parts):
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return digest.digest()


def as_digits(fingerprint: bytes) -> str:
    """Return the fingerprint as a person reads it aloud: 8 groups of 5 digits."""
    digits = _digits(fingerprint)
    return " ".join(digits[start : start + _GROUP] for start in range(0, _DIGITS, _GROUP))


def as_words(fingerprint: bytes, language: str) -> str:
    """Return the fingerprint as 12 words of one of ``word_lists.LANGUAGES``.

    They stand for the last 132 bits, the highest first: 11 bits a word. The digits come from the same bytes,
    but neither can be told from the other.
    """
    return " ".join(word_lists.words(_numbers(fingerprint), language))


def matches(fingerprint: bytes, typed: str) -> bool:
    """Say whether ``typed`` is this fingerprint: its digits in any script, or its words in any language.

    It makes no difference how digits are grouped, what white space, hyphens and invisible marks stand between
    digits or words, nor what :func:`word_lists.numbers` forgives.

    Raises :class:`InputError` ``crypto.fingerprint-incomplete`` unless there are exactly 40 digits,
    ``crypto.words-incomplete`` unless there are 12 words, or ``crypto.words-unknown``.
    """
    parts = "".join(" " if _separates(character) else character for character in typed).split()
    digits = "".join(str(unicodedata.decimal(character, "?")) for part in parts for character in part)
    if not digits.strip("?") and parts:
        if len(parts) != _WORDS:
            raise InputError("crypto.words-incomplete", count=len(parts), wanted=_WORDS)
        return _numbers(fingerprint) in word_lists.numbers(parts)
    if len(digits) != _DIGITS or "?" in digits:
        raise InputError("crypto.fingerprint-incomplete")
    return hmac.compare_digest(digits, _digits(fingerprint))


def _numbers(fingerprint: bytes) -> tuple[int, ...]:
    """Return what the words stand for: the last 132 bits in twelve parts, the highest first."""
    number, most = int.from_bytes(fingerprint, "big"), (1 << word_lists.BITS) - 1
    return tuple(number >> place * word_lists.BITS & most for place in reversed(range(_WORDS)))


def _digits(fingerprint: bytes) -> str:
    return f"{int.from_bytes(fingerprint, 'big') % 10**_DIGITS:0{_DIGITS}d}"


def _separates(character: str) -> bool:
    return character.isspace() or unicodedata.category(character) in {"Pd", "Cf"}
