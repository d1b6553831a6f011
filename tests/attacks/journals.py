"""What a forger with a laptop's keys puts into a journal, or takes out of it."""

from __future__ import annotations

from dataclasses import replace

from interview_kit.crypto.canonical import JsonValue
from interview_kit.interview import journal
from interview_kit.interview.journal import Entry, EntryKind
from tests.attacks.forger import Forger, relink

#: A workspace that is nobody's.
ELSEWHERE = "u" * 26


def note(last: Entry, kind: EntryKind, value: JsonValue, *, author: str = "") -> Entry:
    """An entry about the journal itself, to be put after ``last``."""
    salt = bytes(32)
    return replace(
        last,
        counter=last.counter + 1,
        kind=kind,
        path="",
        author=author or last.author,
        commitment=journal.commit(salt, value),
        salt=salt,
        value=value,
    )


def with_notes(forger: Forger, *notes: tuple[EntryKind, JsonValue, str], at: int | None = None) -> None:
    """Put entries at the end of the journal, or before the entry of a counter, and link the chain anew."""
    entries = forger.journal()
    end = [] if at is None else entries[at - 1 :]
    entries = entries if at is None else entries[: at - 1]
    for kind, value, author in notes:
        entries.append(note(entries[-1], kind, value, author=author))
    forger.rewrite_journal(relink(forger.manifest["interview"], [*entries, *end]))


def takeover(before: str, *, workspace: str = ELSEWHERE, why: str = "restored") -> dict[str, JsonValue]:
    return {"from": before, "workspace": workspace, "why": why}


def torn(forger: Forger, *lost: int) -> list[Entry]:
    return [entry for entry in forger.journal() if entry.counter not in lost]


def closed_by(entries: list[Entry], gaps: JsonValue) -> list[Entry]:
    repair = note(entries[-1], EntryKind.REPAIR, {"gaps": gaps})
    return [*entries, replace(repair, previous=entries[-1].hash)]
