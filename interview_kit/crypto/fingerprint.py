"""Fingerprints of public keys, which two people compare by voice or on paper."""

from __future__ import annotations

import hashlib
import hmac
import unicodedata
from collections.abc import Sequence
from typing import Final

from interview_kit.errors import InputError

_DIGITS: Final = 40  # 132 bits
_GROUP: Final = 5


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


def matches(fingerprint: bytes, typed: str) -> bool:
    """Say whether ``typed`` is this fingerprint, in any script's digits, however grouped.

    Raises ``InputError`` ``crypto.fingerprint-incomplete`` unless ``typed`` is exactly 40 digits
    among spaces, hyphens and invisible marks.
    """
    kept = [character for character in typed if not _separates(character)]
    digits = "".join(str(unicodedata.decimal(character, "?")) for character in kept)
    if len(digits) != _DIGITS or "?" in digits:
        raise InputError("crypto.fingerprint-incomplete")
    return hmac.compare_digest(digits, _digits(fingerprint))


def _digits(fingerprint: bytes) -> str:
    return f"{int.from_bytes(fingerprint, 'big') % 10**_DIGITS:0{_DIGITS}d}"


def _separates(character: str) -> bool:
    return character.isspace() or unicodedata.category(character) in {"Pd", "Cf"}
