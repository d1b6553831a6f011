"""Asking an expression about a small document, for the stories in this folder."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from interview_kit.protocol.expressions import (
    Context,
    Environment,
    Functions,
    Value,
    compile_expression,
    parse,
)
from interview_kit.protocol.expressions.standard import STANDARD
from tests.conformance.xpath_tree import XmlNode, XmlTree

NOON = datetime(2026, 3, 14, 12, 0, tzinfo=UTC)


def ask(
    text: str,
    xml: str | XmlTree = "<data/>",
    at: str = "/",
    functions: Functions = STANDARD,
    **environment: Any,
) -> Value:
    """Evaluate an expression at a node of a document; it is noon on 14 March 2026, in UTC."""
    tree = xml if isinstance(xml, XmlTree) else XmlTree(xml)
    surroundings = Environment(root=tree.document, **{"now": lambda: NOON, **environment})
    run = compile_expression(parse(text), functions, namespaces=tree.prefixes)
    return run(Context(surroundings, tree.at(at)))


def paths(value: Value) -> list[str]:
    """Return the places of the nodes in a node-set."""
    assert isinstance(value, list | tuple)
    assert all(isinstance(node, XmlNode) for node in value)
    return [node.path for node in value if isinstance(node, XmlNode)]


def names(value: Value) -> list[str]:
    """Return the names of the nodes in a node-set."""
    assert isinstance(value, list | tuple)
    return [node.name for node in value]
