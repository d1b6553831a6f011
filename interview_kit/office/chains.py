"""The chains of bundles, one per laptop: what is missing or there twice, and what counts.

Every manifest carries the laptop's seal number and the id of the bundle before it. Where a laptop was
revoked, or has new keys, what chains up to the last bundle that counts is accepted and the rest is held. So
what counts follows from the bundles and the roster alone, whatever the order in which they came.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from interview_kit.trust.roster import Ended, ended, released, roster
from interview_kit.vault.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Link:
    """One bundle in the chain of a laptop."""

    id: bytes
    number: int
    previous: bytes | None
    interview: str
    held: bool
    #: Whether the office signed it, for an interviewer who is gone.
    by_office: bool


@dataclass(frozen=True, slots=True)
class Chain:
    """What an office has of one laptop."""

    links: tuple[Link, ...]
    #: From and to: seal numbers that never arrived.
    missing: tuple[tuple[int, int], ...]
    #: Seal numbers under which different bundles arrived.
    doubled: tuple[int, ...]
    #: Seal numbers of bundles that name another bundle before them than the one that arrived.
    broken: tuple[int, ...]

    @property
    def whole(self) -> bool:
        """Whether nothing is missing, doubled or broken."""
        return not (self.missing or self.doubled or self.broken)


def chains(workspace: Workspace) -> dict[str, Chain]:
    """Return the chain of every laptop, by its key id."""
    return {key: _chain(_links(workspace, key)) for key in roster(workspace)}


def last_whole(links: Iterable[Link]) -> tuple[int, bytes | None]:
    """Return seal number and id of the last bundle up to which a chain is whole; 0 and None where none is."""
    by_number: dict[int, list[Link]] = {}
    for link in links:
        by_number.setdefault(link.number, []).append(link)
    number, last = 0, None
    while len(found := by_number.get(number + 1, [])) == 1 and found[0].previous == last:
        number, last = found[0].number, found[0].id
    return number, last


def settle_all(workspace: Workspace) -> None:
    """Let stand what counts, of every laptop: the roster may have changed when nobody could settle."""
    with workspace.transaction():
        settle_every(workspace)


def settle_every(workspace: Workspace) -> None:
    """Do as :func:`settle_all` inside the caller's transaction."""
    for key in roster(workspace):
        settle(workspace, key)


def settle(workspace: Workspace, laptop: str) -> None:
    """Let stand what counts of a laptop's bundles, and hold the rest, inside the caller's transaction.

    What the office signed counts where it is written down that it did: a stolen key of before signs nothing.
    """
    _settle(workspace, _links(workspace, laptop), ended(workspace, laptop))


def settle_new(workspace: Workspace, laptop: str, bundle: bytes) -> None:
    """Do as :func:`settle` after one bundle came in.

    Of a laptop that goes on each bundle stands by itself; where it ended, this one may be what others needed.
    """
    end = ended(workspace, laptop)
    links = _links(workspace, laptop) if end else _links(workspace, laptop, bundle)
    _settle(workspace, links, end)


def _settle(workspace: Workspace, links: list[Link], end: Ended | None) -> None:
    written_down = {row[0] for row in workspace.database.run("SELECT bundle FROM sealed_for")}
    counts = {link.id for link in links} if end is None else counting(links, end)
    counts -= {link.id for link in links if link.by_office} - written_down
    counts |= {bytes.fromhex(one) for one in released(workspace)}
    for link in links:
        if link.held == (link.id in counts):
            standing = "accepted" if link.held else "held"
            workspace.database.run("UPDATE bundle SET standing = ? WHERE id = ?", (standing, link.id))


def counting(links: Iterable[Link], ended: Ended) -> set[bytes]:
    """Return the ids of the bundles that chain up to the last one that counts."""
    by_id = {link.id: link for link in links}
    found, number, bundle = set[bytes](), ended.number, ended.bundle
    while bundle is not None and (link := by_id.get(bundle)) is not None and link.number == number:
        found.add(bundle)
        number, bundle = number - 1, link.previous
    return found


_LINKS: Final = (
    "SELECT id, number, json_extract(manifest, '$.previous'), interview, standing = 'held',"
    " json_extract(manifest, '$.sealed_for') IS NOT NULL FROM bundle"
)


def _links(workspace: Workspace, laptop: str, bundle: bytes | None = None) -> list[Link]:
    which, named = ("laptop = ?", laptop) if bundle is None else ("id = ?", bundle)
    rows = workspace.database.run(f"{_LINKS} WHERE {which} ORDER BY number, id", (named,))
    return [
        Link(
            bundle, number, bytes.fromhex(previous) if previous else None, interview, bool(held), bool(office)
        )
        for bundle, number, previous, interview, held, office in rows
    ]


def _chain(links: list[Link]) -> Chain:
    missing, expected = [], 1
    for link in links:
        if link.number > expected:
            missing.append((expected, link.number - 1))
        expected = max(expected, link.number + 1)
    count = Counter(link.number for link in links)
    known = {number: {link.id for link in links if link.number == number} for number in count}
    broken = [
        link.number
        for link in links
        if link.number - 1 in known and link.previous not in known[link.number - 1]
    ]
    return Chain(
        tuple(links),
        tuple(missing),
        tuple(number for number, times in count.items() if times > 1),
        tuple(sorted(set(broken))),
    )
