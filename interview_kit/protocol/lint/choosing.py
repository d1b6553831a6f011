"""Whether choice lists can be told apart and are used, and whether answers say where they come from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from interview_kit.protocol.form import Form
from interview_kit.protocol.formnode import FormNode
from interview_kit.protocol.lint.finding import Finding
from interview_kit.protocol.model import BaseType, Choice, Kind, KitType, Side

#: Choices from which on a list suggests more than a witness would say unasked.
LONG_LIST: Final = 8
_SELECTS: Final = (BaseType.SELECT_ONE, BaseType.SELECT_MULTIPLE)
#: What statistics count by and so must say how it is known.
_COUNTED: Final = (KitType.DATE, KitType.PLACE, KitType.AGENCY)


def findings(form: Form) -> Iterator[Finding]:
    """Yield what is wrong with lists, and with what stands beside an answer."""
    filtered = {node.node.choices for node in form.nodes if node.node.choice_filter is not None}
    used = _used(form)
    for name, choices in form.protocol.choices.items():
        yield from _doubled(name, choices, filtered=name in filtered)
        if name not in used:
            yield Finding("unused-list", f"choices/{name}", None, {"list": name})
    for node in form.nodes:
        if node.node.kind is Kind.QUESTION:
            yield from _question(form, node)


def _doubled(name: str, choices: tuple[Choice, ...], *, filtered: bool) -> Iterator[Finding]:
    """Two choices of one value or one label; where a filter shows only some, labels may come back."""
    values: set[str] = set()
    labels: dict[tuple[str, str], str] = {}
    for choice in choices:
        path = f"choices/{name}/{choice.value}"
        if choice.value in values and not filtered:
            yield Finding("doubled-value", path, None, {"list": name, "value": choice.value})
        values.add(choice.value)
        for language, label in choice.label.items():
            first = labels.setdefault((language, label.strip().casefold()), choice.value)
            if first != choice.value and label.strip() and not filtered:
                yield Finding("doubled-choice", path, language, {"list": name, "other": first})


def _used(form: Form) -> set[str]:
    used = {node.node.choices for node in form.nodes if node.node.choices}
    for node in form.nodes:
        used.update(side for side in node.node.kit.sides if side in (Side.SOURCE, Side.CERTAINTY))
        for bound in node.expressions():
            used.update(bound.references().instances)
    return used


def _question(form: Form, node: FormNode) -> Iterator[Finding]:
    asked, kit = node.node, node.node.kit
    choices = form.protocol.choices.get(asked.choices or "", ())
    told = asked.type in _SELECTS and bool(kit.sides)
    if told and len(choices) >= LONG_LIST and not kit.open_first:
        yield Finding("not-open-first", node.path, None, {"count": len(choices)})
    unsourced = kit.type in _COUNTED and Side.SOURCE not in kit.sides and not node.identifying
    if unsourced and _others_say_their_source(form, node):
        yield Finding("no-source", node.path)


def _others_say_their_source(form: Form, node: FormNode) -> bool:
    """Whether other answers of the same event say how they are known: then this one was forgotten.

    An event is what one instance of a repeat tells. What a witness says of themselves needs no source.
    """
    repeat = form.repeat_around(node.path)
    if repeat is None:
        return False
    return any(
        Side.SOURCE in other.node.kit.sides
        for other in form.at(repeat).walk()
        if form.repeat_around(other.path) == repeat
    )
