"""From tokens to the tree of :mod:`.syntax`: the whole grammar of XPath 1.0 but variables.

Binary operators are gathered on two stacks instead of one call per precedence, so that the depth of
Python's stack depends on brackets alone, and brackets are counted.
"""

from __future__ import annotations

from typing import Final, NoReturn

from interview_kit.errors import InputError
from interview_kit.protocol.expressions.lexer import Token, TokenKind, tokens_of
from interview_kit.protocol.expressions.syntax import (
    ANYWHERE_BELOW,
    HERE,
    PARENT,
    ROOT,
    SELF,
    Arithmetic,
    Comparison,
    Conjunction,
    Disjunction,
    Expression,
    Filter,
    FunctionCall,
    KindTest,
    NameTest,
    Negation,
    NodeUnion,
    NumberLiteral,
    Path,
    Step,
    TextLiteral,
    ensure_shallow,
)

#: Brackets that may be open at once; those of a predicate count twice, for the calls they cost here.
MAX_BRACKETS: Final = 150

#: Steps a path may have.
MAX_STEPS: Final = 1_000

AXES: Final = frozenset(
    {
        "ancestor",
        "ancestor-or-self",
        "attribute",
        "child",
        "descendant",
        "descendant-or-self",
        "following",
        "following-sibling",
        "parent",
        "preceding",
        "preceding-sibling",
        "self",
    }
)
_KINDS: Final = frozenset({"node", "text", "comment", "processing-instruction"})
_OR, _AND, _EQUALITY, _RELATION, _SUM, _PRODUCT = range(1, 7)
_PRECEDENCE: Final = {
    "or": _OR,
    "and": _AND,
    "=": _EQUALITY,
    "!=": _EQUALITY,
    "<": _RELATION,
    "<=": _RELATION,
    ">": _RELATION,
    ">=": _RELATION,
    "+": _SUM,
    "-": _SUM,
    "*": _PRODUCT,
    "div": _PRODUCT,
    "mod": _PRODUCT,
}


def parse(text: str) -> Expression:
    """Return the tree of an expression.

    Raises :class:`InputError` with the ``column`` of the first thing that is not understood, and at
    once for text that is too long or nests too deeply.
    """
    try:
        return ensure_shallow(_Parser(tokens_of(text)).whole())
    except RecursionError:
        raise InputError("expressions.too-deep") from None


class _Parser:
    def __init__(self, tokens: list[Token]) -> None:
        self._tokens = tokens
        self._index = 0
        self._brackets = 0
        self._now = tokens[0]

    def whole(self) -> Expression:
        expression = self._expression()
        if self._now.kind is not TokenKind.END:
            raise InputError("expressions.operator-expected", found=self._now.text, column=self._now.column)
        return expression

    # tokens

    def _advance(self) -> Token:
        token = self._now
        self._index += 1
        self._now = self._tokens[self._index]
        return token

    def _at(self, symbol: str) -> bool:
        return self._now.kind is TokenKind.SYMBOL and self._now.text == symbol

    def _at_next(self, symbol: str) -> bool:
        following = self._tokens[min(self._index + 1, len(self._tokens) - 1)]
        return following.kind is TokenKind.SYMBOL and following.text == symbol

    def _take(self, symbol: str) -> bool:
        if self._at(symbol):
            self._advance()
            return True
        return False

    def _open(self, weight: int = 1) -> None:
        self._brackets += weight
        if self._brackets > MAX_BRACKETS:
            raise InputError("expressions.too-deep")
        self._advance()

    def _close(self, symbol: str, weight: int = 1) -> None:
        if not self._take(symbol):
            raise InputError("expressions.symbol-expected", symbol=symbol, column=self._now.column)
        self._brackets -= weight

    def _operand_expected(self) -> NoReturn:
        raise InputError("expressions.operand-expected", column=self._now.column)

    # operators

    def _expression(self) -> Expression:
        operands = [self._operand()]
        operators: list[str] = []
        while self._now.kind is TokenKind.SYMBOL and self._now.text in _PRECEDENCE:
            operator = self._advance().text
            precedence = _PRECEDENCE[operator]
            while operators and _PRECEDENCE[operators[-1]] > precedence:
                _reduce(operands, operators)
            operators.append(operator)
            operands.append(self._operand())
        while operators:
            _reduce(operands, operators)
        return operands[0]

    def _operand(self) -> Expression:
        minus = 0
        while self._take("-"):
            minus += 1
        operand = self._path()
        if self._at("|"):
            operands = [operand]
            while self._take("|"):
                operands.append(self._path())
            operand = NodeUnion(tuple(operands))
        if minus == 0:
            return operand
        return Negation(operand) if minus % 2 else Negation(Negation(operand))

    # paths

    def _path(self) -> Expression:
        column = self._now.column
        steps: list[Step] = []
        if self._starts_primary():
            origin: Expression = self._primary()
            if self._at("["):
                origin = Filter(origin, self._predicates(), column)
            if not (self._at("/") or self._at("//")):
                return origin
            self._more_steps(steps)
            return Path(origin, tuple(steps), column)
        if self._take("/"):
            if self._starts_step():
                steps.append(self._step())
                self._more_steps(steps)
            return Path(ROOT, tuple(steps), column)
        if self._at("//"):
            self._more_steps(steps)
            return Path(ROOT, tuple(steps), column)
        if not self._starts_step():
            self._operand_expected()
        steps.append(self._step())
        self._more_steps(steps)
        return Path(HERE, tuple(steps), column)

    def _more_steps(self, steps: list[Step]) -> None:
        while True:
            if self._take("//"):
                steps.append(ANYWHERE_BELOW)
            elif not self._take("/"):
                return
            if not self._starts_step():
                raise InputError("expressions.step-expected", column=self._now.column)
            steps.append(self._step())
            if len(steps) > MAX_STEPS:
                raise InputError("expressions.too-deep")

    def _starts_step(self) -> bool:
        return self._now.kind is TokenKind.NAME or (
            self._now.kind is TokenKind.SYMBOL and self._now.text in {".", "..", "@"}
        )

    def _step(self) -> Step:
        if self._take("."):
            return SELF
        if self._take(".."):
            return PARENT
        axis = "child"
        if self._take("@"):
            axis = "attribute"
        elif self._at_next("::"):
            axis = self._axis()
        if self._now.kind is not TokenKind.NAME:
            raise InputError("expressions.step-expected", column=self._now.column)
        name = self._advance()
        test = self._kind_test(name) if self._at("(") else _name_test(name.text)
        return Step(axis, test, self._predicates() if self._at("[") else ())

    def _axis(self) -> str:
        token = self._advance()
        if token.text not in AXES:
            raise InputError("expressions.unknown-axis", axis=token.text, column=token.column)
        self._advance()
        return token.text

    def _kind_test(self, name: Token) -> KindTest:
        if name.text not in _KINDS:
            raise InputError("expressions.step-expected", column=name.column)
        self._open()
        if name.text == "processing-instruction" and self._now.kind is TokenKind.TEXT:
            self._advance()
        self._close(")")
        return KindTest(name.text)

    def _predicates(self) -> tuple[Expression, ...]:
        predicates: list[Expression] = []
        while self._at("["):
            self._open(weight=2)
            predicates.append(self._expression())
            self._close("]", weight=2)
        return tuple(predicates)

    # primary expressions

    def _starts_primary(self) -> bool:
        kind = self._now.kind
        if kind is TokenKind.NAME:
            name = self._now.text
            return self._at_next("(") and name not in _KINDS and not name.endswith("*")
        return kind in {TokenKind.NUMBER, TokenKind.TEXT} or self._at("(")

    def _primary(self) -> Expression:
        if self._at("("):
            self._open()
            expression = self._expression()
            self._close(")")
            return expression
        token = self._advance()
        if token.kind is TokenKind.NUMBER:
            return NumberLiteral(float(token.text))
        if token.kind is TokenKind.TEXT:
            return TextLiteral(token.text)
        arguments: list[Expression] = []
        self._open()
        if not self._at(")"):
            arguments.append(self._expression())
            while self._take(","):
                arguments.append(self._expression())
        self._close(")")
        return FunctionCall(token.text, tuple(arguments), token.column)


def _name_test(text: str) -> NameTest:
    prefix, colon, name = text.partition(":")
    return NameTest(name, prefix) if colon else NameTest(text)


def _reduce(operands: list[Expression], operators: list[str]) -> None:
    """Replace the last operators of one precedence and their operands by one node."""
    precedence = _PRECEDENCE[operators[-1]]
    start = len(operators)
    while start and _PRECEDENCE[operators[start - 1]] == precedence:
        start -= 1
    names = operators[start:]
    first, *others = operands[start:]
    del operators[start:], operands[start:]
    if precedence == _OR:
        operands.append(Disjunction((first, *others)))
    elif precedence == _AND:
        operands.append(Conjunction((first, *others)))
    elif precedence in {_SUM, _PRODUCT}:
        operands.append(Arithmetic(first, tuple(zip(names, others, strict=True))))
    else:
        for name, operand in zip(names, others, strict=True):
            first = Comparison(name, first, operand)
        operands.append(first)
