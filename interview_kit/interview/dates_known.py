"""What an interview knows by which other dates are told: when people were born, and days of one life."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Final

from interview_kit.errors import InputError
from interview_kit.interview.picture import InterviewPicture, NodePicture
from interview_kit.protocol.model import BaseType, Kind, KitType
from interview_kit.values import edtf
from interview_kit.values.date_phrases import Context
from interview_kit.values.edtf import FuzzyDate
from interview_kit.values.landmarks import Landmark

#: A name for a day is a few words; more is a story.
_LONGEST: Final = 40
#: What a name cannot hold where alternatives are written in brackets.
_BRACKETS: Final = frozenset("()|")
_NO_BREAK: Final = "\u00a0"


def contexts(picture: InterviewPicture, question: str, today: date) -> tuple[Context, ...]:
    """Return what the words of a date at a stable path may lean on; at least one context, the nearest first.

    There is one for each person whose birth is known and whom the question may be about: those in whose
    instance it stands, from the inside out, and then whoever is in none, the witness.
    """
    landmarks = tuple(_landmarks(picture, question))
    births = [(_scope(node.stable), date_of(node)) for node in picture.nodes.values() if _tells_birth(node)]
    near = [
        (len(scope), born)
        for scope, born in births
        if born is not None and (not scope or question.startswith(f"{scope}/"))
    ]
    near.sort(key=lambda one: -one[0])
    found = tuple(Context(born, today, landmarks) for _, born in near)
    return found or (Context(None, today, landmarks),)


def date_of(node: NodePicture) -> FuzzyDate | None:
    """Return the date that answers a question, None where there is none or only words."""
    value = node.answer.value if node.answer is not None else None
    written = value.get("edtf") if isinstance(value, dict) else None
    try:
        return edtf.parse(str(written)) if written else None
    except InputError:
        return None


def _tells_birth(node: NodePicture) -> bool:
    return node.definition.kit.born and node.relevant and not node.locked_by


def _scope(stable: str) -> str:
    """Return the instance in which a question stands, empty for none."""
    return stable[: stable.rfind("]") + 1]


def _landmarks(picture: InterviewPicture, question: str) -> Iterator[Landmark]:
    """Yield the days of a life that its calendar tells, each by the names that no other has.

    The day that is just being told is none of them.
    """
    told = [
        (instance, names, day)
        for node in picture.nodes.values()
        if node.definition.kit.view == "calendar" and node.relevant and not node.locked_by
        for instance in _instances(node)
        if not question.startswith(f"{instance.stable}/")
        for names, day in _day(instance)
    ]
    often = Counter(name for _, names, _ in told for name in names)
    for _, names, day in told:
        own = [name for name in names if often[name] == 1]
        if own:  # the first name stands for the code, which holds no spaces, where it is told how
            yield Landmark.personal(own[0].replace(" ", _NO_BREAK), day.edtf, *own)


def _instances(node: NodePicture) -> Iterator[NodePicture]:
    for child in node.children:
        if child.instance and child.relevant:
            yield child


def _day(instance: NodePicture) -> Iterator[tuple[list[str], FuzzyDate]]:
    """Yield the names and the date of an instance that tells of one day; a stay is none."""
    asked = [child for child in instance.children if child.definition.kind is Kind.QUESTION]
    days = [child for child in asked if child.definition.kit.type is KitType.DATE]
    if len(days) == 1 and (day := date_of(days[0])) is not None:
        names = dict.fromkeys(name for child in asked for name in _names(child))
        yield [name for name in names if len(name) <= _LONGEST and not _BRACKETS & {*name}], day


def _names(node: NodePicture) -> Iterator[str]:
    value = node.answer.value if node.answer is not None else None
    if not isinstance(value, str) or node.definition.kit.type is not None:
        return
    if node.definition.type is BaseType.TEXT:
        yield value.strip()
    elif node.definition.type is BaseType.SELECT_ONE:
        for choice in node.choices:
            if choice.value == value:
                yield from choice.label.values()
