"""Short codes by which people name interviews."""

from __future__ import annotations

from typing import Final

_LENGTH: Final = 6


def code_of(interview: str) -> str:
    """Return the short code of an interview."""
    return interview[:_LENGTH].upper()
