"""The same document, or almost the same, in bytes that are not the one way to write it down."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Final

from interview_kit.crypto import canonical

#: Of any object with at least one key.
WAYS: Final[dict[str, Callable[[bytes], bytes]]] = {
    "a space": lambda it: it.replace(b":", b": ", 1),
    "a tab": lambda it: b"{\t" + it[1:],
    "a line end inside": lambda it: b"{\n" + it[1:],
    "a line end": lambda it: it + b"\n",
    "two line ends": lambda it: it + b"\r\n",
    "a zero at the end": lambda it: it + b"\0",
    "a space before": lambda it: b" " + it,
    "a byte order mark": lambda it: b"\xef\xbb\xbf" + it,
    "a mark of 16 bits": lambda it: b"\xff\xfe" + it,
    "16 bits": lambda it: it.decode().encode("utf-16"),
    "16 bits without a mark": lambda it: it.decode().encode("utf-16-le"),
    "32 bits": lambda it: it.decode().encode("utf-32"),
    "a key twice": lambda it: first_key(it, _first(it)),
    "a key twice, the second otherwise": lambda it: it[:-1] + b"," + _name(it) + b":null}",
    "an escaped letter": lambda it: it.replace(b'"' + _name(it)[1:2], b'"\\u00%02x' % _name(it)[1], 1),
    "a slash that is escaped": lambda it: it.replace(b"/", b"\\/"),
    "letters that are escaped": lambda it: (
        json.dumps(canonical.decode(it), separators=(",", ":")).encode() + (b"" if not it.isascii() else b" ")
    ),
    "an unknown key": lambda it: first_key(it, b'"aaa":1'),
    "an empty key": lambda it: first_key(it, b'"":1'),
    "a comma more": lambda it: it[:-1] + b",}",
    "a comma less": lambda it: it.replace(b",", b" ", 1),
    "a remark": lambda it: it[:-1] + b"/* T */}",
    "single quotes": lambda it: it.replace(b'"', b"'"),
    "NaN": lambda it: first_key(it, b'"aaa":NaN'),
    "infinity": lambda it: first_key(it, b'"aaa":Infinity'),
    "a fraction": lambda it: first_key(it, b'"aaa":1.0'),
    "an exponent": lambda it: first_key(it, b'"aaa":1e0'),
    "a giant exponent": lambda it: first_key(it, b'"aaa":1e999999999'),
    "minus zero": lambda it: first_key(it, b'"aaa":-0'),
    "a plus": lambda it: first_key(it, b'"aaa":+1'),
    "zeros in front": lambda it: first_key(it, b'"aaa":007'),
    "another base": lambda it: first_key(it, b'"aaa":0x1'),
    "a giant number": lambda it: first_key(it, b'"aaa":' + b"9" * 4000),
    "a number beyond all": lambda it: first_key(it, b'"aaa":' + b"9" * 2**20),
    "a number beyond doubles": lambda it: first_key(it, b'"aaa":9007199254740993'),
    "a lone surrogate": lambda it: first_key(it, b'"\\ud800":1'),
    "surrogates the wrong way round": lambda it: first_key(it, b'"aaa":"\\udc00\\ud800"'),
    "a surrogate in bytes": lambda it: first_key(it, b'"\xed\xa0\x80":1'),
    "overlong UTF-8": lambda it: first_key(it, b'"aaa":"\xc0\xaf"'),
    "an overlong zero": lambda it: first_key(it, b'"aaa":"\xc0\x80"'),
    "beyond Unicode": lambda it: first_key(it, b'"aaa":"\xf4\x90\x80\x80"'),
    "half a letter": lambda it: first_key(it, b'"aaa":"\xea\xb0"'),
    "not UTF-8": lambda it: first_key(it, b'"\xff":1'),
    "a control character": lambda it: first_key(it, b'"\x01":1'),
    "a zero": lambda it: first_key(it, b'"\x00":1'),
    "a right-to-left name": lambda it: first_key(it, '"\u202e":1'.encode()),
    "nothing": lambda it: b"",
    "null": lambda it: b"null",
    "a text": lambda it: canonical.encode(it.decode()),
    "an empty object": lambda it: b"{}",
    "an empty list": lambda it: b"[]",
    "a list": lambda it: b"[" + it + b"]",
    "two documents": lambda it: it + it,
    "half of it": lambda it: it[: len(it) // 2],
    "deep nesting": lambda it: first_key(it, b'"aaa":' + b"[" * 65 + b"]" * 65),
    "deep objects": lambda it: first_key(it, b'"aaa":' + b'{"a":' * 100 + b"1" + b"}" * 100),
    "very deep nesting": lambda it: first_key(it, b'"aaa":' + b"[" * 100_000 + b"]" * 100_000),
    "unclosed nesting": lambda it: b"[" * 200_000,
    "nesting closed in front": lambda it: b"]" * 200_000,
    "a text that never ends": lambda it: b'"' + b"x" * 2**20,
    "quotes without end": lambda it: b'"' * (2**20 + 1),
    "escapes without end": lambda it: b'"' + b"\\" * (2**20 + 1),
}


def written_otherwise(document: bytes) -> list[tuple[str, bytes]]:
    """Return other writings of a canonical object, with what is different; none is canonical."""
    made = [(name, way(document)) for name, way in WAYS.items()]
    return [(name, other) for name, other in made if other != document]


def first_key(document: bytes, member: bytes) -> bytes:
    """Put a member before the others of an object."""
    return b"{" + member + b"," + document[1:]


def _name(document: bytes) -> bytes:
    """Return the first key, in its quotes."""
    return document[1 : document.index(b":")]


def _first(document: bytes) -> bytes:
    """Return the first member."""
    return _name(document) + b":1"
