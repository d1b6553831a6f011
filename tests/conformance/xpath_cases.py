"""Running the cases of a file in the shape of ``xpath_cases.json``."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, TypeAlias
from zoneinfo import ZoneInfo

from interview_kit.errors import KitError
from interview_kit.protocol.expressions import (
    Context,
    Environment,
    Expression,
    FunctionCall,
    Node,
    Value,
    as_answer,
    compile_expression,
    parse,
)
from tests.conformance.xpath_tree import XmlNode, XmlTree

Case: TypeAlias = Mapping[str, Any]

_CLOSE = 1e-12


def failure_of(case: Case) -> str | None:
    """Return what is wrong with the result of a case, or None where it is as expected."""
    expected = case["expected_type"]
    try:
        expression = parse(case["expr"])
        found = _evaluate(case, _asked(expression, expected))
    except KitError as error:
        return None if expected == "error" else f"raised {error}"
    if expected == "error":
        return f"gave {_shown(found)} where an error was expected"
    if _JUDGES[expected](case, found):
        return None
    return f"gave {_shown(found)}, expected {expected} {case['expected']!r}"


def _asked(expression: Expression, expected: str) -> Expression:
    """Ask for a truth value or a number as a form would: by the function of that name."""
    name = {"boolean": "boolean", "number": "number"}.get(expected)
    return expression if name is None else FunctionCall(name, (expression,))


def _evaluate(case: Case, expression: Expression) -> Value:
    tree = XmlTree(case["context"]) if case["context"] is not None else None
    prefixes = {**(tree.prefixes if tree else {}), **case["namespaces"]}
    run = compile_expression(expression, namespaces=prefixes)
    here = tree.at(case["context_path"]) if tree else None
    return run(Context(_environment(case, tree), here))


def _environment(case: Case, tree: XmlTree | None) -> Environment:
    if tree is None:
        return Environment(timezone=ZoneInfo(case["tz"]))
    return Environment(
        root=tree.at(case["root_path"]),
        instances=_instances(tree),
        timezone=ZoneInfo(case["tz"]),
        language=case["lang"] or "en",
        itext=_texts(tree, case["lang"]),
    )


def _attribute(node: XmlNode, name: str) -> str | None:
    return next((one.text for one in node.attributes if one.name == name), None)


def _instances(tree: XmlTree) -> dict[str, Node]:
    found = [(_attribute(node, "id"), node) for node in tree.document.everything() if node.name == "instance"]
    return {identifier: node for identifier, node in found if identifier is not None}


def _texts(tree: XmlTree, language: str | None) -> Callable[[str], Value]:
    translations = [node for node in tree.document.everything() if node.name == "translation"]
    preferred = [node for node in translations if _attribute(node, "default") is not None]
    spoken = [node for node in translations if _attribute(node, "lang") == language]
    active = next(iter([*spoken, *preferred, *translations]), None)

    def values(identifier: str) -> Value:
        texts = active.children if active is not None else []
        return [value for text in texts if _attribute(text, "id") == identifier for value in text.children]

    return values


def _is_number(case: Case, found: Value) -> bool:
    expected = float(case["expected"])
    assert isinstance(found, float)
    if math.isnan(expected) or math.isnan(found):
        return math.isnan(expected) and math.isnan(found)
    close = case.get("tolerance", _CLOSE)
    return math.isclose(expected, found, rel_tol=_CLOSE, abs_tol=close)


def _answer(case: Case, found: Value) -> str:
    return as_answer(found, ZoneInfo(case["tz"]))


def _is_date(case: Case, found: Value) -> bool:
    return isinstance(found, date) and found.isoformat()[:10] == case["expected"]


def _are_nodes(case: Case, found: Value) -> bool:
    if not isinstance(found, Sequence) or isinstance(found, str) or len(found) != len(case["expected"]):
        return False
    return all(_is_node(node, wanted) for node, wanted in zip(found, case["expected"], strict=True))


def _is_first_node(case: Case, found: Value) -> bool:
    return isinstance(found, Sequence) and bool(found) and _is_node(found[0], case["expected"][0])


def _is_node(found: object, wanted: Mapping[str, str | None]) -> bool:
    assert isinstance(found, XmlNode)
    return found.path == wanted["path"] and wanted["text"] in {None, found.text}


_JUDGES: dict[str, Callable[[Case, Value], bool]] = {
    "boolean": lambda case, found: found is case["expected"],
    "number": _is_number,
    "string": lambda case, found: _answer(case, found) == case["expected"],
    "string_regex": lambda case, found: re.search(case["expected"], _answer(case, found)) is not None,
    "date": _is_date,
    "nodeset": _are_nodes,
    "nodeset_first": _is_first_node,
}


def _shown(found: Value) -> str:
    if isinstance(found, Sequence) and not isinstance(found, str):
        return str([node.path if isinstance(node, XmlNode) else node for node in found])
    return repr(found)
