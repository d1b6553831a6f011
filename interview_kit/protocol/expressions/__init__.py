"""Expressions: XPath 1.0 with the functions of ODK XForms, parsed once and compiled to closures.

expression = parse("../age > 17 and selected(../who, 'self')")
run = compile_expression(expression)
value = run(Context(environment, node))
"""

from __future__ import annotations

from interview_kit.protocol.expressions.checking import problems_of
from interview_kit.protocol.expressions.compile import compile_expression
from interview_kit.protocol.expressions.context import Context, Environment
from interview_kit.protocol.expressions.functions.function import Form, Function, Functions, Kind, table
from interview_kit.protocol.expressions.namespaces import PREFIXES, XFORMS
from interview_kit.protocol.expressions.nodes import Atom, Node, NodeSet, Value
from interview_kit.protocol.expressions.parser import parse
from interview_kit.protocol.expressions.references import Reading, ReadingKind, References, references
from interview_kit.protocol.expressions.scoping import Place, within
from interview_kit.protocol.expressions.standard import STANDARD
from interview_kit.protocol.expressions.stored import from_data, to_data
from interview_kit.protocol.expressions.syntax import Expression, FunctionCall
from interview_kit.protocol.expressions.values import as_answer

__all__ = [
    "PREFIXES",
    "STANDARD",
    "XFORMS",
    "Atom",
    "Context",
    "Environment",
    "Expression",
    "Form",
    "Function",
    "FunctionCall",
    "Functions",
    "Kind",
    "Node",
    "NodeSet",
    "Place",
    "Reading",
    "ReadingKind",
    "References",
    "Value",
    "as_answer",
    "compile_expression",
    "from_data",
    "parse",
    "problems_of",
    "references",
    "table",
    "to_data",
    "within",
]
