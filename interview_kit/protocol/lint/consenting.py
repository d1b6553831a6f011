"""Whether nothing about the witness is asked before consent, and whether every consent can be given.

What belongs to setting the interview up is told by where it stands: before the first question that grants a
scope, or in one group with such questions (what was explained, how consent was given). There nothing may be
identifying or sensitive, except who interviews and interprets. What the team notes about itself and about the
conversation, such as a group “Interviewer's notes”, needs no scope either, unless it is identifying or
sensitive and its own label does not say that it is about the team. Everything else needs a scope.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from interview_kit.protocol.form import Form
from interview_kit.protocol.formnode import FormNode
from interview_kit.protocol.lint.finding import Finding
from interview_kit.protocol.lint.wording import heard
from interview_kit.protocol.model import Kind

_GRANTING: Final = "YES"


def first_granter(form: Form) -> FormNode | None:
    """Return the first question whose answer grants a consent scope, or None if no question does."""
    return next((node for node in form.nodes if node.node.kit.grants), None)


def about_consent(node: FormNode) -> bool:
    """Whether a question stands beside some that grant a scope: it is about what was agreed, and how."""
    return node.parent is not None and any(one.node.kit.grants for one in node.parent.children)


def findings(form: Form) -> Iterator[Finding]:
    """Yield what is asked without consent, and consent that cannot be given."""
    yield from _granters(form)
    if form.protocol.amends:  # it is about an interview that was consented to
        return
    first = first_granter(form)
    if first is None:
        yield Finding("no-consent", "")
        return
    for node in form.nodes:
        if node.node.kind is not Kind.QUESTION or node.node.kit.grants or node.needs:
            continue
        before = node.index < first.index
        if node.identifying or node.node.kit.sensitive:
            named = says(node, "team") or (before and about(node, "team"))
            if not named:
                yield Finding("before-consent", node.path)
        elif not (before or about_consent(node) or about(node, "team")):
            yield Finding("outside-consent", node.path)


def says(node: FormNode, kind: str) -> bool:
    """Whether the label of a node has one kind of wording in any language."""
    return any(heard(kind, text, language) for language, text in node.node.label.items())


def about(node: FormNode, kind: str) -> bool:
    """Whether the label of a node or of a group around it has one kind of wording."""
    here: FormNode | None = node
    while here is not None:
        if says(here, kind):
            return True
        here = here.parent
    return False


def _granters(form: Form) -> Iterator[Finding]:
    granters = [node for node in form.nodes if node.node.kit.grants]
    times = Counter(node.node.kit.grants for node in granters)
    for node in granters:
        scope = str(node.node.kit.grants)
        if times[node.node.kit.grants] > 1:
            yield Finding("granted-twice", node.path, None, {"scope": scope})
        choices = form.protocol.choices.get(node.node.choices or "", ())
        if _GRANTING not in [choice.value for choice in choices]:
            yield Finding("cannot-grant", node.path, None, {"scope": scope, "value": _GRANTING})
