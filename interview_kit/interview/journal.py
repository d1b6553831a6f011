"""The journal: the append-only, hash-chained record of everything that happened to an interview.

An entry's value is committed to, not chained: ``commitment = SHA-256(salt ‖ canonical(value))`` with 32
random bytes of salt, and the chained hash covers the commitment. So a value can travel apart
(identifying answers), or be destroyed at the witness's wish, and the chain still verifies.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from typing import Final

from interview_kit.crypto import canonical
from interview_kit.crypto.canonical import JsonValue
from interview_kit.errors import RefusedError

FORMAT: Final = "interview-kit-journal/1"
_TIME: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}Z")
_CHAINED: Final = {"counter", "time", "kind", "path", "author", "previous", "commitment"}


class EntryKind(StrEnum):
    """What happened."""

    BEGIN = "begin"
    ANSWER = "answer"
    CLEAR = "clear"
    SPLICE = "splice"
    #: The protocol's own doing, as a text: a preset, or a value that follows from an answer.
    SET = "set"
    ADD = "add"
    REMOVE = "remove"
    LANGUAGE = "language"


@dataclass(frozen=True, slots=True)
class Entry:
    """One link of the chain. ``salt`` and ``value`` are None where the value is withheld."""

    counter: int
    time: str
    kind: EntryKind
    #: Path with stable instance ids, or empty.
    path: str
    #: Key id (hex) of the laptop that wrote it.
    author: str
    previous: bytes
    commitment: bytes
    salt: bytes | None
    value: JsonValue

    @property
    def withheld(self) -> bool:
        """Whether the value travels apart or was destroyed."""
        return self.salt is None

    @property
    def hash(self) -> bytes:
        """The hash the next entry names as ``previous``."""
        return hashlib.sha256(canonical.encode(self._chained())).digest()

    def _chained(self) -> dict[str, JsonValue]:
        return {
            "counter": self.counter,
            "time": self.time,
            "kind": self.kind.value,
            "path": self.path,
            "author": self.author,
            "previous": self.previous.hex(),
            "commitment": self.commitment.hex(),
        }

    def to_json(self) -> dict[str, JsonValue]:
        """Return the line of ``journal.jsonl``; a withheld value leaves only its commitment."""
        line = self._chained()
        if self.salt is not None:
            line |= {"salt": self.salt.hex(), "value": self.value}
        return line

    def without_value(self) -> Entry:
        """Return the entry as it travels when its value goes to the custodian."""
        return replace(self, salt=None, value=None)


def commit(salt: bytes, value: JsonValue) -> bytes:
    """Return the salted digest of a value."""
    return hashlib.sha256(salt + canonical.encode(value)).digest()


def origin(interview: str) -> bytes:
    """Return the ``previous`` of an interview's first entry, so that chains cannot be swapped."""
    return hashlib.sha256(canonical.encode({"format": FORMAT, "interview": interview})).digest()


def now() -> str:
    """Return the laptop clock's word for now: UTC to the millisecond. It is recorded, not believed."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def link(
    interview: str,
    last: Entry | None,
    *,
    kind: EntryKind,
    path: str,
    value: JsonValue,
    author: str,
) -> Entry:
    """Return the entry that follows ``last`` (None for the first one)."""
    salt = secrets.token_bytes(32)
    return Entry(
        counter=last.counter + 1 if last else 1,
        time=now(),
        kind=kind,
        path=path,
        author=author,
        previous=last.hash if last else origin(interview),
        commitment=commit(salt, value),
        salt=salt,
        value=value,
    )


def verify(interview: str, entries: Iterable[Entry]) -> bytes:
    """Check the chain from its first entry on and return its head.

    Raises :class:`RefusedError` ``interview.journal-broken`` naming the first entry that does not fit.
    """
    expected = origin(interview)
    for counter, entry in enumerate(entries, start=1):
        fits = entry.counter == counter and entry.previous == expected
        if entry.salt is not None:
            fits = fits and commit(entry.salt, entry.value) == entry.commitment
        if not fits:
            raise RefusedError("interview.journal-broken", counter=counter)
        expected = entry.hash
    return expected


def entry_from_json(line: JsonValue) -> Entry:
    """Read a line of ``journal.jsonl``. Raises :class:`RefusedError` ``interview.journal-line``."""
    if not isinstance(line, dict) or set(line) not in (_CHAINED, _CHAINED | {"salt", "value"}):
        raise RefusedError("interview.journal-line")
    try:
        entry = Entry(
            _number(line["counter"]),
            _time(line["time"]),
            EntryKind(_text(line["kind"])),
            _text(line["path"]),
            _text(line["author"]),
            _digest(line["previous"]),
            _digest(line["commitment"]),
            _digest(line["salt"]) if "salt" in line else None,
            line.get("value"),
        )
    except ValueError:
        raise RefusedError("interview.journal-line") from None
    return entry


def _number(value: JsonValue) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise ValueError("not a number")
    return value


def _text(value: JsonValue) -> str:
    if not isinstance(value, str):
        raise ValueError("not a text")
    return value


def _time(value: JsonValue) -> str:
    text = _text(value)
    if not _TIME.fullmatch(text):
        raise ValueError("not a time")
    datetime.fromisoformat(text)
    return text


def _digest(value: JsonValue) -> bytes:
    digest = bytes.fromhex(_text(value))
    if len(digest) != 32 or digest.hex() != value:
        raise ValueError("not a digest")
    return digest
