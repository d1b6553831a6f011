"""Sittings: on which days people sat down, who was there, how long it took, and when it was hard."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from interview_kit.crypto.canonical import JsonValue
from interview_kit.interview import events
from interview_kit.interview.events import Event, What
from interview_kit.interview.journal import Entry, EntryKind

#: Who can be there, in the order of the list; the witness and the interviewer mostly are.
PRESENT: Final = (
    "WITNESS",
    "INTERVIEWER",
    "INTERPRETER",
    "SUPPORT",
    "RELATIVE",
    "CHILD",
    "LAWYER",
    "OTHER",
)


@dataclass(frozen=True, slots=True)
class Sitting:
    """One sitting. Times are the laptop's, UTC; a sitting that a crash ended ends with its last entry."""

    begun: str
    ended: str
    #: Codes of all who were there for a time, in the order in which they came.
    present: tuple[str, ...] = ()
    #: Beginning and end of each break.
    breaks: tuple[tuple[str, str], ...] = ()
    #: When distress was marked.
    distress: tuple[str, ...] = ()

    def to_json(self) -> dict[str, JsonValue]:
        """Return what the archive keeps."""
        return {
            "begun": self.begun,
            "ended": self.ended,
            "present": [*self.present],
            "breaks": [[*one] for one in self.breaks],
            "distress": [*self.distress],
        }


def sittings(entries: Sequence[Entry]) -> tuple[Sitting, ...]:
    """Return the sittings a journal tells of, in order; none where it was recorded without a table."""
    found: list[Sitting] = []
    seated, resting = False, ""
    for entry in entries:
        event = events.from_json(entry.value) if entry.kind is EntryKind.EVENT else None
        if event is not None and event.what is What.SITTING:
            found.append(Sitting(entry.time, entry.time, event.present))
            seated, resting = True, ""
        elif seated:
            found[-1] = replace(found[-1], ended=entry.time)
            if event is not None:
                found[-1], resting = _after(found[-1], event, entry.time, resting)
                seated = event.what is not What.END
    return tuple(found)


def _after(sitting: Sitting, event: Event, time: str, resting: str) -> tuple[Sitting, str]:
    """Return a sitting after an event, and since when it rests."""
    match event.what:
        case What.PRESENT:
            came = tuple(one for one in event.present if one not in sitting.present)
            return replace(sitting, present=sitting.present + came), resting
        case What.BREAK:
            return sitting, resting or time
        case What.RESUME | What.END if resting:
            return replace(sitting, breaks=(*sitting.breaks, (resting, time))), ""
        case What.DISTRESS:
            return replace(sitting, distress=(*sitting.distress, time)), resting
    return sitting, resting


def from_json(data: object) -> tuple[Sitting, ...]:
    """Read what the archive keeps; nothing of what was archived before it was kept."""
    return tuple(_one(told) for told in data) if isinstance(data, list) else ()


def _one(told: JsonValue) -> Sitting:
    match told:
        case {
            "begun": str(begun),
            "ended": str(ended),
            "present": list(present),
            "breaks": list(breaks),
            "distress": list(distress),
        }:
            pairs = [(str(one[0]), str(one[1])) for one in breaks if isinstance(one, list) and len(one) == 2]
            return Sitting(begun, ended, tuple(map(str, present)), tuple(pairs), tuple(map(str, distress)))
    return Sitting("", "")
