"""Reading back: what was answered, in the witness's language, before they say whether it is right."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from interview_kit.interview.picture import InterviewPicture, NodePicture
from interview_kit.interview.reading import AnswerInWords, describe, joined_titles
from interview_kit.protocol.model import BaseType, Kind, KitType, Protocol, text_in
from interview_kit.values import paths
from interview_kit.values.paths import without_positions


@dataclass(frozen=True, slots=True)
class Said:
    """One question that was answered; ``stable`` is its stable path."""

    stable: str
    question: str
    answer: AnswerInWords


@dataclass(frozen=True, slots=True)
class Part:
    """What was answered in one group, or about one instance of a repeat."""

    title: str
    said: tuple[Said, ...]


def questions_that_read(picture: InterviewPicture) -> tuple[NodePicture, ...]:
    """Return the questions, in order, before which something is read back."""
    return tuple(
        node
        for node in picture.nodes.values()
        if node.definition.kit.reads and node.relevant and not node.locked_by
    )


def to_read_back(
    picture: InterviewPicture, question: NodePicture, protocol: Protocol, language: str
) -> tuple[Part, ...]:
    """Return what is read to the witness before ``question``, in the order of the protocol.

    What was not answered, what consent locks, and confirmations stay out; a reason for no answer is said.
    """
    reader = _Reader(frozenset(question.definition.kit.reads), protocol, language)
    return tuple(
        part
        for section in picture.sections
        for node in section.nodes
        for part in reader.parts(node, (), False)
    )


@dataclass(frozen=True, slots=True)
class _Reader:
    reads: frozenset[str]
    protocol: Protocol
    language: str

    def parts(self, node: NodePicture, titles: tuple[str, ...], wanted: bool) -> Iterator[Part]:
        wanted = wanted or without_positions(node.path) in self.reads
        titles = (*titles, self._title(node))
        said: list[Said] = []
        for child in node.children:
            if not child.relevant or child.locked_by:
                continue
            if child.definition.kind is Kind.QUESTION:
                if wanted or without_positions(child.path) in self.reads:
                    said += self._said(child)
            else:
                yield from self._part(titles, said)
                said = []
                yield from self.parts(child, titles, wanted)
        yield from self._part(titles, said)

    def _part(self, titles: tuple[str, ...], said: list[Said]) -> Iterator[Part]:
        if said:
            yield Part(joined_titles(titles), tuple(said))

    def _said(self, node: NodePicture) -> Iterator[Said]:
        answer, definition = node.answer, node.definition
        if answer is None or not node.answered or definition.type is BaseType.ACKNOWLEDGE:
            return
        names = {}
        if definition.kit.type is KitType.PERSON:
            names = {one.value: self._in_words(one.label) for one in node.choices}
        words = describe(answer, definition, self.protocol, self.language, names)
        yield Said(node.stable, self._in_words(definition.label) or definition.name, words)

    def _title(self, node: NodePicture) -> str:
        label = self._in_words(node.definition.label)
        number = paths.parse(node.path)[-1].position or 1
        return f"{label} {number}".strip() if node.instance else label

    def _in_words(self, texts: dict[str, str]) -> str:
        return text_in(texts, self.language, self.protocol.languages[0])
