"""The whole lint of a protocol: what its text shows, and what trying it out shows."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from typing import Final

from interview_kit.interview.rehearsal import Rehearsed, rehearse
from interview_kit.protocol.form import Form
from interview_kit.protocol.lint import choosing, consenting, identifying, refusing, sounding, translating
from interview_kit.protocol.lint.finding import Finding

_LOOKS: Final[tuple[Callable[[Form], Iterator[Finding]], ...]] = (
    translating.findings,
    sounding.findings,
    refusing.findings,
    consenting.findings,
    identifying.findings,
    choosing.findings,
)


def lint(form: Form) -> Rehearsed:
    """Return everything found in a protocol, in its order, errors first at each place."""
    rehearsed = rehearse(form)
    found = [*itertools.chain.from_iterable(look(form) for look in _LOOKS), *rehearsed.findings]
    order = {node.path: node.index for node in form.nodes}
    found.sort(key=lambda one: (order.get(one.path, -1), one.path, one.level == "advice"))
    return Rehearsed(found, rehearsed.undecided)
