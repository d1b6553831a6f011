"""What must be destroyed where a witness takes consent back, also of what was told before a promotion."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from interview_kit.interview.interview import Interview
from interview_kit.interview.journal import Entry, EntryKind
from interview_kit.interview.origins import taken_from

#: Reasons for removing an instance are words, too.
_TELLING: Final = frozenset({EntryKind.ANSWER, EntryKind.SPLICE, EntryKind.SET, EntryKind.REMOVE})
#: What answers need at least under every protocol that asks for it.
_TAKING_PART: Final = ("SC1", "SC2")


@dataclass(frozen=True, slots=True)
class Told:
    """Values in a journal: the counters of their entries, and the stable paths where they were told."""

    counters: frozenset[int]
    places: frozenset[str]


def ever_told(interview: Interview, stable: str) -> Told:
    """Return all that was ever told at a question, or at those it was taken from."""
    return _at(interview, {stable})


def beyond_consent(interview: Interview) -> Told:
    """Return the values in a journal that consent does not cover now.

    What was told before a promotion goes with the question it was carried over to, and where the scopes that
    it needed then are withdrawn; where these are not known, with those of taking part.
    """
    form, promoted = interview.loaded.form, interview.promoted
    locked = {
        entry.path
        for entry in interview.entries
        if entry.counter >= promoted
        and entry.kind in _TELLING
        and form.asks(entry.path)
        and interview.locked_by(form.at(entry.path))
    }
    found = _at(interview, locked)
    earlier = [
        entry
        for entry in interview.entries
        if (entry.counter < promoted or not form.asks(entry.path))
        and _is_told(entry)
        and _was_locked(interview, entry)
    ]
    return Told(
        found.counters | {entry.counter for entry in earlier},
        found.places | {entry.path for entry in earlier},
    )


def _at(interview: Interview, stable: Collection[str]) -> Told:
    form, promoted = interview.loaded.form, interview.promoted
    before = {origin for path in stable for origin in taken_from(form, path).all} if promoted else set()
    counters = {
        entry.counter
        for entry in interview.entries
        if _is_told(entry) and entry.path in (before if entry.counter < promoted else stable)
    }
    return Told(frozenset(counters), frozenset({*stable, *before} if counters else stable))


def _is_told(entry: Entry) -> bool:
    return entry.kind in _TELLING and not entry.withheld


def _was_locked(interview: Interview, entry: Entry) -> bool:
    """Whether a scope that an answer needed before the promotion was asked for since, and is not granted."""
    needed: Collection[str] = _TAKING_PART
    if interview.earlier is not None and interview.earlier.form.asks(entry.path):
        needed = interview.earlier.form.at(entry.path).needs
    consent = interview.consent()
    return any(scope in interview.loaded.form.scopes and consent.get(scope) != "YES" for scope in needed)
