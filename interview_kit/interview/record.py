"""The record of a sealed interview as the office receives it: ``interview.json`` checked against its journal.

The office cannot recalculate everything: what was computed from an identifying answer it cannot see. It
checks that every answer is what the journal says was answered last, fits its question, and is not an
identifying one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from interview_kit.crypto.canonical import JsonValue
from interview_kit.errors import InputError, RefusedError
from interview_kit.interview.answer import Answer, from_json
from interview_kit.interview.answer import check as check_answer
from interview_kit.interview.interview import FORMAT, Interview
from interview_kit.interview.journal import Entry, EntryKind
from interview_kit.interview.tree import find
from interview_kit.protocol.library import LoadedProtocol
from interview_kit.protocol.model import Kind


@dataclass(frozen=True, slots=True)
class InterviewRecord:
    """What a sealed interview tells the office."""

    interview: str
    purpose: str
    #: Readable path to answer, in document order.
    answers: dict[str, JsonValue]
    #: Paths of answers that only the custodian can read.
    apart: tuple[str, ...]
    #: Results of calculations by readable path.
    calculated: dict[str, JsonValue]
    consent: dict[str, str]
    #: Readable path of each repeat instance.
    instances: tuple[str, ...]

    def to_json(self) -> dict[str, JsonValue]:
        """Return what the archive keeps for reading."""
        return {
            "answers": self.answers,
            "apart": list(self.apart),
            "calculated": self.calculated,
            "instances": list(self.instances),
        }


def check_record(
    body: JsonValue, loaded: LoadedProtocol, identifier: str, entries: Sequence[Entry]
) -> InterviewRecord:
    """Check ``interview.json`` against its protocol and its verified journal.

    Raises :class:`RefusedError` ``interview.record`` where they tell different stories.
    """
    purpose = _beginning(entries[0], identifier, loaded)
    try:
        interview = Interview.fold(loaded, identifier, entries)
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
        fits = fits and instances == interview.instances()
        fits = fits and all(_told(interview, path, data) for path, data in ordered.items())
        fits = fits and all(_calculated(interview, *one) for one in calculated.items())
        fits = fits and all(_apart(interview, path) for path in apart)
        if not fits:
            raise RefusedError("interview.record")
    except InputError as error:
        raise RefusedError("interview.record") from error
    return InterviewRecord(
        identifier,
        purpose,
        ordered,
        tuple(map(str, apart)),
        calculated,
        _consent(interview, ordered),
        tuple(instances),
    )


def _beginning(entry: Entry, identifier: str, loaded: LoadedProtocol) -> str:
    match entry.value:
        case {
            "interview": str(interview),
            "protocol": dict(reference),
            "purpose": str(purpose),
            "workspace": str(_),
        } if entry.kind is EntryKind.BEGIN and interview == identifier and reference == loaded.reference():
            return purpose
    raise RefusedError("interview.record")


def _told(interview: Interview, path: str, data: JsonValue) -> bool:
    """Whether the journal's last word at ``path`` is this answer."""
    node = find(interview.root, path)
    if node.form.identifying or node.path() != path:
        return False
    return node.answer is not None and node.answer.to_short_json() == data


def _calculated(interview: Interview, path: str, data: JsonValue) -> bool:
    """Whether this may be a result of the calculation at ``path``."""
    node = find(interview.root, path)
    if node.form.identifying or node.path() != path or node.form.node.kind is not Kind.CALCULATION:
        return False
    check_answer(Answer(data), node.form.node, interview.loaded.protocol, path=path)
    return True


def _apart(interview: Interview, path: JsonValue) -> bool:
    node = find(interview.root, str(path))
    return node.form.identifying and node.path() == path


def _consent(interview: Interview, answers: dict[str, JsonValue]) -> dict[str, str]:
    said = {}
    for path, data in answers.items():
        if scope := find(interview.root, path).form.node.kit.grants:
            answer = from_json(data, path=path)
            said[scope] = answer.missing or str(answer.value)
    return said
