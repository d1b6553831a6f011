"""Whether what shows who somebody is goes to the custodian alone, or was declared not to.

By words of the label where the answer is free, by what the answer is where it is a file. What is chosen from
a list names nobody; a person that is picked is named where the list of persons asks for the name.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from interview_kit.protocol.form import Form
from interview_kit.protocol.formnode import FormNode
from interview_kit.protocol.graph import VALUE, Aspect
from interview_kit.protocol.lint.finding import Finding
from interview_kit.protocol.lint.wording import heard
from interview_kit.protocol.model import BaseType, Kind, KitType

_FREE: Final = (BaseType.TEXT, BaseType.INTEGER, BaseType.DECIMAL)
_DATES: Final = (BaseType.DATE, BaseType.DATE_TIME)
#: Kinds of file that show a face or let a voice be heard.
_SHOWING: Final = ("audio/", "image/", "video/", "*")


def findings(form: Form) -> Iterator[Finding]:
    """Yield questions that show who somebody is without being marked, and results that may tell."""
    for node in form.nodes:
        if node.node.kind is Kind.QUESTION and not node.identifying and not _declared(node):
            yield from _question(node)
    yield from _revealing(form)


def _declared(node: FormNode) -> bool:
    """Whether the protocol says itself that a node, or a group around it, is not identifying."""
    here: FormNode | None = node
    while here is not None and here.node.kit.identifying is None:
        here = here.parent
    return here is not None


def _question(node: FormNode) -> Iterator[Finding]:
    asked = node.node
    if asked.type is BaseType.ATTACHMENT:
        shows = asked.kit.type is not KitType.SKETCH and (asked.media_type or "*").startswith(_SHOWING)
        if shows:
            yield Finding("names-somebody", node.path, None, {"words": asked.media_type or asked.type.value})
        return
    dates = asked.type in _DATES or asked.kit.type is KitType.DATE
    free = asked.type in _FREE and asked.kit.type is None and asked.choices is None
    looked_for = [("names-somebody", "birth")] if dates else []
    if free:
        looked_for.append(("names-somebody", "names"))
    if free and asked.type is BaseType.TEXT:
        looked_for.append(("may-name-somebody", "persons"))
    for code, kind in looked_for:
        for language, text in asked.label.items():
            words = heard(kind, text, language)
            if words is not None:
                yield Finding(code, node.path, language, {"words": words})
                return


def _revealing(form: Form) -> Iterator[Finding]:
    """Yield results that are declared not to be identifying although they are made of what is.

    One of a few named results, such as a band of ages, is no name.
    """
    read: dict[int, set[int]] = {}
    for source, kind, target, aspect, _ in form.graph.data()["links"]:
        if kind == VALUE and aspect == Aspect.VALUE:
            read.setdefault(target, set()).add(source)
    for node in form.nodes:
        if node.calculate is None or node.node.choices or node.identifying or not _declared(node):
            continue
        told = [form.nodes[source] for source in sorted(read.get(node.index, ()))]
        names = [one.path for one in told if one.identifying]
        if names:
            yield Finding("reveals", node.path, None, {"of": ", ".join(names)[:200]})
