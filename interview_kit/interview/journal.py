"""The journal: the append-only, hash-chained record of everything that happened to an interview.

An entry's value is committed to, not chained: ``commitment = SHA-256(salt ‖ canonical(value))`` with 32
random bytes of salt, and the chained hash covers the commitment. So a value can travel apart
(identifying answers), or be destroyed at the witness's wish, and the chain still verifies.

Nothing is ever taken out of it. What is undone stays, followed by an ``undo``; where entries were lost to a
damaged disk, a ``repair`` names the gap; where it goes on under other keys, or under
another protocol, a ``takeover`` or a ``promote`` says so.
"""

from __future__ import annotations

import hashlib
import json
import re
import secrets
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import StrEnum
from json.encoder import encode_basestring as _quoted
from typing import Final

from interview_kit.crypto import canonical
from interview_kit.crypto.canonical import JsonValue
from interview_kit.errors import RefusedError
from interview_kit.interview import events, notes
from interview_kit.interview.notes import Gap

FORMAT: Final = "interview-kit-journal/1"
_TIME: Final = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]\.[0-9]{3}Z",
)
_IS_ID: Final = re.compile(r"[0-9a-f]{64}")
#: As many bundles as one interview may be about.
MOST_AMENDED: Final = 64
#: As many gaps as repairs of one journal may name: each is compared with those that later repairs name.
MOST_GAPS: Final = 4_096
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
    #: Puts an instance in another place among its siblings.
    MOVE = "move"
    LANGUAGE = "language"
    #: Takes back what a person did last, with what followed from it; or takes back such an undo.
    UNDO = "undo"
    #: Something happened at the table: somebody came or went, a break, a mark, sound that began or ended.
    EVENT = "event"
    #: The laptop's clock jumped. It is recorded, not believed.
    CLOCK = "clock"
    #: From here on somebody else's keys write.
    TAKEOVER = "takeover"
    #: Entries before this one were lost.
    REPAIR = "repair"
    #: From here on it is under another protocol.
    PROMOTE = "promote"


#: What a person does to answers.
ACTIONS: Final = frozenset(
    {
        EntryKind.ANSWER,
        EntryKind.CLEAR,
        EntryKind.SPLICE,
        EntryKind.ADD,
        EntryKind.REMOVE,
        EntryKind.MOVE,
    }
)
#: About the journal itself, each with what reads its value: no path, and never withheld.
NOTES: Final[dict[EntryKind, Callable[[JsonValue], object]]] = {
    EntryKind.UNDO: notes.undone,
    EntryKind.EVENT: events.from_json,
    EntryKind.CLOCK: notes.jump,
    EntryKind.TAKEOVER: notes.takeover,
    EntryKind.REPAIR: notes.gaps,
    EntryKind.PROMOTE: notes.promoted,
}


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
    #: The canonical JSON of the value where it was made for the commitment, so that it is made once.
    encoded: bytes | None = field(default=None, compare=False, repr=False)

    @property
    def withheld(self) -> bool:
        """Whether the value travels apart or was destroyed."""
        return self.salt is None

    @property
    def hash(self) -> bytes:
        """The hash the next entry names as ``previous``."""
        before, after = self._chained()
        return hashlib.sha256(f"{before}{after}}}".encode()).digest()

    @property
    def line(self) -> str:
        """The line of ``journal.jsonl``, without its newline; a withheld value leaves only its commitment."""
        before, after = self._chained()
        if self.salt is None:
            return f"{before}{after}}}"
        value = canonical.encode(self.value) if self.encoded is None else self.encoded
        return f'{before}"salt":"{self.salt.hex()}",{after},"value":{value.decode()}}}'

    def _chained(self) -> tuple[str, str]:
        """Return what is chained as canonical JSON, cut where the salt would be.

        It has always the same keys: written out, it takes a tenth of the time.
        """
        return (
            f'{{"author":{_quoted(self.author)},"commitment":"{self.commitment.hex()}",'
            f'"counter":{self.counter},"kind":"{self.kind.value}","path":{_quoted(self.path)},'
            f'"previous":"{self.previous.hex()}",',
            f'"time":{_quoted(self.time)}',
        )

    def to_json(self) -> dict[str, JsonValue]:
        """Return what :attr:`line` is the canonical JSON of."""
        told: dict[str, JsonValue] = {
            "counter": self.counter,
            "time": self.time,
            "kind": self.kind.value,
            "path": self.path,
            "author": self.author,
            "previous": self.previous.hex(),
            "commitment": self.commitment.hex(),
        }
        return told if self.salt is None else told | {"salt": self.salt.hex(), "value": self.value}

    def without_value(self) -> Entry:
        """Return the entry as it travels when its value goes to the custodian."""
        return replace(self, salt=None, value=None, encoded=None)


def commit(salt: bytes, value: JsonValue) -> bytes:
    """Return the salted digest of a value."""
    return _commitment(salt, canonical.encode(value))


def _commitment(salt: bytes, encoded: bytes) -> bytes:
    return hashlib.sha256(salt + encoded).digest()


def origin(interview: str) -> bytes:
    """Return the ``previous`` of an interview's first entry, so that chains cannot be swapped."""
    return hashlib.sha256(canonical.encode({"format": FORMAT, "interview": interview})).digest()


def now() -> str:
    """Return the laptop clock's word for now: UTC to the millisecond. It is recorded, not believed."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def is_time(text: str) -> bool:
    """Whether this is a day and a time of it, in the form :func:`now` gives."""
    try:
        return _TIME.fullmatch(text) is not None and datetime.fromisoformat(text) is not None
    except ValueError:
        return False


def link(
    interview: str,
    last: Entry | None,
    *,
    kind: EntryKind,
    path: str,
    value: JsonValue,
    author: str,
    time: str | None = None,
) -> Entry:
    """Return the entry that follows ``last`` (None for the first one), written down at ``time`` or now."""
    salt, encoded = secrets.token_bytes(32), canonical.encode(value)
    return Entry(
        counter=last.counter + 1 if last else 1,
        time=time or now(),
        kind=kind,
        path=path,
        author=author,
        previous=last.hash if last else origin(interview),
        commitment=_commitment(salt, encoded),
        salt=salt,
        value=value,
        encoded=encoded,
    )


def verify(interview: str, entries: Iterable[Entry]) -> bytes:
    """Check the chain from its first entry on, which there must be, and return its head.

    Counters may jump only over a gap that a later repair names, and the author may change only by a takeover
    from the one before. Raises :class:`RefusedError` ``interview.journal-broken`` or
    ``interview.journal-author`` naming the first entry that does not fit.
    """
    entries = list(entries)
    if not entries:
        raise RefusedError("interview.journal-broken", counter=1)
    named = _named_gaps(entries)
    expected, last = origin(interview), 0
    for place, entry in enumerate(entries):
        whole = entry.counter == last + 1
        jump = (last, entry.counter)
        fits = entry.previous == expected if whole else named.pop(jump, entry.counter) > entry.counter
        if entry.salt is not None:
            fits = fits and commit(entry.salt, entry.value) == entry.commitment
        if not fits:
            raise RefusedError("interview.journal-broken", counter=last + 1)
        if whole and place:
            _check_author(entry, entries[place - 1].author)
        expected, last = entry.hash, entry.counter
    if named:  # a repair that names what was never lost
        raise RefusedError("interview.journal-broken", counter=min(named.values()))
    return expected


def _check_author(entry: Entry, before: str) -> None:
    changed = entry.author != before
    if entry.kind is EntryKind.TAKEOVER:
        changed = notes.takeover(entry.value).before != before
    if changed:
        raise RefusedError("interview.journal-author", counter=entry.counter)


def beginning(amends: Sequence[str]) -> dict[str, JsonValue]:
    """Return what the first entry of an interview says beyond any other's: the sealed bundles it is about."""
    return {"amends": [*amends]} if amends else {}


def amended(entries: Sequence[Entry]) -> tuple[str, ...]:
    """Return the ids of the bundles an interview is about, sorted; mostly none.

    Raises :class:`RefusedError` ``interview.journal-line`` where the first entry names anything else.
    """
    match entries[0].value:
        case {"amends": [*named]}:
            ids = tuple(str(one) for one in named)
            if (
                ids
                and len(ids) <= MOST_AMENDED
                and ids == tuple(sorted(set(ids)))
                and all(map(_IS_ID.fullmatch, ids))
            ):
                return ids
            raise RefusedError("interview.journal-line")
    return ()


def continued_in(entries: Sequence[Entry]) -> tuple[str, str]:
    """Return the author a journal ends with, and the id of the workspace it goes on in."""
    for entry in reversed(entries):
        match entry.kind, entry.value:
            case EntryKind.TAKEOVER, value:
                return entries[-1].author, notes.takeover(value).workspace
            case EntryKind.BEGIN, {"workspace": str(workspace)}:
                return entries[-1].author, workspace
    return entries[-1].author, ""


def gaps(entries: Sequence[Entry]) -> tuple[Gap, ...]:
    """Return what repairs say was lost, without what is part of a larger gap that a later repair names."""
    return tuple(gap for _, gap in _gaps_by_repair(entries))


def _gaps_by_repair(entries: Sequence[Entry]) -> list[tuple[int, Gap]]:
    named = [
        (entry.counter, gap)
        for entry in entries
        if entry.kind is EntryKind.REPAIR
        for gap in notes.gaps(entry.value)
    ]
    if len(named) > MOST_GAPS:
        raise RefusedError("interview.journal-broken", counter=named[-1][0])
    return [
        (counter, gap)
        for counter, gap in named
        if not any(later > counter and larger.covers(gap) for later, larger in named)
    ]


def _named_gaps(entries: Sequence[Entry]) -> dict[tuple[int, int], int]:
    """Return the jumps that repairs allow, and the counter of the repair for each.

    Where the end was lost nothing jumps: the repair, and whoever took over to write it, go on from there.
    """
    named, ends = {}, set[int]()
    kinds = {entry.counter: entry.kind for entry in entries}
    for counter, gap in _gaps_by_repair(entries):
        if gap.before is not None:
            fits = (gap.after, gap.before) not in named
            named[gap.after, gap.before] = counter
        else:
            taken_over = kinds.get(gap.after + 1) is EntryKind.TAKEOVER
            fits = gap.after not in ends and counter - gap.after in ((1, 2) if taken_over else (1,))
            ends.add(gap.after)
        if not fits:
            raise RefusedError("interview.journal-broken", counter=counter)
    return named


def entry_from_line(line: str) -> Entry:
    """Read what :attr:`Entry.line` gave. Raises :class:`RefusedError` ``interview.journal-line``.

    Whether it is the canonical one is not asked: what comes from elsewhere goes through
    :func:`canonical.decode` to :func:`entry_from_json`.
    """
    try:
        return entry_from_json(json.loads(line))
    except ValueError:
        raise RefusedError("interview.journal-line") from None  # the cause would carry the line


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
    read = NOTES.get(entry.kind)
    if read is not None:
        if entry.path or entry.withheld:
            raise RefusedError("interview.journal-line")
        read(entry.value)
    elif not entry.withheld and not _fits(entry.kind, entry.value):
        raise RefusedError("interview.journal-line")
    return entry


def _fits(kind: EntryKind, value: JsonValue) -> bool:
    """Whether entries of a kind say no more than they have to: a value could hide a name where all read."""
    match kind, value:
        case ((EntryKind.ADD | EntryKind.CLEAR), _):
            return value is None
        case EntryKind.REMOVE, {"reason": str(), **rest}:
            return not rest
        case EntryKind.MOVE, {"to": int(to), **rest}:
            return not rest and not isinstance(to, bool) and to >= 1
    return kind not in (EntryKind.REMOVE, EntryKind.MOVE)


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
    if not is_time(text):
        raise ValueError("not a time")
    return text


def _digest(value: JsonValue) -> bytes:
    digest = bytes.fromhex(_text(value))
    if len(digest) != 32 or digest.hex() != value:
        raise ValueError("not a digest")
    return digest
