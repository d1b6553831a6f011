"""Mending a journal of which a damaged disk left only a part.

Nothing that is left is changed: the gaps are named by an entry at the end, and the office will see them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from interview_kit.crypto.canonical import JsonValue
from interview_kit.errors import RefusedError
from interview_kit.interview import journal, notes, promotion
from interview_kit.interview.clock import Clock
from interview_kit.interview.journal import Entry, EntryKind
from interview_kit.interview.notes import Gap, LostPromotion, Takeover, Why
from interview_kit.protocol.library import LoadedProtocol


def mend(
    interview: str,
    entries: Iterable[Entry],
    author: str,
    clock: Clock,
    *,
    workspace: str,
    end_lost: bool = False,
    under: LoadedProtocol | None = None,
) -> list[Entry]:
    """Return the intact ones of these entries, and a ``repair`` that names what is lost between them.

    ``entries`` come in their order, with holes. An entry whose value does not fit its commitment is lost, and
    so is one whose hash is not what the entry after it names. ``end_lost`` says that there were more, after
    the last one. Where the journal's author or workspace is no longer ``author`` and ``workspace``, a
    takeover comes before the repair. ``under`` is the protocol that the interview was under, where that is
    known: if the entry that says so is lost, the repair does, as far as anything told since is left.
    A whole journal comes back as it is. Raises :class:`RefusedError`
    ``interview.journal-beyond-repair`` where the beginning is lost.
    """
    given = list(entries)
    intact = _intact(given)
    if not intact or intact[0].counter != 1 or intact[0].previous != journal.origin(interview):
        raise RefusedError("interview.journal-beyond-repair")
    if intact[0].kind is not EntryKind.BEGIN:
        raise RefusedError("interview.journal-beyond-repair")
    lost = _jumps(intact)
    if end_lost or given[-1].counter > intact[-1].counter:
        lost.append(Gap(intact[-1].counter, None))
    if not lost:
        return intact
    reading = clock.look(intact[-1].time)
    if journal.continued_in(intact) != (author, workspace):
        told = Takeover(intact[-1].author, workspace, Why.RESTORED).to_json()
        intact.append(_link(interview, intact, EntryKind.TAKEOVER, told, author, reading.time))
    named = notes.repair(lost, _lost_promotion(intact, lost, under))
    intact.append(_link(interview, intact, EntryKind.REPAIR, named, author, reading.time))
    clock.keep(reading)
    journal.verify(interview, intact)
    return intact


def _lost_promotion(
    intact: Sequence[Entry], lost: Sequence[Gap], under: LoadedProtocol | None
) -> LostPromotion | None:
    """Return the promotion that lay in a gap: in the first after which everything fits the other protocol."""
    if under is None or promotion.under(intact) == under.reference():
        return None
    for gap in lost:
        after = [one.path for one in intact if one.path and gap.before and one.counter >= gap.before]
        if gap.before and after and all(map(under.form.asks, after)):
            return LostPromotion(gap.before, under.reference())
    return None


def _link(
    interview: str, entries: list[Entry], kind: EntryKind, value: JsonValue, author: str, time: str
) -> Entry:
    return journal.link(interview, entries[-1], kind=kind, path="", value=value, author=author, time=time)


def _intact(entries: list[Entry]) -> list[Entry]:
    """Return the entries that stand: from the end, for each is vouched for by the one that follows it."""
    standing: list[Entry] = []
    for entry in reversed(entries):
        after = standing[-1] if standing else None
        if entry.salt is not None and journal.commit(entry.salt, entry.value) != entry.commitment:
            continue
        if after is not None and after.counter <= entry.counter:
            continue
        if after is not None and after.counter == entry.counter + 1 and after.previous != entry.hash:
            continue
        standing.append(entry)
    return standing[::-1]


def _jumps(entries: list[Entry]) -> list[Gap]:
    """Return the gaps that no repair among these entries names."""
    named = set(journal.gaps(entries))
    found = [Gap(a.counter, b.counter) for a, b in pairwise(entries) if b.counter != a.counter + 1]
    return [gap for gap in found if gap not in named]
