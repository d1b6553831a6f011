"""A document in JSON, changed in one place: into what its reader does not expect there."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Final

from interview_kit.crypto.canonical import JsonValue

#: Where a value stands: keys and positions from the outermost container inwards.
Place = tuple[str | int, ...]

#: Texts that look like other texts, end early, turn round, or are very long.
TEXTS: Final = {
    "nothing": "",
    "a letter": "x",
    "a space": " ",
    "a line end": "\n",
    "a zero": "\0",
    "a zero inside": "T\0T",
    "backwards": "\u202eT\u202c",
    "an isolate that never ends": "\u2067T",
    "an invisible mark": "T\u200bT\ufeff",
    "a byte order mark": "\ufeffT",
    "a letter of two": "e\u0301",
    "Hangul in parts": unicodedata.normalize("NFD", "한국"),
    "Hangul of other parts": "\u1100\u1161\u11a8\u11a8\u11a8",
    "a letter beyond 16 bits": "\U0001f600",
    "no character at all": "\uffff\U0010ffff",
    "many marks on one letter": "T" + "\u0300" * 500,
    "a path": "../../etc/passwd",
    "a path of another system": "..\\..\\windows",
    "a number": "1",
    "a number in other digits": "\u0661",
    "a truth": "true",
    "markup": "<script>alert(1)</script>&amp;",
    "an entity": '<!DOCTYPE x [<!ENTITY a "a">]>&a;',
    "a formula": "=1+1",
    "a statement": "'; DROP TABLE bundle; --",
    "a format": "%s%n{0}{x}{",
    "long": "가" * 20_000,
    "capitals": "T" * 300,
}
#: What is no text, or is a container.
OTHERS: Final[dict[str, JsonValue]] = {
    "null": None,
    "true": True,
    "false": False,
    "zero": 0,
    "one": 1,
    "a negative number": -1,
    "the largest number": 2**53 - 1,
    "the smallest number": -(2**53) + 1,
    "an empty list": [],
    "an empty object": {},
    "a list of nothing": [None],
    "a list of lists": [[[[]]]],
    "a list of texts": ["x", "x"],
    "an object": {"x": 1},
    "an object of nothing": {"": None},
    "something that means a value": {"value": {"value": {"value": 1}}},
    "something missing": {"missing": "DK"},
}


def places(document: JsonValue, within: Place = ()) -> Iterator[Place]:
    """Yield where every value stands, and the document's own place first."""
    yield within
    inside = (
        document.items()
        if isinstance(document, dict)
        else enumerate(document)
        if isinstance(document, list)
        else ()
    )
    for key, value in inside:
        yield from places(value, (*within, key))


def at(document: JsonValue, place: Place) -> JsonValue:
    """Return the value that stands at a place."""
    for step in place:
        document = document[step]  # type: ignore[index,call-overload]
    return document


def changes(document: JsonValue, place: Place) -> Iterator[tuple[str, JsonValue]]:
    """Yield documents in which something else stands at a place, each with what is different."""
    before = at(document, place)
    for name, value in (TEXTS | OTHERS).items():
        if value != before or type(value) is not type(before):
            yield name, put(document, place, value)
    if isinstance(before, str) and before:
        for name, text in _other_texts(before).items():
            if text != before:
                yield name, put(document, place, text)
    if isinstance(before, int) and not isinstance(before, bool):
        for other in (before + 1, before - 1, -before - 1, str(before)):
            yield repr(other), put(document, place, other)
    if isinstance(before, list):
        yield "in a list", put(document, place, [before])
        yield "one more", put(document, place, [*before, before[-1] if before else None])
        if before:
            yield "one less", put(document, place, before[:-1])
        if len(before) > 1:
            yield "the other way round", put(document, place, before[::-1])
    if isinstance(before, dict):
        yield "a key more", put(document, place, before | {"zzz": None})
        yield "in an object", put(document, place, {"value": before})
    if place:
        yield from _without(document, place)


def _other_texts(text: str) -> dict[str, str]:
    """Return texts that a careless reader takes for the same."""
    return {
        "a letter changed": text[:-1] + chr(ord(text[-1]) ^ 1),
        "a letter less": text[:-1],
        "a space more": text + " ",
        "a line end more": text + "\n",
        "a zero more": text + "\0",
        "twice": text + text,
        "in capitals": text.upper(),
        "in small letters": text.lower(),
        "in parts": unicodedata.normalize("NFD", text),
        "composed": unicodedata.normalize("NFKC", text),
        "in a list": text[::-1],
    }


def _without(document: JsonValue, place: Place) -> Iterator[tuple[str, JsonValue]]:
    *above, last = place
    holder = at(document, tuple(above))
    if isinstance(holder, dict):
        yield "left out", put(document, tuple(above), {key: holder[key] for key in holder if key != last})
        renamed = {(f"{key} " if key == last else key): value for key, value in holder.items()}
        yield "under another key", put(document, tuple(above), renamed)


def put(document: JsonValue, place: Place, value: JsonValue) -> JsonValue:
    """Return the document with another value at a place; what is beside it is shared."""
    if not place:
        return value
    step, *rest = place
    if isinstance(document, dict):
        return document | {str(step): put(document[str(step)], tuple(rest), value)}
    assert isinstance(document, list)
    assert isinstance(step, int)
    return [*document[:step], put(document[step], tuple(rest), value), *document[step + 1 :]]
