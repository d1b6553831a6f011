"""Regular expressions from a form: bounded in length and time, since nobody vouches for them.

Python's own ``re`` cannot be interrupted; the ``regex`` package can, and knows Java's ``\\p{…}``.
"""

from __future__ import annotations

import functools
import time
from typing import TYPE_CHECKING, Any, Final

from interview_kit.errors import InputError
from interview_kit.protocol.expressions.context import MAX_EFFORT
from interview_kit.protocol.expressions.functions.function import Function, Kind

if TYPE_CHECKING:
    from interview_kit.protocol.expressions.context import Context

_MAX_PATTERN: Final = 2_000
_SECONDS: Final = 0.25
_UNNOTICED: Final = 0.02
#: Patterns that may be stopped after one change before no more are tried.
_TIMES: Final = 4
#: Nodes that a slow laptop could look at in a second.
_NODES: Final = 200_000
#: What stands for a class of characters in Java: ASCII only, unlike in Python.
_JAVA_CLASSES: Final = {"d": "0-9", "w": "A-Za-z0-9_", "s": r" \t\n\x0b\f\r"}


def _matches(context: Context, text: str, pattern: str) -> bool:
    """Whether the whole text matches, as in JavaRosa. What takes long counts as looking at many nodes."""
    compiled = _compiled(pattern)
    context.environment.spend(1)
    begun = time.monotonic()
    try:
        found = compiled.fullmatch(text, timeout=_SECONDS) is not None
    except TimeoutError as error:
        context.environment.reserve -= MAX_EFFORT // _TIMES
        raise InputError("expressions.pattern-too-slow") from error
    taken = time.monotonic() - begun
    if taken > _UNNOTICED:
        context.environment.spend(round(taken * _NODES))
    return found


def check_pattern(pattern: str) -> None:
    """Raise an InputError for a regular expression that cannot be used."""
    _compiled(pattern)


@functools.lru_cache(maxsize=256)
def _compiled(pattern: str) -> Any:
    import regex  # type: ignore[import-untyped]  # the package ships no types

    if len(pattern) > _MAX_PATTERN:
        raise InputError("expressions.pattern-too-long", limit=_MAX_PATTERN)
    try:
        return regex.compile(_as_in_java(pattern), regex.V1)  # sets within sets, as in Java
    except (regex.error, RecursionError, OverflowError, MemoryError) as error:
        raise InputError("expressions.pattern-not-understood") from error


def _as_in_java(pattern: str) -> str:
    """Write out the classes that mean more in Python; inside brackets, negated ones stay as they are."""
    written: list[str] = []
    depth = 0
    characters = iter(pattern)
    for character in characters:
        if character != "\\":
            depth += {"[": 1, "]": -1}.get(character, 0)
            written.append(character)
            continue
        escaped = next(characters, "")
        known = _JAVA_CLASSES.get(escaped.lower())
        if known is None or (depth > 0 and escaped.isupper()):
            written.append(character + escaped)
        elif depth > 0:
            written.append(known)
        else:
            written.append(f"[^{known}]" if escaped.isupper() else f"[{known}]")
    return "".join(written)


PATTERNS: Final = (Function("regex", _matches, (Kind.TEXT, Kind.TEXT), Kind.BOOLEAN, contextual=True),)
