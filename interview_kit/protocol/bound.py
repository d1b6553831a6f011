"""Expressions bound to the node they belong to: parsed when a protocol is loaded, compiled at first use."""

from __future__ import annotations

from collections.abc import Callable

from interview_kit.errors import InputError
from interview_kit.messages import DEFAULT_LANGUAGE, explain
from interview_kit.protocol.expressions.compile import compile_expression
from interview_kit.protocol.expressions.context import Context
from interview_kit.protocol.expressions.nodes import Atom, Value
from interview_kit.protocol.expressions.parser import parse
from interview_kit.protocol.expressions.values import to_atom, truth
from interview_kit.protocol.kit_functions import FUNCTIONS, PREFIXES


class BoundExpression:
    """One expression of one node. ``column`` names it as XLSForm would."""

    __slots__ = ("_evaluate", "column", "tree")

    def __init__(self, text: str, path: str, column: str) -> None:
        """Parse. Raises :class:`InputError` ``protocol.expression``, which names node and column."""
        self.column = column
        self._evaluate: Callable[[Context], Value] | None = None
        try:
            self.tree = parse(text)
        except InputError as error:
            why = explain(error, DEFAULT_LANGUAGE)
            raise InputError("protocol.expression", path=path, column=column, why=why) from error

    def value(self, context: Context) -> Value:
        """Evaluate."""
        if self._evaluate is None:
            self._evaluate = compile_expression(self.tree, FUNCTIONS, namespaces=PREFIXES)
        return self._evaluate(context)

    def holds(self, context: Context) -> bool:
        """Evaluate to true or false."""
        return truth(self.value(context))

    def atom(self, context: Context) -> Atom:
        """Evaluate to one value; of a node-set the first node's."""
        return to_atom(self.value(context))
