"""Long texts are journalled as what changed in them."""

from __future__ import annotations

from typing import Final

from interview_kit.crypto.canonical import JsonValue
from interview_kit.errors import RefusedError
from interview_kit.interview.answer import Answer, from_json
from interview_kit.interview.kit_values import MAX_TEXT

#: Texts longer than this are journalled as what changed in them.
_SPLICE_FROM: Final = 256


def splice(before: Answer | None, after: Answer) -> JsonValue:
    """Return what changed in a long text, or None where the whole answer is to be written."""
    if before is None or before.missing or after.missing:
        return None
    old, new = before.value, after.value
    if not isinstance(old, str) or not isinstance(new, str) or len(old) < _SPLICE_FROM:
        return None
    if before.to_json() | {"value": new} != after.to_json():
        return None
    start = 0
    shorter = min(len(old), len(new))
    while start < shorter and old[start] == new[start]:
        start += 1
    end = 0
    while end < shorter - start and old[-1 - end] == new[-1 - end]:
        end += 1
    return {"at": start, "delete": len(old) - start - end, "insert": new[start : len(new) - end]}


def spliced(before: Answer | None, value: JsonValue) -> Answer:
    """Return an answer with its text changed. Raises ``interview.journal-line`` where that cannot be.

    No text is longer than an answer may be, not even in between: each change copies it.
    """
    match before, value:
        case (
            Answer(value=str(text)) as answer,
            {"at": int(at), "delete": int(delete), "insert": str(insert), **rest},
        ) if (
            not rest
            and not isinstance(at, bool)
            and not isinstance(delete, bool)
            and at >= 0
            and delete >= 0
            and at + delete <= len(text)
            and len(text) - delete + len(insert) <= MAX_TEXT
        ):
            changed = text[:at] + insert + text[at + delete :]
            return from_json(answer.to_json() | {"value": changed}, path="")
    raise RefusedError("interview.journal-line")
