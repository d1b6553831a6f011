"""The lines of a family tree between its boxes, in pixels; no Qt."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from interview_kit_ui.field.views.family_tree import Tie, Tree

At = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Measures:
    """How large boxes are, how far apart they stand, and how high the heading of unplaced people is."""

    width: float
    height: float
    across: float
    down: float
    heading: float


@dataclass(frozen=True, slots=True)
class Drawn:
    """One line through points, broken where the tie was not told."""

    points: tuple[At, ...]
    told: bool


def corners(tree: Tree, measures: Measures, middle: float) -> dict[str, At]:
    """Return the upper left corner of everybody's box, around a ``middle``."""
    step = measures.width + measures.across
    return {
        seat.id: (middle + seat.right * step - measures.width / 2, top(tree, measures, seat.line))
        for seat in tree.seats
    }


def top(tree: Tree, measures: Measures, line: int) -> float:
    """Return where a line of boxes begins."""
    below = tree.unplaced_from is not None and line >= tree.unplaced_from
    return line * (measures.height + measures.down) + (measures.heading if below else 0)


def drawn(tree: Tree, measures: Measures, at: Mapping[str, At]) -> Iterator[Drawn]:
    """Yield the lines. Those of one family share theirs, and those of different ones keep apart."""
    lanes: dict[tuple[str, ...], int] = {}
    for tie in tree.ties:
        if tie.beside:
            yield Drawn(_across(at[tie.above[0]], at[tie.beside], measures), tie.told)
            continue
        for parents in (tie.above,) if _together(tie, measures, at) else ((one,) for one in tie.above):
            lane = lanes.setdefault(tuple(sorted(parents)), len(lanes))
            boxes = [at[one] for one in parents]
            if len(boxes) > 1:
                yield Drawn(_across(boxes[0], boxes[1], measures), tie.told)
            yield Drawn(_down(boxes, at[tie.below], measures, lane), tie.told)


def _together(tie: Tie, measures: Measures, at: Mapping[str, At]) -> bool:
    """Whether the parents stand side by side, so that one line leads down from between them."""
    boxes = [at[one] for one in tie.above]
    return len(boxes) == 2 and _neighbours(boxes[0], boxes[1], measures)


def _neighbours(one: At, other: At, measures: Measures) -> bool:
    return one[1] == other[1] and abs(one[0] - other[0]) < measures.width + 2 * measures.across


def _down(boxes: Sequence[At], child: At, measures: Measures, lane: int) -> tuple[At, ...]:
    """Go from a parent, or from between two, down to the child."""
    middle = fmean(x for x, _ in boxes) + measures.width / 2
    foot = boxes[0][1] + measures.height
    start = foot - measures.height / 2 if len(boxes) > 1 else foot
    x, y = child[0] + measures.width / 2, child[1]
    bus = max(foot, y - measures.down) + measures.down * (0.35 + 0.15 * (lane % 3))
    return (middle, start), (middle, bus), (x, bus), (x, y)


def _across(one: At, other: At, measures: Measures) -> tuple[At, ...]:
    """Go from side to side of neighbours, else below those between."""
    left, right = sorted((one, other))
    if _neighbours(left, right, measures):
        height = left[1] + measures.height / 2
        return (left[0] + measures.width, height), (right[0], height)
    foot = max(left[1], right[1]) + measures.height + measures.down / 5
    begin, end = ((x + measures.width / 2, y + measures.height) for x, y in (left, right))
    return begin, (begin[0], foot), (end[0], foot), end
