"""The record of a sealed interview as the office receives it: ``interview.json`` checked against its journal.

The office cannot recalculate everything: what was computed from an identifying answer it cannot see. It
checks that every answer is what the journal says was answered last, fits its question, and is not an
identifying one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from interview_kit.crypto import canonical
from interview_kit.crypto.canonical import JsonValue
from interview_kit.errors import InputError, RefusedError
from interview_kit.interview import journal, promotion
from interview_kit.interview.answer import Answer, from_json, reduced
from interview_kit.interview.answer import check as check_answer
from interview_kit.interview.course import Course, course
from interview_kit.interview.interview import FORMAT, Interview
from interview_kit.interview.journal import Entry, EntryKind
from interview_kit.interview.kit_values import expressed
from interview_kit.protocol.library import LoadedProtocol
from interview_kit.values import paths


@dataclass(frozen=True, slots=True)
class InterviewRecord:
    """What a sealed interview tells the office."""

    interview: str
    purpose: str
    #: Where it was sealed: where it began, or where the last takeover brought it.
    workspace: str
    course: Course
    #: Readable path to answer, in document order.
    answers: dict[str, JsonValue]
    #: Paths of answers that only the custodian can read.
    apart: tuple[str, ...]
    #: Results of calculations by readable path.
    calculated: dict[str, JsonValue]
    consent: dict[str, str]
    #: Stable id of each repeat instance by its readable path.
    instances: dict[str, str]

    def to_json(self) -> dict[str, JsonValue]:
        """Return what the archive keeps for reading."""
        return {
            "answers": self.answers,
            "apart": list(self.apart),
            "calculated": self.calculated,
            "instances": dict(self.instances),
            "course": self.course.to_json(),
        }


def check_record(
    body: JsonValue, loaded: LoadedProtocol, identifier: str, entries: Sequence[Entry]
) -> InterviewRecord:
    """Check ``interview.json`` against its protocol and its verified journal.

    Raises :class:`RefusedError` ``interview.record`` where they tell different stories.
    """
    purpose = _beginning(entries, identifier, loaded)
    try:
        interview = Interview.fold(loaded, identifier, entries, calculate=False)
        match body:
            case {
                "format": str(form),
                "interview": str(named),
                "protocol": dict(reference),
                "answers": dict(answers),
                "calculated": dict(calculated),
                "apart": list(apart),
                "instances": dict(instances),
                **rest,
            } if not rest and form == FORMAT:
                pass
            case _:
                raise RefusedError("interview.record")
        ordered = {path: answers[path] for path in interview.in_order(answers)}
        fits = named == identifier and reference == loaded.reference()
        fits = fits and _instances(interview, instances, [*ordered, *calculated, *map(str, apart)])
        fits = fits and all(
            last_word(interview, path, data, identifying=False) for path, data in ordered.items()
        )
        fits = fits and all(_calculated(interview, *one) for one in calculated.items())
        fits = (
            fits and apart == sorted(set(map(str, apart))) and all(_apart(interview, path) for path in apart)
        )
        if not fits:
            raise RefusedError("interview.record")
    except InputError as error:
        raise RefusedError("interview.record") from error
    return InterviewRecord(
        identifier,
        purpose,
        journal.continued_in(entries)[1],
        course(entries, interview.passed_over),
        ordered,
        tuple(map(str, apart)),
        calculated,
        _consent(interview, ordered),
        {path: str(identifier) for path, identifier in instances.items()},
    )


def _beginning(entries: Sequence[Entry], identifier: str, loaded: LoadedProtocol) -> str:
    """Return the purpose from the first entry, the only one of its kind.

    The protocol is the one named there, or the one named where the interview was promoted.
    """
    kinds = [entry.kind for entry in entries]
    if kinds[0] is not EntryKind.BEGIN or EntryKind.BEGIN in kinds[1:]:
        raise RefusedError("interview.record")
    if promotion.under(entries) != loaded.reference():
        raise RefusedError("interview.record")
    if promotion.promotion(entries) is not None:
        _promoted(entries)
    match entries[0].value:
        case {
            "interview": str(interview),
            "protocol": dict(),
            "purpose": str(purpose),
            "workspace": str(),
            **rest,
        } if interview == identifier:
            if rest == journal.beginning(journal.amended(entries)):
                return purpose
    raise RefusedError("interview.record")


def _promoted(entries: Sequence[Entry]) -> None:
    """Refuse a promotion that no program makes: of an amendment, or to the protocol it was under already.

    What was told before it cannot be checked; paths, which everybody reads, must be some.
    """
    found = promotion.promotion(entries)
    if found is None or journal.amended(entries) or promotion.begun_under(entries) == found.protocol:
        raise RefusedError("interview.record")
    try:
        for entry in entries:
            if entry.counter < found.counter and entry.path:
                paths.parse(entry.path)
    except InputError as error:
        raise RefusedError("interview.record") from error


def _instances(interview: Interview, told: dict[str, JsonValue], places: Iterable[str]) -> bool:
    """Whether these are the instances, readable path to stable id, and all that is told stands in them.

    Of a repeat that is counted the journal knows those that somebody wrote into. There were as many as the
    count said when it was sealed: more, or fewer, and the count may depend on what the custodian has.
    """
    form = interview.loaded.form
    for path in told:
        interview.told_at(path)
    known = interview.instances()
    if told == known:
        return True
    counted = {path for path in known if form.at(path).node.repeat_count is not None}
    return (
        told.items() <= known.items()
        and all(above in told for path in (*places, *told) for above in _within(path))
        and all(_before(path) in told for path in counted & told.keys() if not path.endswith("[1]"))
        and all(counted & {*_within(path)} - told.keys() for path in known.keys() - told.keys())
    )


def _within(path: str) -> Iterator[str]:
    """Yield the instances in which something stands, outermost first; an instance stands in itself too."""
    return (path[: end.end()] for end in re.finditer("]", path))


def _before(path: str) -> str:
    """Return the path of the instance before this one, which is not the first."""
    repeat, _, position = path.removesuffix("]").rpartition("[")
    return f"{repeat}[{int(position) - 1}]"


def last_word(interview: Interview, path: str, data: JsonValue, *, identifying: bool) -> bool:
    """Whether the journal's last word at ``path`` is this answer, and it belongs to this part."""
    node = interview.told_at(path)
    told = node.answer
    if node.form.identifying is not identifying or node.path() != path or told is None:
        return False
    check_answer(told, node.form, interview.loaded.protocol, path=path)
    if node.form.chooses and told.given:
        # what was no longer offered when it was sealed is not told, nor is an answer of which nothing is left
        said = from_json(data, path=path).value
        match told.value, said:
            case list(chosen), _:
                told = replace(told, value=[one for one in chosen if isinstance(said, list) and one in said])
            case dict(), dict() if not expressed(said):
                told = reduced(told, "", node.form.node) or Answer()
        if not told.given:
            return False
    return canonical.encode(told.to_short_json()) == canonical.encode(data)


def _calculated(interview: Interview, path: str, data: JsonValue) -> bool:
    """Whether this may be a result of the calculation at ``path``."""
    node = interview.told_at(path)
    if node.form.identifying or node.path() != path or not node.is_computed:
        return False
    check_answer(Answer(data), node.form, interview.loaded.protocol, path=path)
    return True


def _apart(interview: Interview, path: JsonValue) -> bool:
    node = interview.told_at(str(path))
    return node.form.identifying and node.path() == path


def _consent(interview: Interview, answers: dict[str, JsonValue]) -> dict[str, str]:
    said = {}
    for path, data in answers.items():
        if scope := interview.told_at(path).form.node.kit.grants:
            answer = from_json(data, path=path)
            said[scope] = answer.missing or str(answer.value)
    return said
