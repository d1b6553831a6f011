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
    compiler.problems = []
    compiler.value(expression)
    in_literals = (problem for part in walk(expression) if (problem := _in_literal(part)))
    found = {_place(problem): problem for problem in (*compiler.problems, *in_literals)}
    return [found[place] for place in sorted(found)]


def _place(problem: InputError) -> tuple[int, str]:
    column = problem.parameters.get("column", 1)
    assert isinstance(column, int)
    return column, problem.code


def _in_literal(part: Expression) -> InputError | None:
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
