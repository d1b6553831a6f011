"""What is wrong with an expression before anybody answers anything."""

from __future__ import annotations

from collections.abc import Mapping

from interview_kit.errors import InputError
from interview_kit.protocol.expressions.compile import Compiler
from interview_kit.protocol.expressions.functions.function import Functions
from interview_kit.protocol.expressions.functions.patterns import check_pattern
from interview_kit.protocol.expressions.parser import parse
from interview_kit.protocol.expressions.standard import STANDARD
from interview_kit.protocol.expressions.syntax import Expression, FunctionCall, TextLiteral, walk


def problems_of(
    expression: Expression,
    functions: Functions = STANDARD,
    *,
    namespaces: Mapping[str, str] | None = None,
) -> list[InputError]:
    """Return what would fail whenever it is reached, in the order it is written.

    Unknown functions and prefixes, wrong numbers of arguments, references where a function needs a
    plain path, regular expressions and dates written into the expression that are none.
    """
    compiler = Compiler(functions, namespaces or {})
    problems: list[InputError] = []
    for part in walk(expression):
        problem = compiler.problem(part) or _in_literals(part)
        if problem is not None:
            problems.append(problem)
    return problems


def _in_literals(part: Expression) -> InputError | None:
    try:
        match part:
            case FunctionCall("regex", (_, TextLiteral(pattern))):
                check_pattern(pattern)
            case FunctionCall("jr:choice-name", (_, TextLiteral(path))):
                parse(path.strip())
    except InputError as error:
        column = getattr(part, "column", 1)
        return InputError(error.code, **{**error.parameters, "column": column})
    return None
