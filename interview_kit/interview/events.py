"""What happened at the table, as the journal notes it: sittings, breaks, distress, sound, stamps.

Everybody may read these entries, so they hold codes, ids and times alone; whatever has words is an answer.
Sound is told as one line of time: ``at`` counts the milliseconds of all sound of the interview, so that a
place in it stays one number however often the recording was begun anew.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, TypeGuard

from interview_kit.crypto.canonical import JsonValue
from interview_kit.errors import RefusedError

_CODE: Final = re.compile("[A-Z][A-Z_]{0,31}")
_ATTACHMENT: Final = re.compile("[a-z2-7]{26}")
#: Nobody asks questions before a crowd.
_MOST_PRESENT: Final = 16
#: Milliseconds; some four months of sound.
_LONGEST: Final = 10**10


class What(StrEnum):
    """What happened."""

    #: People sat down; ``present`` says who, in codes.
    SITTING = "sitting"
    #: Somebody came or went.
    PRESENT = "present"
    #: The sitting was ended.
    END = "end"
    BREAK = "break"
    RESUME = "resume"
    #: The interviewer marked that it was hard.
    DISTRESS = "distress"
    #: From ``at`` on sound goes into ``attachment``.
    SOUND = "sound"
    #: The sound ended, or paused, at ``at``.
    SILENCE = "silence"
    #: A place in the sound somebody wanted to find again.
    STAMP = "stamp"


_WITH_PRESENT: Final = (What.SITTING, What.PRESENT)
_WITH_PLACE: Final = (What.SOUND, What.SILENCE, What.STAMP)


@dataclass(frozen=True, slots=True)
class Event:
    """One event. ``present`` are codes such as ``INTERPRETER``; ``at`` is None where nothing is recorded."""

    what: What
    present: tuple[str, ...] = ()
    attachment: str = ""
    at: int | None = None

    def to_json(self) -> dict[str, JsonValue]:
        """Return the entry's value."""
        told: dict[str, JsonValue] = {"what": self.what.value}
        if self.what in _WITH_PRESENT:
            told["present"] = [*self.present]
        if self.what is What.SOUND:
            told["attachment"] = self.attachment
        if self.at is not None:
            told["at"] = self.at
        return told


def from_json(value: JsonValue) -> Event:
    """Return what an entry's value says. Raises :class:`RefusedError` ``interview.journal-line``."""
    match value:
        case {"what": str(what), **rest} if what in set(What):
            present, attachment, at = rest.get("present", []), rest.get("attachment", ""), rest.get("at")
            if _are_codes(present) and _is_id(attachment) and _is_place(at):
                event = Event(What(what), tuple(present), attachment, at)
                placed = event.at is not None or event.what not in _WITH_PLACE
                named = bool(event.attachment) or event.what is not What.SOUND
                # whatever else was said, or in another way, comes out different
                if placed and named and event.to_json() == value:
                    return event
    raise RefusedError("interview.journal-line")


def _are_codes(value: object) -> TypeGuard[list[str]]:
    if not isinstance(value, list) or len(value) > _MOST_PRESENT:
        return False
    codes = [one for one in value if isinstance(one, str) and _CODE.fullmatch(one)]
    return len({*codes}) == len(value)


def _is_id(value: object) -> TypeGuard[str]:
    return isinstance(value, str) and (not value or _ATTACHMENT.fullmatch(value) is not None)


def _is_place(value: object) -> TypeGuard[int | None]:
    if value is None:
        return True
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < _LONGEST
