"""The course of an interview: what its journal tells of its own making."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from interview_kit.crypto.canonical import JsonValue
from interview_kit.interview import journal, notes
from interview_kit.interview.journal import Entry, EntryKind
from interview_kit.interview.notes import Gap


@dataclass(frozen=True, slots=True)
class Course:
    """Who wrote, what was lost, when the clock jumped."""

    #: Key ids in order; more than one where an interview was taken over.
    authors: tuple[str, ...] = ()
    gaps: tuple[Gap, ...] = ()
    #: Entries that were passed over, because what they built on was lost.
    passed_over: int = 0
    #: By how many milliseconds the laptop's clock jumped, each time; negative where it went back.
    jumps: tuple[int, ...] = ()

    @property
    def lost(self) -> int:
        """How many entries were lost, as far as that is known."""
        return sum(gap.lost or 0 for gap in self.gaps)

    def to_json(self) -> dict[str, JsonValue]:
        """Return what the archive keeps."""
        return {
            "authors": list(self.authors),
            "gaps": [gap.to_json() for gap in self.gaps],
            "passed_over": self.passed_over,
            "jumps": list(self.jumps),
        }


def course(entries: Sequence[Entry], passed_over: int) -> Course:
    """Return the course of a verified journal, of which the fold passed over so many entries."""
    jumps = [notes.jump(entry.value) for entry in entries if entry.kind is EntryKind.CLOCK]
    return Course(
        tuple(dict.fromkeys(entry.author for entry in entries)),
        journal.gaps(entries),
        passed_over,
        tuple(jumps),
    )


def from_json(data: JsonValue) -> Course:
    """Read what the archive keeps; nothing of what was archived before it was kept."""
    match data:
        case {
            "authors": list(authors),
            "gaps": list(named),
            "passed_over": int(passed_over),
            "jumps": list(jumps),
        }:
            gaps = notes.gaps({"gaps": named}) if named else ()
            return Course(tuple(map(str, authors)), gaps, passed_over, tuple(map(int, jumps)))
    return Course()
