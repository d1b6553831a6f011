"""Reading: an answer, and a whole interview, in the words of one language.

What a witness said stands first; what the program understood by it stands beside it, never instead of it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby, islice
from typing import Final

from interview_kit.crypto.canonical import JsonValue
from interview_kit.interview.answer import Answer, from_json
from interview_kit.interview.kit_values import expressed
from interview_kit.interview.soundline import clock
from interview_kit.messages import say
from interview_kit.protocol.library import LoadedProtocol
from interview_kit.protocol.model import Kind, KitType, Node, Protocol, Side, text_in
from interview_kit.values import durations, edtf, paths, places, sizes
from interview_kit.values.dates_in_words import interpretation
from interview_kit.values.missing import Missing

#: Between things of one kind, and between a section and what holds it.
_BETWEEN: Final = " · "
_INSIDE: Final = " › "
_FILES: Final = {"image": "interview.file-picture", "audio": "interview.file-sound"}
_PICTURES: Final = {
    KitType.SKETCH: "interview.file-sketch",
    KitType.SIGNATURE: "interview.file-signature",
}
#: Nobody is named by more than the first answers about them.
_NAMING: Final = 2
_NOBODY: Final[Mapping[str, str]] = {}


@dataclass(frozen=True, slots=True)
class AnswerInWords:
    """An answer as a person reads it; what is not there is empty."""

    #: The value with labels instead of codes, or why there is none.
    words: str
    missing: Missing | None = None
    #: What a date, a place or a person was taken to mean.
    understood: str = ""
    source: str = ""
    certainty: str = ""
    #: The witness's own words.
    said: str = ""
    #: Place in the recording, ``38:02``.
    anchor: str = ""

    @property
    def in_one_line(self) -> str:
        """All of it, for a table."""
        said = f"“{self.said}”" if self.said else ""
        parts = (self.words, self.understood, self.source, self.certainty, said, self.anchor)
        return " · ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Line:
    """One question and what was answered; None where the custodian alone can read it."""

    path: str
    question: str
    answer: AnswerInWords | None
    identifying: bool
    #: Whether the program worked it out from other answers.
    calculated: bool


@dataclass(frozen=True, slots=True)
class Section:
    """The lines of one group, or of one instance of a repeat."""

    path: str
    title: str
    lines: tuple[Line, ...]


def describe(
    answer: Answer, node: Node, protocol: Protocol, language: str, names: Mapping[str, str] = _NOBODY
) -> AnswerInWords:
    """Put an answer into words.

    Labels come in ``language``, or in the protocol's first language where they were not translated. ``names``
    says who the persons are that an answer may point to, by stable id.
    """
    words, understood = "", ""
    if answer.missing:
        words = say(f"values.missing-{answer.missing.lower()}", language)
    elif answer.value is not None:
        words, understood = _value(answer.value, node, protocol, language, names)
    return AnswerInWords(
        words,
        answer.missing,
        understood,
        _label(protocol, Side.SOURCE, answer.source, language),
        _label(protocol, Side.CERTAINTY, answer.certainty, language),
        answer.said or "",
        clock(answer.anchor[0]) if answer.anchor else "",
    )


def in_short(told: Iterable[tuple[Node, Answer]], protocol: Protocol, language: str) -> str:
    """Return whom or what an instance is about, by the first answers in it: "T-언니 · 형제자매"."""
    said = (
        describe(answer, node, protocol, language).words
        for node, answer in told
        if answer.given and node.kind is Kind.QUESTION and node.kit.type is not KitType.PERSON
    )
    return _BETWEEN.join(islice((words for words in said if words), _NAMING))


def sections(
    loaded: LoadedProtocol,
    answers: Mapping[str, JsonValue],
    calculated: Mapping[str, JsonValue],
    apart: Collection[str],
    language: str,
    instances: Mapping[str, str] = _NOBODY,
) -> tuple[Section, ...]:
    """Put answers by readable path into the protocol's order, in sections.

    ``apart`` names answers that only the custodian can read; a path that is also among ``answers`` has
    been opened. ``instances`` holds the stable id of each instance by its path: whom answers point to is
    said by what else is told of them here. Raises :class:`InputError` ``interview.no-such-question``.
    """
    told = {**answers, **calculated}
    names = _names(loaded, answers, instances, language)
    ordered = sorted({*told, *apart}, key=loaded.form.order_key)
    found = []
    for holder, held in groupby(ordered, key=_holder):
        lines = tuple(_line(loaded, path, told, language, names) for path in held)
        found.append(Section(holder, _title(loaded, holder, language), lines))
    return tuple(found)


def joined_titles(titles: Iterable[str]) -> str:
    """Return how a section is called with what holds it around it: "사건 1 › 실종자 2"."""
    return _INSIDE.join(title for title in titles if title)


def _holder(path: str) -> str:
    return path.rpartition("/")[0]


def _names(
    loaded: LoadedProtocol, answers: Mapping[str, JsonValue], instances: Mapping[str, str], language: str
) -> dict[str, str]:
    """Return who the instances are that answers may point to, by their ids."""
    form = loaded.form
    picked = {node.picked for node in form.nodes if node.picked is not None}
    told: dict[str, list[tuple[Node, Answer]]] = {}
    for path in sorted(answers, key=form.order_key) if picked else ():
        node = form.at(path)
        if node.repeat in picked:
            instance = "/".join(path.split("/")[: len(node.repeat.place)])
            told.setdefault(instance, []).append((node.node, from_json(answers[path], path=path)))
    names = {}
    for path, identifier in instances.items():
        if form.at(path) in picked:
            short = in_short(told.get(path, ()), loaded.protocol, language)
            names[identifier] = _BETWEEN.join(one for one in (_title(loaded, path, language), short) if one)
    return names


def _line(
    loaded: LoadedProtocol,
    path: str,
    told: Mapping[str, JsonValue],
    language: str,
    names: Mapping[str, str],
) -> Line:
    protocol, form = loaded.protocol, loaded.form.at(path)
    question = text_in(form.node.label, language, protocol.languages[0]) or form.node.name
    answer = None
    if path in told:
        answer = describe(from_json(told[path], path=path), form.node, protocol, language, names)
    return Line(path, question, answer, form.identifying, form.node.kind is Kind.CALCULATION)


def _title(loaded: LoadedProtocol, holder: str, language: str) -> str:
    """Name a group by its own label and those around it; instances of a repeat bear their number."""
    titles, bare = [], ""
    for step in paths.parse(holder) if holder else ():
        bare = f"{bare}/{step.name}"
        node = loaded.form.at(bare).node
        label = text_in(node.label, language, loaded.protocol.languages[0])
        number = str(step.position or 1) if node.kind is Kind.REPEAT else ""
        titles.append(f"{label} {number}".strip())
    return joined_titles(titles)


def _value(
    value: JsonValue, node: Node, protocol: Protocol, language: str, names: Mapping[str, str]
) -> tuple[str, str]:
    """Return the words of a value, and what was understood by it."""
    match node.kit.type, value:
        case KitType.DATE, dict(parts):
            meant = interpretation(edtf.parse(str(parts["edtf"])), language) if parts.get("edtf") else ""
            return _own_words(parts, meant)
        case KitType.PLACE, dict(parts):
            return _own_words(parts, places.in_words(str(parts.get("id") or ""), language))
        case KitType.AGENCY, dict(parts):
            return _own_words(parts, _label(protocol, node.choices, str(parts.get("code") or ""), language))
        case KitType.DURATION, dict(parts):
            meant = (
                durations.in_words(durations.parse(str(parts["iso"])), language) if parts.get("iso") else ""
            )
            return _own_words(parts, meant)
        case KitType.MONEY, dict(parts):
            return _own_words(parts, expressed(parts))
        case KitType.PERSON, dict(parts):
            identifier = str(parts.get("id") or "")
            return _own_words(parts, names.get(identifier, identifier))
        case kind, {"media": str(media), "size": int(size)}:
            what = _FILES.get(media.partition("/")[0], "interview.file-other")
            if kind is not None:
                what = _PICTURES.get(kind, what)
            return say(what, language, size=sizes.in_words(size)), ""
    values = value if isinstance(value, list) else [value]
    return _BETWEEN.join(_label(protocol, node.choices, str(one), language) for one in values), ""


def _own_words(parts: dict[str, JsonValue], meant: str) -> tuple[str, str]:
    words = str(parts.get("words") or "")
    return (words, meant) if words else (meant, "")


def _label(protocol: Protocol, choices: str | None, value: str | None, language: str) -> str:
    if not value or choices is None:
        return value or ""
    return text_in(protocol.choice_label(choices, value), language, protocol.languages[0])
