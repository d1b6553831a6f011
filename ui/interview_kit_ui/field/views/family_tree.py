"""A family as generations: who stands in which row, beside whom, and what ties them; no Qt.

Kin that was told comes first. Where none was told of somebody, their relation to the witness says the
generation, and a tie to the witness stands for it that is not known in detail.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import combinations
from statistics import fmean
from typing import Final

#: The id of the witness where nobody told of is the witness.
WITNESS: Final = ""
#: Orders are looked at so often: down by parents, up by children.
_SWEEPS: Final = 3


@dataclass(frozen=True, slots=True)
class Relative:
    """Somebody in the tree. ``parents`` and ``partners`` are ids, of whomever."""

    id: str
    #: Generations above the witness, as the relation says; None where it says nothing.
    generation: int | None = None
    parents: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    is_witness: bool = False


@dataclass(frozen=True, slots=True)
class Seat:
    """Where somebody stands: the line from the top, and how far right of the middle, in seats."""

    id: str
    line: int
    right: float


@dataclass(frozen=True, slots=True)
class Tie:
    """``above`` are the parents of ``below``; or one of them the partner of ``beside``.

    With ``told`` false it only says that the two are related.
    """

    above: tuple[str, ...]
    below: str = ""
    beside: str = ""
    told: bool = True


@dataclass(frozen=True, slots=True)
class Tree:
    """Everybody at their place. From ``unplaced_from`` on stand those of whom no generation is known."""

    seats: tuple[Seat, ...]
    ties: tuple[Tie, ...]
    unplaced_from: int | None

    @property
    def lines(self) -> int:
        """How many lines there are."""
        return 1 + max((seat.line for seat in self.seats), default=-1)

    def beside(self, here: str, right: int, down: int) -> str:
        """Return who is reached from somebody by one step, by id; the same where nobody is."""
        at = next(seat for seat in self.seats if seat.id == here)
        others = [seat for seat in self.seats if seat.id not in (here, WITNESS)]
        if down:
            ahead = [seat for seat in others if (seat.line - at.line) * down > 0]
            return min(
                ahead, key=lambda one: (abs(one.line - at.line), abs(one.right - at.right)), default=at
            ).id
        ahead = [seat for seat in others if seat.line == at.line and (seat.right - at.right) * right > 0]
        return min(ahead, key=lambda one: abs(one.right - at.right), default=at).id


@dataclass(slots=True)
class _Row:
    """One generation: couples side by side."""

    units: list[list[str]] = field(default_factory=list)

    def order(self) -> list[str]:
        return [one for unit in self.units for one in unit]


def arranged(people: Sequence[Relative], per_line: int) -> Tree:
    """Seat everybody, at most ``per_line`` in a line."""
    if not any(one.is_witness for one in people):
        people = [*people, Relative(WITNESS, 0, is_witness=True)]
    known = {one.id: one for one in people}
    generations, groups = _generations(known)
    pairs = _pairs(known)
    ties = [*_told(known), *_implied(known, generations, groups, pairs)]
    rows: dict[int, _Row] = {}
    for generation in sorted({one for one in generations.values() if one is not None}, reverse=True):
        members = [one for one in known if generations[one] == generation]
        rows[generation] = _Row(_side_by_side(members, pairs))
    _untangle(list(rows.values()), ties)
    seats: list[Seat] = []
    for row in rows.values():
        seats += _seated(row.order(), _after(seats), per_line)
    unplaced = [one for one in known if generations[one] is None]
    start = _after(seats)
    seats += _seated(unplaced, start, per_line)
    return Tree(tuple(seats), tuple(ties), start if unplaced else None)


def _after(seats: Sequence[Seat]) -> int:
    return seats[-1].line + 1 if seats else 0


def _generations(known: Mapping[str, Relative]) -> tuple[dict[str, int | None], list[list[str]]]:
    """Return everybody's generation, and who is tied to whom by what was told."""
    steps: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for one in known.values():
        for other, up in [(it, 1) for it in one.parents] + [(it, 0) for it in one.partners]:
            if other in known and other != one.id:
                steps[one.id].append((other, up))
                steps[other].append((one.id, -up))
    found: dict[str, int | None] = {}
    groups = []
    for start in known:
        if start in found:
            continue
        relative, waiting = {start: 0}, [start]
        while waiting:
            here = waiting.pop(0)
            for other, up in steps[here]:
                if other not in relative:
                    relative[other] = relative[here] + up
                    waiting.append(other)
        group = [one for one in known if one in relative]
        told = [(known[one].generation, relative[one]) for one in group]
        offsets = Counter(generation - up for generation, up in told if generation is not None)
        offset = offsets.most_common(1)[0][0] if offsets else 0
        alone = not offsets and len(group) == 1
        found |= {one: None if alone else relative[one] + offset for one in group}
        groups.append(group)
    return found, groups


def _told(known: Mapping[str, Relative]) -> Iterable[Tie]:
    for one in known.values():
        parents = tuple(it for it in one.parents if it in known and it != one.id)
        if parents:
            yield Tie(parents, below=one.id)
    couples = {
        tuple(sorted((one.id, it)))
        for one in known.values()
        for it in one.partners
        if it in known and it != one.id
    }
    for left, right in sorted(couples):
        yield Tie((left,), beside=right)


def _implied(
    known: Mapping[str, Relative],
    generations: Mapping[str, int | None],
    groups: Iterable[Sequence[str]],
    pairs: Iterable[frozenset[str]],
) -> Iterable[Tie]:
    """Tie every group of kin to the witness by whoever is nearest to them."""
    witness = next(one.id for one in known.values() if one.is_witness)
    own = generations[witness] or 0
    for group in groups:
        told = [one for one in group if known[one].generation is not None]
        if witness in group or not told:
            continue
        nearest = min(told, key=lambda one: (abs(abs((generations[one] or 0) - own) - 1), told.index(one)))
        step = (generations[nearest] or 0) - own
        if step > 0:
            yield Tie(_with_partner(nearest, pairs, group), below=witness, told=False)
        elif step < 0:
            yield Tie((witness,), below=nearest, told=False)
        else:
            yield Tie((witness,), beside=nearest, told=False)


def _with_partner(one: str, pairs: Iterable[frozenset[str]], group: Sequence[str]) -> tuple[str, ...]:
    return one, *(other for other in group if other != one and frozenset((one, other)) in pairs)


def _pairs(known: Mapping[str, Relative]) -> set[frozenset[str]]:
    """Return who stand side by side: partners, and the parents of somebody."""
    told = ((one.id, other) for one in known.values() for other in one.partners)
    shared = (pair for one in known.values() for pair in combinations(one.parents, 2))
    return {frozenset(pair) for pair in (*told, *shared) if known.keys() >= set(pair)}


def _side_by_side(members: Sequence[str], pairs: Iterable[frozenset[str]]) -> list[list[str]]:
    units: list[list[str]] = []
    for one in members:
        if any(one in unit for unit in units):
            continue
        free = (other for other in members if not any(other in unit for unit in units))
        units.append([one, *(it for it in free if it != one and frozenset((one, it)) in pairs)])
    return units


def _untangle(rows: Sequence[_Row], ties: Iterable[Tie]) -> None:
    """Put people near those they are tied to."""
    above: dict[str, list[str]] = defaultdict(list)
    below: dict[str, list[str]] = defaultdict(list)
    for tie in ties:
        for one in tie.above if tie.below else ():
            above[tie.below].append(one)
            below[one].append(tie.below)
    for sweep in range(_SWEEPS):
        links = above if sweep % 2 == 0 else below
        at = {one: place for row in rows for one, place in _centred(row.order()).items()}
        for row in rows if sweep % 2 == 0 else rows[::-1]:
            row.units.sort(key=partial(_wanted, links=links, at=at))
            at |= _centred(row.order())


def _wanted(unit: Sequence[str], links: Mapping[str, Sequence[str]], at: Mapping[str, float]) -> float:
    """Return where those would stand best who stay side by side."""
    tied = [at[other] for one in unit for other in links.get(one, ())]
    return fmean(tied or [at[one] for one in unit])


def _centred(order: Sequence[str]) -> dict[str, float]:
    return {one: place - (len(order) - 1) / 2 for place, one in enumerate(order)}


def _seated(order: Sequence[str], line: int, per_line: int) -> Iterable[Seat]:
    """Seat people in lines, each half a seat beside the last, so that ties pass between people."""
    before: float | None = None
    rest = list(order)
    while rest:
        room = max(1, per_line - (before is not None and per_line > 1 and (per_line - 1) / 2 % 1 == before))
        now, rest = rest[:room], rest[room:]
        first = -(len(now) - 1) / 2
        if before is not None and first % 1 == before:
            first += 0.5 if len(now) < per_line else 0
        before = first % 1
        yield from (Seat(one, line, first + place) for place, one in enumerate(now))
        line += 1
