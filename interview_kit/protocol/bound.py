"""Expressions bound to the node they belong to: parsed when a protocol is loaded, compiled at first use."""

from __future__ import annotations

from collections.abc import Callable, Collection

from interview_kit.errors import InputError
from interview_kit.messages import DEFAULT_LANGUAGE, explain
from interview_kit.protocol.expressions.checking import problems_of
from interview_kit.protocol.expressions.compile import compile_expression
from interview_kit.protocol.expressions.context import Context
from interview_kit.protocol.expressions.nodes import Atom, Value
from interview_kit.protocol.expressions.parser import parse
from interview_kit.protocol.expressions.references import References, references
from interview_kit.protocol.expressions.scoping import Place, within
from interview_kit.protocol.expressions.values import to_atom, truth
from interview_kit.protocol.kit_functions import FUNCTIONS, PREFIXES


class BoundExpression:
    """One expression of one node. ``column`` names it as XLSForm would."""

    __slots__ = ("_evaluate", "_tree", "column", "references")

    def __init__(self, text: str, column: str, at: Place, repeats: Collection[Place]) -> None:
        """Parse and check; absolute paths mean one's own instance of a repeat, as in ODK.

        Raises :class:`InputError` ``protocol.expression``, which names node and column.
        """
        self.column = column
        self._evaluate: Callable[[Context], Value] | None = None
        try:
            self._tree = within(parse(text), at, repeats)
            for problem in problems_of(self._tree, FUNCTIONS, namespaces=PREFIXES):
                raise problem
        except InputError as error:
            why = explain(error, DEFAULT_LANGUAGE)
            path = "/" + "/".join(at[1:])
            raise InputError("protocol.expression", path=path, column=column, why=why) from error
        #: What the expression depends on.
        self.references: References = references(self._tree, at, FUNCTIONS, namespaces=PREFIXES)

    def value(self, context: Context) -> Value:
        """Evaluate."""
        if self._evaluate is None:
            self._evaluate = compile_expression(self._tree, FUNCTIONS, namespaces=PREFIXES)
        return self._evaluate(context)

    def holds(self, context: Context) -> bool:
        """Evaluate to true or false."""
        return truth(self.value(context))

    def atom(self, context: Context) -> Atom:
        """Evaluate to one value; of a node-set the first node's."""
        return to_atom(self.value(context))
