"""Where an expression is evaluated, and what it can ask of its surroundings."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from typing import Final

from interview_kit.errors import InputError
from interview_kit.protocol.expressions.lookup import Lookup
from interview_kit.protocol.expressions.nodes import Node, NodeSet, Value

#: Nodes that one evaluation may look at, and all that follow from one change together: two seconds on a slow
#: laptop. A filter over every row of a large list stays far below it.
MAX_EFFORT: Final = 300_000
#: What is left where nothing is followed: each evaluation has its own budget then.
NO_LIMIT: Final = 1 << 62


def _no_text(_identifier: str) -> Value:
    raise InputError("expressions.no-translations")


def _no_choices(_value: str, _path: str, _here: Node | None) -> str:
    raise InputError("expressions.no-choices")


@dataclass(slots=True, kw_only=True)
class Environment:
    """What one interview offers to all its expressions; made once and shared by every evaluation.

    ``fixed`` holds, as the only node of a set, each node of the primary instance of which there is always
    one, by its path without prefixes: a short way for paths from the root.
    ``root`` is the document above the primary instance's outermost element: what ``/`` means, in
    predicates on secondary instances too. ``instances`` holds the document of each secondary
    instance by id. ``now`` returns the present moment; it is brought into ``timezone``. ``language``
    is a BCP 47 code, for the names of months and days. ``itext`` returns the text of an itext id in
    the active language. ``choice_name`` returns the label of a choice from its value, the path of the
    question as it was written, and the node the expression belongs to. ``properties`` answers
    ``property()``. ``effort`` is what is left to one evaluation, ``reserve`` to all of them together.
    ``random`` serves ``random()``, ``uuid()`` and an unseeded ``randomize()``.
    """

    root: Node | None = None
    fixed: Mapping[str, NodeSet] = field(default_factory=dict)
    instances: Mapping[str, Node] = field(default_factory=dict)
    timezone: tzinfo = UTC
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    language: str = "en"
    itext: Callable[[str], Value] = _no_text
    choice_name: Callable[[str, str, Node | None], str] = _no_choices
    properties: Mapping[str, str] = field(default_factory=dict)
    version: str = ""
    random: random.Random = field(default_factory=random.SystemRandom)
    lookup: Lookup = field(default_factory=Lookup)
    effort: int = MAX_EFFORT
    reserve: int = NO_LIMIT

    def moment(self) -> datetime:
        """Return the present in the interview's time zone."""
        return self.now().astimezone(self.timezone)

    @contextmanager
    def together(self) -> Iterator[None]:
        """Let all evaluations within share one budget."""
        before, self.reserve = self.reserve, min(self.reserve, MAX_EFFORT)
        try:
            yield
        finally:
            self.reserve = before

    def spend(self, nodes: int) -> None:
        """Count nodes looked at; refuse an evaluation that goes on without end."""
        self.effort -= nodes
        if self.effort < 0:
            raise InputError("expressions.too-much-work", limit=MAX_EFFORT)


class Context:
    """One place of evaluation.

    ``node`` is what relative paths start from, ``position`` and ``size`` its place in the set that a
    predicate filters, ``current`` the node the whole expression belongs to. Evaluators may reuse a
    context while they run through a set: keep none.
    """

    __slots__ = ("current", "environment", "node", "position", "size")

    def __init__(
        self,
        environment: Environment,
        node: Node | None = None,
        *,
        current: Node | None = None,
        position: int = 1,
        size: int = 1,
    ) -> None:
        self.environment = environment
        self.node = node
        self.current = node if current is None else current
        self.position = position
        self.size = size
