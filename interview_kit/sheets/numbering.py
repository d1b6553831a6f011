"""The numbers that questions bear on paper: ``3.12`` is the twelfth question of the third section."""

from __future__ import annotations

from interview_kit.protocol.form import Form
from interview_kit.protocol.formnode import FormNode
from interview_kit.protocol.model import Kind


def asked(node: FormNode) -> bool:
    """Whether somebody is asked: a question that nothing works out and that may be written into."""
    return node.node.kind is Kind.QUESTION and node.node.calculate is None and node.node.readonly != "true()"


def sections(form: Form) -> tuple[FormNode, ...]:
    """Return what lies side by side on the first level and holds questions, in document order."""
    return tuple(child for child in form.root.children if any(asked(node) for node in child.walk()))


def numbers(form: Form) -> dict[FormNode, str]:
    """Return the number of every section and of every question, the same on every sheet of a protocol."""
    found = {}
    for place, section in enumerate(sections(form), 1):
        found[section] = str(place)
        questions = (node for node in section.walk() if asked(node))
        if section.node.kind is not Kind.QUESTION:
            found |= {node: f"{place}.{count}" for count, node in enumerate(questions, 1)}
    return found
