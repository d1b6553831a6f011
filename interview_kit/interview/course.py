"""The course of an interview: what its journal tells of its own making."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from interview_kit.crypto.canonical import JsonValue
from interview_kit.interview import journal, notes, sittings
from interview_kit.interview.journal import Entry, EntryKind
from interview_kit.interview.notes import Gap
from interview_kit.interview.promotion import begun_under, promotion
from interview_kit.interview.sittings import Sitting


@dataclass(frozen=True, slots=True)
class GoneOn:
    """When an interview went on under another protocol, and under which it had begun."""

    time: str
    #: ``id@version``.
    began: str

    def to_json(self) -> dict[str, JsonValue]:
        """Return what the archive keeps."""
        return {"time": self.time, "began": self.began}


@dataclass(frozen=True, slots=True)
class Course:
    """Who wrote, what was lost, when the clock jumped, whether it changed its protocol, and the sittings."""

    #: Key ids in order; more than one where an interview was taken over.
    authors: tuple[str, ...] = ()
    gaps: tuple[Gap, ...] = ()
    #: Entries that were passed over, because what they built on was lost.
    passed_over: int = 0
    #: By how many milliseconds the laptop's clock jumped, each time; negative where it went back.
    jumps: tuple[int, ...] = ()
    promoted: GoneOn | None = None
    sittings: tuple[Sitting, ...] = ()

    @property
    def lost(self) -> int:
        """How many entries were lost, as far as that is known."""
        return sum(gap.lost or 0 for gap in self.gaps)

    def to_json(self) -> dict[str, JsonValue]:
        """Return what the archive keeps."""
        told: dict[str, JsonValue] = {
            "authors": list(self.authors),
            "gaps": [gap.to_json() for gap in self.gaps],
            "passed_over": self.passed_over,
            "jumps": list(self.jumps),
        }
        if self.sittings:
            told["sittings"] = [one.to_json() for one in self.sittings]
        return told if self.promoted is None else told | {"promoted": self.promoted.to_json()}


def course(entries: Sequence[Entry], passed_over: int) -> Course:
    """Return the course of a verified journal, of which the fold passed over so many entries."""
    jumps = [notes.jump(entry.value) for entry in entries if entry.kind is EntryKind.CLOCK]
    return Course(
        tuple(dict.fromkeys(entry.author for entry in entries)),
        journal.gaps(entries),
        passed_over,
        tuple(jumps),
        _gone_on(entries),
        sittings.sittings(entries),
    )


def _gone_on(entries: Sequence[Entry]) -> GoneOn | None:
    found = promotion(entries)
    if found is None:
        return None
    before = begun_under(entries)
    return GoneOn(found.time, f"{before['id']}@{before['version']}")


def from_json(data: JsonValue) -> Course:
    """Read what the archive keeps; nothing of what was archived before it was kept."""
    match data:
        case {
            "authors": list(authors),
            "gaps": list(named),
            "passed_over": int(passed_over),
            "jumps": list(jumps),
            **rest,
        }:
            gaps = notes.gaps({"gaps": named}) if named else ()
            promoted = _read_gone_on(rest.get("promoted"))
            sat = sittings.from_json(rest.get("sittings"))
            return Course(tuple(map(str, authors)), gaps, passed_over, tuple(map(int, jumps)), promoted, sat)
    return Course()


def _read_gone_on(data: object) -> GoneOn | None:
    match data:
        case {"time": str(time), "began": str(began)}:
            return GoneOn(time, began)
    return None
