"""What entries about the journal itself say: undo, clock, takeover, repair, promote.

They have no path and everybody may read them, so their values never travel apart and are never destroyed.
Each function returns what a value says, or raises :class:`RefusedError` ``interview.journal-line``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from interview_kit.crypto.canonical import JsonValue
from interview_kit.errors import RefusedError

_KEY_ID: Final = re.compile("[0-9a-f]{64}")
_WORKSPACE: Final = re.compile("[a-z2-7]{26}")
_PROTOCOL: Final = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.:\-]{0,127}")
_VERSION: Final = re.compile(r"[0-9A-Za-z_.:\-]{1,64}")


class Why(StrEnum):
    """Why an interview went on under another author."""

    #: In a workspace restored from a backup: a new device with new keys.
    RESTORED = "restored"
    #: In the same workspace, which has new keys.
    NEW_KEYS = "new-keys"
    #: Opened in the office for an interviewer who is gone, and sealed there as it was left.
    REOPENED = "reopened"


@dataclass(frozen=True, slots=True)
class Takeover:
    """From here on the interview is somebody else's."""

    #: Key id of the author before.
    before: str
    #: Id of the workspace it continues in.
    workspace: str
    why: Why

    def to_json(self) -> dict[str, JsonValue]:
        """Return the entry's value."""
        return {"from": self.before, "workspace": self.workspace, "why": self.why.value}


@dataclass(frozen=True, slots=True)
class Gap:
    """Entries that were lost: those between two counters, or all there were after the first one."""

    after: int
    before: int | None

    @property
    def lost(self) -> int | None:
        """How many entries, where that is known."""
        return None if self.before is None else self.before - self.after - 1

    def covers(self, other: Gap) -> bool:
        """Whether all that the other one lost, and what named it, is lost here too."""
        if self.before is None:
            return False
        end = other.after if other.before is None else other.before
        return self.after <= other.after and end <= self.before and self != other

    def to_json(self) -> dict[str, JsonValue]:
        """Return one element of the entry's value."""
        return {"after": self.after, "before": self.before}


@dataclass(frozen=True, slots=True)
class LostPromotion:
    """A promotion whose entry was lost: it is under this protocol since an entry, the first after a gap."""

    since: int
    protocol: dict[str, JsonValue]

    def to_json(self) -> dict[str, JsonValue]:
        """Return the part of the entry's value."""
        return {"protocol": self.protocol, "since": self.since}


@dataclass(frozen=True, slots=True)
class Promoted:
    """From here on the interview is under another protocol."""

    #: How bundles and journals name that protocol version.
    protocol: dict[str, JsonValue]
    #: How many entries after this one carry over what was answered before, and what the protocol sets.
    carried: int

    def to_json(self) -> dict[str, JsonValue]:
        """Return the entry's value."""
        return {"carried": self.carried, "protocol": self.protocol}


def undone(value: JsonValue) -> int:
    """Return the counter of what is taken back."""
    match value:
        case {"counter": int(counter), **rest} if not rest and _counts(counter):
            return counter
    raise RefusedError("interview.journal-line")


def jump(value: JsonValue) -> int:
    """Return by how many milliseconds the clock jumped; negative where it went back."""
    match value:
        case {"jumped_ms": int(by), **rest} if not rest and not isinstance(by, bool) and by:
            return by
        case {"went_back_ms": int(by), **rest} if not rest and _counts(by):
            return -by
    raise RefusedError("interview.journal-line")


def takeover(value: JsonValue) -> Takeover:
    """Return who took over from whom, and where."""
    match value:
        case {"from": str(before), "workspace": str(workspace), "why": str(why), **rest} if (
            not rest and _KEY_ID.fullmatch(before) and _WORKSPACE.fullmatch(workspace) and why in set(Why)
        ):
            return Takeover(before, workspace, Why(why))
    raise RefusedError("interview.journal-line")


def promoted(value: JsonValue) -> Promoted:
    """Return under which protocol it goes on."""
    match value:
        case {"carried": int(carried), "protocol": protocol, **rest} if not rest:
            if carried == 0 or _counts(carried):
                return Promoted(reference(protocol), carried)
    raise RefusedError("interview.journal-line")


def reference(value: JsonValue) -> dict[str, JsonValue]:
    """Return what names a protocol version: its id, its version, and the SHA-256 of its text."""
    match value:
        case {"id": str(name), "version": str(version), "digest": str(digest), **rest} if not rest:
            if _PROTOCOL.fullmatch(name) and _VERSION.fullmatch(version) and _KEY_ID.fullmatch(digest):
                return {"id": name, "version": version, "digest": digest}
    raise RefusedError("interview.journal-line")


def gaps(value: JsonValue) -> tuple[Gap, ...]:
    """Return what a repair says was lost, in order."""
    match value:
        case {"gaps": [_, *_] as named, **rest} if not rest.keys() - {"promoted"}:
            found, promoted = tuple(map(_gap, named)), lost_promotion(value)
            if promoted is None or promoted.since in {gap.before for gap in found}:
                return found
    raise RefusedError("interview.journal-line")


def lost_promotion(value: JsonValue) -> LostPromotion | None:
    """Return the promotion that a repair says was lost, if there was one."""
    match value:
        case {"promoted": told}:
            return _lost(told)
    return None


def repair(named: Sequence[Gap], promoted: LostPromotion | None = None) -> JsonValue:
    """Return the value of an entry that names these gaps, and a promotion that lay in one of them."""
    gaps: dict[str, JsonValue] = {"gaps": [gap.to_json() for gap in named]}
    return gaps if promoted is None else gaps | {"promoted": promoted.to_json()}


def _lost(value: JsonValue) -> LostPromotion:
    match value:
        case {"protocol": protocol, "since": int(since), **rest} if not rest and _counts(since):
            return LostPromotion(since, reference(protocol))
    raise RefusedError("interview.journal-line")


def _gap(value: JsonValue) -> Gap:
    match value:
        case {"after": int(after), "before": None, **rest} if not rest and _counts(after):
            return Gap(after, None)
        case {"after": int(after), "before": int(before), **rest} if (
            not rest and _counts(after) and before > after + 1
        ):
            return Gap(after, before)
    raise RefusedError("interview.journal-line")


def _counts(number: int) -> bool:
    return not isinstance(number, bool) and number >= 1
