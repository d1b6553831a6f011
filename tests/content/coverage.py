"""How much of a protocol scripted interviews have walked: questions, rules and branches they came to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from interview_kit.interview.interview import Interview
from interview_kit.protocol.form import Form
from interview_kit.protocol.model import Kind

#: What there is to come to, in the words of the report.
ASKED, ANSWERED, ASKED_NOT = "questions asked", "questions answered", "branches not taken"
FIRED, QUIET = "rules fired", "rules that kept quiet"
SHOWN, BROKEN, WORKED_OUT, REPEATED = (
    "notes shown",
    "constraints broken",
    "values worked out",
    "repeats entered",
)


@dataclass
class Coverage:
    """What is wanted of one protocol, and what was reached, by kind and path."""

    form: Form
    reached: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def wanted(self) -> dict[str, set[str]]:
        """Return every path that should be reached, by kind."""
        found: dict[str, set[str]] = defaultdict(set)
        for node in self.form.nodes:
            definition, path = node.node, node.path
            conditional = definition.relevant is not None
            match definition.kind:
                case Kind.QUESTION:
                    found[ASKED].add(path)
                    found[ANSWERED].add(path)
                case Kind.NOTE if definition.kit.level:
                    found[FIRED].add(path)
                    found[QUIET].add(path)
                case Kind.NOTE:
                    found[SHOWN].add(path)
                case Kind.CALCULATION if definition.calculate:
                    found[WORKED_OUT].add(path)
                case Kind.REPEAT:
                    found[REPEATED].add(path)
            if conditional and not definition.kit.level and definition.kind is not Kind.REPEAT:
                found[ASKED_NOT].add(path)
            if definition.constraint is not None:
                found[BROKEN].add(path)
        return found

    def add(self, interview: Interview) -> None:
        """Count what an interview came to."""
        for kind, path in _seen(interview):
            self.reached[kind].add(path)

    def missed(self) -> dict[str, list[str]]:
        """Return what was never reached, by kind; empty where nothing is left."""
        left = {kind: sorted(paths - self.reached[kind]) for kind, paths in self.wanted().items()}
        return {kind: paths for kind, paths in left.items() if paths}

    def share(self) -> float:
        """Return how much was reached of what is wanted, from 0 to 1."""
        wanted = self.wanted()
        met = sum(len(paths & self.reached[kind]) for kind, paths in wanted.items())
        return met / sum(map(len, wanted.values()))


def _seen(interview: Interview) -> Iterator[tuple[str, str]]:
    for problem in interview.problems():
        if problem.code == "interview.constraint":
            yield BROKEN, interview.told_at(problem.path).form.path
    for node in interview.root.walk():
        definition, path = node.form.node, node.form.path
        if not node.relevant:
            if definition.kit.level and not node.locked_by:
                yield QUIET, path
            elif not node.own_relevant:
                yield ASKED_NOT, path
            continue
        match definition.kind:
            case Kind.QUESTION:
                yield ASKED, path
                if node.answer is not None and node.answer.given:
                    yield ANSWERED, path
            case Kind.NOTE:
                yield (FIRED if definition.kit.level else SHOWN), path
            case Kind.CALCULATION if node.text:
                yield WORKED_OUT, path
            case Kind.REPEAT:
                yield REPEATED, path
