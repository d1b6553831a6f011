"""A fingerprint in every way in which two people may compare it: digits, words, a QR code."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from interview_kit.crypto import word_lists
from interview_kit.crypto.fingerprint import as_digits, as_words
from interview_kit.trust import enrolment, office_keys
from interview_kit.vault.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Comparable:
    """One fingerprint; each way of showing it is enough."""

    #: 8 groups of 5 digits.
    digits: str
    #: 12 words, by the code of their language.
    words: Mapping[str, str]
    #: Rows of a QR code that holds ``digits`` as text, without the light margin; what is true is dark.
    code: tuple[tuple[bool, ...], ...]


@functools.lru_cache(maxsize=8)
def comparable(digest: bytes) -> Comparable:
    """Return the fingerprint with this digest."""
    digits = as_digits(digest)
    words = {language: as_words(digest, language) for language in word_lists.LANGUAGES}
    return Comparable(digits, MappingProxyType(words), _code(digits))


def own(workspace: Workspace) -> Comparable:
    """Return this laptop's fingerprint."""
    return comparable(enrolment.own_request(workspace).fingerprint())


def office(workspace: Workspace) -> Comparable:
    """Return this office's fingerprint."""
    return comparable(office_keys.public(workspace).digest(workspace.purpose))


def _code(text: str) -> tuple[tuple[bool, ...], ...]:
    import segno  # slow to import

    # A quarter of it may be hidden by glare before a phone no longer reads it.
    made = segno.make_qr(text, error="q", boost_error=False)
    return tuple(tuple(bool(module) for module in row) for row in made.matrix)
