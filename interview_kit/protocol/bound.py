"""Expressions bound to the node they belong to: compiled at first use, once for all that read alike."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from interview_kit.errors import InputError
from interview_kit.messages import DEFAULT_LANGUAGE, explain
from interview_kit.protocol.expressions.checking import problems_of
from interview_kit.protocol.expressions.compile import compile_expression
from interview_kit.protocol.expressions.context import Context
from interview_kit.protocol.expressions.nodes import Atom, NodeSet, Value
from interview_kit.protocol.expressions.parser import parse
from interview_kit.protocol.expressions.references import References, references
from interview_kit.protocol.expressions.scoping import Place, within
from interview_kit.protocol.expressions.syntax import Expression
from interview_kit.protocol.expressions.values import to_atom, to_text, truth
from interview_kit.protocol.kit_functions import FUNCTIONS, PREFIXES

#: Characters of a text with all its expressions filled in.
MAX_FILLED: Final = 100_000


class _Compiled:
    """What expressions of one reading share. Trees are made at first use, evaluators after that."""

    def __init__(
        self, text: str, at: Place, repeats: Collection[Place], namespaces: Mapping[str, str]
    ) -> None:
        self._text = text
        self._at = at
        self._repeats = repeats
        self._namespaces = namespaces

    @cached_property
    def tree(self) -> Expression:
        return within(parse(self._text), self._at, self._repeats)

    @cached_property
    def evaluate(self) -> Callable[[Context], Value]:
        return compile_expression(self.tree, FUNCTIONS, namespaces=self._namespaces)


class Scope:
    """What all expressions of one protocol know: where its repeats are, and its prefixes."""

    def __init__(self, repeats: Collection[Place], namespaces: Mapping[str, str]) -> None:
        self.repeats = repeats
        self.namespaces = {**PREFIXES, **namespaces}
        self._compiled: dict[tuple[str, Place], _Compiled] = {}

    def compiled(self, text: str, at: Place) -> _Compiled:
        """Return the compiled form of a text at a place; outside repeats every place reads it alike."""
        repeated = any(at[:count] in self.repeats for count in range(1, len(at) + 1))
        key = (text, at if repeated else ())
        found = self._compiled.get(key)
        if found is None:
            found = self._compiled[key] = _Compiled(text, at, self.repeats, self.namespaces)
        return found


class BoundExpression:
    """One expression of one node. ``column`` names it as XLSForm would.

    Absolute paths mean one's own instance of a repeat, as in ODK. Evaluating raises
    :class:`InputError` where an answer is nothing the expression can work with.
    """

    __slots__ = ("_at", "_compiled", "_evaluate", "_scope", "column", "text")

    def __init__(self, text: str, column: str, at: Place, scope: Scope) -> None:
        self.text = text
        self.column = column
        self._at = at
        self._scope = scope
        self._compiled = scope.compiled(text, at)
        self._evaluate: Callable[[Context], Value] = self._compile

    def _compile(self, context: Context) -> Value:
        self._evaluate = self._compiled.evaluate
        return self._evaluate(context)

    def check(self) -> None:
        """Refuse what could never work.

        Raises :class:`InputError` ``protocol.expression``, which names node and column.
        """
        try:
            for problem in problems_of(self._compiled.tree, FUNCTIONS, namespaces=self._scope.namespaces):
                raise problem
        except InputError as error:
            raise self.refused(error) from error

    def refused(self, error: InputError) -> InputError:
        """Return an error of this expression that names node and column."""
        why, path = explain(error, DEFAULT_LANGUAGE), "/" + "/".join(self._at[1:])
        return InputError("protocol.expression", path=path, column=self.column, text=self.text[:200], why=why)

    def references(self) -> References:
        """Return what the expression depends on."""
        return references(self._compiled.tree, self._at, FUNCTIONS, namespaces=self._scope.namespaces)

    def value(self, context: Context) -> Value:
        """Evaluate."""
        return self._evaluate(context)

    def holds(self, context: Context, *, otherwise: bool) -> bool:
        """Evaluate to true or false; ``otherwise`` where an answer is nothing it can work with."""
        try:
            return truth(self._evaluate(context))
        except InputError:
            return otherwise

    def atom(self, context: Context) -> Atom:
        """Evaluate to one value; of a node-set the first node's."""
        return to_atom(self._evaluate(context))

    def words(self, context: Context) -> str:
        """Evaluate to text."""
        return to_text(self.atom(context))

    def nodes(self, context: Context) -> NodeSet:
        """Evaluate to nodes; nothing else counts."""
        found = self._evaluate(context)
        return found if isinstance(found, list | tuple) else ()


@dataclass(frozen=True, slots=True)
class Template:
    """A text with expressions in it, cut into its parts."""

    parts: tuple[str | BoundExpression, ...]

    def filled(self, context: Context) -> str:
        """Return the text, up to a length; an expression that cannot be evaluated leaves a blank."""
        filled, left = [], MAX_FILLED
        for part in self.parts:
            filled.append((part if isinstance(part, str) else _filled(part, context))[:left])
            left -= len(filled[-1])
            if left <= 0:
                break
        return "".join(filled)

    @property
    def expressions(self) -> tuple[BoundExpression, ...]:
        """The expressions in the text."""
        return tuple(part for part in self.parts if not isinstance(part, str))


def template(text: str, column: str, at: Place, scope: Scope) -> Template:
    """Cut a text at its ``${expression}``; ``$${`` is a literal ``${``. One that does not end is text."""
    if "${" not in text:
        return Template((text,))
    parts: list[str | BoundExpression] = []
    plain, position = "", 0
    while (start := text.find("${", position)) >= 0:
        if start > position and text[start - 1] == "$":
            plain += text[position : start - 1] + "${"
            position = start + 2
            continue
        end = _end_of(text, start + 2)
        if end < 0:
            break
        plain += text[position:start]
        if plain:
            parts.append(plain)
        plain, position = "", end + 1
        parts.append(BoundExpression(text[start + 2 : end], column, at, scope))
    plain += text[position:]
    return Template((*parts, plain) if plain else tuple(parts))


def _end_of(text: str, start: int) -> int:
    """Return where an expression in a text ends: at the first ``}`` outside quotes."""
    quote = ""
    for position in range(start, len(text)):
        character = text[position]
        if quote:
            quote = "" if character == quote else quote
        elif character in "'\"":
            quote = character
        elif character == "}":
            return position
    return -1


def _filled(expression: BoundExpression, context: Context) -> str:
    try:
        return expression.words(context)
    except InputError:
        return ""
