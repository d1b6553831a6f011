"""Times that lie: of entries, of beginning and sealing, and about whether the clock went back.

A clock can be set to anything and decides nothing. What is refused is a bundle that contradicts itself.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from interview_kit.interview.journal import Entry
from tests.attacks.campaign import Kind
from tests.attacks.forger import relink
from tests.attacks.scene import Case, Scene, shuffled

EARLIER: Final = "2026-01-01T00:00:00.000Z"
LATER: Final = "2099-12-31T23:59:59.999Z"
#: Not a time, or not in the one form a time has.
NO_TIMES: Final = (
    "",
    "yesterday",
    "2026-02-30T12:00:00.000Z",
    "2026-13-01T12:00:00.000Z",
    "2026-00-10T12:00:00.000Z",
    "2026-01-00T12:00:00.000Z",
    "0000-01-01T12:00:00.000Z",
    "2026-01-01T24:00:00.000Z",
    "2026-01-01T23:60:00.000Z",
    "2026-01-01T23:59:60.000Z",
    "2025-02-29T12:00:00.000Z",
    "2026-01-01T12:00:00.000z",
    "2026-01-01t12:00:00.000Z",
    "2026-01-01 12:00:00.000Z",
    "2026-01-01T12:00:00Z",
    "2026-01-01T12:00:00.000000Z",
    "2026-01-01T12:00:00.000+00:00",
    "2026-01-01T12:00:00.000",
    "2026-01-01T12:00:00.000Z\n",
    " 2026-01-01T12:00:00.000Z",
    "2026-W01-1T12:00:00.000Z",
    "20260101T120000.000Z",
    "+2026-01-01T12:00:00.000Z",
    "-026-01-01T12:00:00.000Z",
    "\u0662\u0660\u0662\u0666-01-01T12:00:00.000Z",
    "2026-01-01T12:00:00.000Z2026-01-01T12:00:00.000Z",
    "1767268800000",
)


def _no_times(scene: Scene, chance: random.Random) -> Iterator[Case]:
    """Of sealing; of beginning together with the first entry's; and of any entry."""
    genuine = scene.forger()
    entries, interview = genuine.journal(), genuine.manifest["interview"]
    for time in shuffled(chance, NO_TIMES):
        for back in (False, True):
            forger = scene.forger()
            forger.manifest |= {"sealed": time, "clock_went_back": back}
            yield f"sealed at {time!r}, back: {back}", forger.sealed()
            forger = scene.forger()
            first, *rest = entries
            forger.rewrite_journal(relink(interview, [replace(first, time=time), *rest]))
            forger.manifest |= {"begun": time, "clock_went_back": back}
            yield f"begun at {time!r}, back: {back}", forger.sealed()
        at = chance.randrange(1, len(entries))
        forger = scene.forger()
        forger.rewrite_journal(relink(interview, _at(entries, at, time)))
        yield f"entry {at + 1} at {time!r}", forger.sealed()


def _at(entries: Sequence[Entry], number: int, time: str) -> list[Entry]:
    return [replace(one, time=time) if at == number else one for at, one in enumerate(entries)]


def _lies(scene: Scene, chance: random.Random) -> Iterator[Case]:
    """Times that are times, and a manifest that says otherwise of them."""
    genuine = scene.forger()
    entries, interview = genuine.journal(), genuine.manifest["interview"]
    for at in shuffled(chance, range(len(entries))):
        for time in (EARLIER, LATER):
            forger = scene.forger()
            changed = _at(entries, at, time)
            forger.rewrite_journal(relink(interview, changed))
            times = [*(entry.time for entry in changed), forger.manifest["sealed"]]
            forger.manifest["clock_went_back"] = times == sorted(times)
            yield f"entry {at + 1} at {time}, and a lie about it", forger.sealed()
    for name, claim in {
        "begun earlier": {"begun": EARLIER},
        "begun later": {"begun": LATER},
        "sealed before it began": {"sealed": EARLIER},
        "a clock that went back": {"clock_went_back": True},
        "begun when it was sealed": {"begun": genuine.manifest["sealed"]},
    }.items():
        forger = scene.forger()
        forger.manifest |= claim
        yield name, forger.sealed()


def _told(scene: Scene, chance: random.Random) -> Iterator[Case]:
    """Times that go back, jump and end before they begin, and are told as they are."""
    genuine = scene.forger()
    entries, interview = genuine.journal(), genuine.manifest["interview"]
    for at in shuffled(chance, range(len(entries))):
        for time in (EARLIER, LATER, "0001-01-01T00:00:00.000Z", "9999-12-31T23:59:59.999Z"):
            forger = scene.forger()
            changed = _at(entries, at, time)
            forger.rewrite_journal(relink(interview, changed))
            times = [*(entry.time for entry in changed), forger.manifest["sealed"]]
            forger.manifest |= {"begun": times[0], "clock_went_back": times != sorted(times)}
            yield f"entry {at + 1} at {time}", forger.sealed()
    for time in (EARLIER, "0001-01-01T00:00:00.000Z", "9999-12-31T23:59:59.999Z"):
        forger = scene.forger()
        forger.manifest |= {"sealed": time, "clock_went_back": time < entries[-1].time}
        yield f"sealed at {time}", forger.sealed()


KINDS: Final = (
    Kind("times that are none", 5, _no_times, frozenset({"bundle.manifest", "interview.journal-line"})),
    Kind("times that lie", 4, _lies, frozenset({"bundle.manifest"})),
    Kind("times told as they are", 4, _told, frozenset(), may_pass=True),
)
