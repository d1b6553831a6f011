"""Regular expressions from a form: bounded in length and time, since nobody vouches for them.

Python's own ``re`` cannot be interrupted; the ``regex`` package can, and knows Java's ``\\p{…}``.
"""

from __future__ import annotations

import functools
from typing import Any, Final

import regex  # type: ignore[import-untyped]  # the package ships no types

from interview_kit.errors import InputError
from interview_kit.protocol.expressions.functions.function import Function, Kind

_MAX_PATTERN: Final = 2_000
_SECONDS: Final = 0.5


def _matches(text: str, pattern: str) -> bool:
    """Whether the whole text matches, as in JavaRosa; classes such as ``\\d`` mean ASCII, as in Java."""
    try:
        return _compiled(pattern).fullmatch(text, timeout=_SECONDS) is not None
    except TimeoutError as error:
        raise InputError("expressions.pattern-too-slow") from error


def check_pattern(pattern: str) -> None:
    """Raise an InputError for a regular expression that cannot be used."""
    _compiled(pattern)


@functools.lru_cache(maxsize=256)
def _compiled(pattern: str) -> Any:
    if len(pattern) > _MAX_PATTERN:
        raise InputError("expressions.pattern-too-long", limit=_MAX_PATTERN)
    try:
        return regex.compile(pattern, regex.ASCII)
    except (regex.error, RecursionError, OverflowError, MemoryError) as error:
        raise InputError("expressions.pattern-not-understood") from error


PATTERNS: Final = (Function("regex", _matches, (Kind.TEXT, Kind.TEXT), Kind.BOOLEAN),)
