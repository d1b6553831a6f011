"""Canonical JSON: RFC 8785 (JCS), restricted to the values we use.

A value has exactly one encoding, so a digest or signature over the bytes speaks for the value.
Numbers are whole and within ±(2^53 - 1), which every JSON reader keeps exactly; floats are refused.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from json.encoder import encode_basestring as _quoted
from typing import Final, TypeAlias

from interview_kit.errors import RefusedError

JsonValue: TypeAlias = "bool | int | str | list[JsonValue] | dict[str, JsonValue] | None"

MAX_BYTES: Final = 16 * 1024 * 1024
MAX_DEPTH: Final = 64
#: As many commas, colons and opening brackets there may be outside texts, and as many texts: each value costs
#: some hundred bytes of memory, however few it takes in the document.
MAX_VALUES: Final = 2_000_000

_LARGEST_INTEGER: Final = 2**53 - 1
# The closing quote is optional, so an unterminated string is consumed once and not once per quote.
_STRING: Final = re.compile(rb'"(?:[^"\\]++|\\.)*+"?', re.DOTALL)
_BRACES_AS_BRACKETS: Final = bytes.maketrans(b"{}", b"[]")
_NOT_BRACKETS: Final = bytes(byte for byte in range(256) if byte not in b"[]{}")


def encode(value: JsonValue, *, max_depth: int = MAX_DEPTH) -> bytes:
    """Return the one canonical encoding of ``value``, in UTF-8 without a final newline.

    Raises ``RefusedError`` ``crypto.json-invalid`` (a float, a huge integer, a lone surrogate, a
    key that is not text, any other type) or ``crypto.json-too-deep``.
    """
    try:
        return _text(value, max_depth).encode("utf-8")
    except UnicodeEncodeError:
        raise RefusedError("crypto.json-invalid") from None  # the cause would carry the text


def decode(data: bytes, *, max_bytes: int = MAX_BYTES, max_depth: int = MAX_DEPTH) -> JsonValue:
    """Return the value of which ``data`` is the canonical encoding; safe on hostile input.

    ``max_depth`` counts containers within containers and may be at most a few hundred.
    Raises ``RefusedError`` ``crypto.json-too-large`` (also of more than :data:`MAX_VALUES`),
    ``crypto.json-too-deep``, ``crypto.json-invalid`` (not JSON, or beyond what :func:`encode` takes) or
    ``crypto.json-not-canonical``.
    """
    if len(data) > max_bytes:
        raise RefusedError("crypto.json-too-large")
    outside, texts = _STRING.subn(b"", data, count=MAX_VALUES + 1)
    if texts > MAX_VALUES or sum(map(outside.count, (b",", b":", b"[", b"{"))) > MAX_VALUES:
        raise RefusedError("crypto.json-too-large")
    _refuse_deep_nesting(outside, max_depth)
    try:
        value: JsonValue = json.loads(data.decode("utf-8"), object_pairs_hook=_object)
    except ValueError:
        raise RefusedError("crypto.json-invalid") from None  # the cause would carry the document
    if encode(value, max_depth=max_depth) != data:
        raise RefusedError("crypto.json-not-canonical")
    return value


def _text(value: JsonValue, levels: int) -> str:
    """Return the canonical text of ``value``. In one pass, for every answer waits for it."""
    if isinstance(value, str):
        return _quoted(value)  # its escapes are those of RFC 8785, section 3.2.2.2
    if isinstance(value, dict):
        if levels == 0:
            raise RefusedError("crypto.json-too-deep")
        members = [f"{_quoted(key)}:{_text(value[key], levels - 1)}" for key in _in_order(value)]
        return f"{{{','.join(members)}}}"
    if value is None or isinstance(value, bool):
        return _WORDS[value]
    if isinstance(value, int) and abs(value) <= _LARGEST_INTEGER:
        return int.__repr__(value)
    if not isinstance(value, list):
        raise RefusedError("crypto.json-invalid")
    if levels == 0:
        raise RefusedError("crypto.json-too-deep")
    return f"[{','.join([_text(item, levels - 1) for item in value])}]"


_WORDS: Final[Mapping[bool | None, str]] = {None: "null", True: "true", False: "false"}


def _in_order(keys: Mapping[str, object]) -> list[str]:
    """Return the keys by their UTF-16 code units; only beyond ASCII is that not their usual order."""
    if not all(isinstance(key, str) for key in keys):
        raise RefusedError("crypto.json-invalid")
    if all(map(str.isascii, keys)):
        return sorted(keys)
    return sorted(keys, key=lambda key: key.encode("utf-16-be"))


def _refuse_deep_nesting(outside: bytes, max_depth: int) -> None:
    """Keep the parser's recursion under twice ``max_depth``; the exact limit is checked later.

    ``outside`` is the document without its strings. Each round removes the innermost pairs of brackets, so
    what is left of balanced brackets after ``max_depth`` rounds lay deeper than that.
    """
    brackets = outside.translate(_BRACES_AS_BRACKETS, _NOT_BRACKETS)
    for _ in range(max_depth):
        if not brackets:
            return
        brackets = brackets.replace(b"[]", b"")
    if brackets.count(b"[") > max_depth:
        raise RefusedError("crypto.json-too-deep")


def _object(pairs: list[tuple[str, JsonValue]]) -> dict[str, JsonValue]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise RefusedError("crypto.json-invalid")
    return members
