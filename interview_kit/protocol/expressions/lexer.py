"""From text to tokens, with XPath's rules for telling ``*``, ``and``, ``or``, ``div``, ``mod`` apart.

Where an operand has just ended these are operators, even without a space behind a number
(``1div2``, as every ODK engine reads it); elsewhere they are names.
"""

from __future__ import annotations

import re
from enum import Enum
from typing import Final, NamedTuple

from interview_kit.errors import InputError

#: Characters an expression may have. The longest we have met in real forms has about 30,000.
MAX_LENGTH: Final = 250_000


class TokenKind(Enum):
    NUMBER = "number"
    TEXT = "text"
    NAME = "name"
    SYMBOL = "symbol"
    END = "end"


class Token(NamedTuple):
    """``text`` is the symbol or name itself, a literal without its quotes, or digits."""

    kind: TokenKind
    text: str
    column: int


_NAME = r"[^\W\d][\w.\-]*"
_SPACE: Final = re.compile(r"[ \t\r\n\f]*")
_OPERATOR: Final = re.compile(r"and|or|div|mod|::|//|!=|<=|>=|[()\[\],/|+\-=<>*]")
_OPERAND: Final = re.compile(
    rf"(?P<number>[0-9]+(?:\.[0-9]*)?|\.[0-9]+)"
    rf"|(?P<text>\"[^\"]*\"|'[^']*')"
    rf"|(?P<name>{_NAME}(?::(?!:)(?:{_NAME}|\*))?)"
    rf"|(?P<symbol>::|//|!=|<=|>=|\.\.|[()\[\]@,/|+\-=<>*.])"
)
_KINDS: Final = {kind.value: kind for kind in TokenKind}
#: Symbols that end an operand, so that an operator must follow.
_CLOSING: Final = frozenset({")", "]", ".", ".."})


def tokens_of(text: str) -> list[Token]:
    """Return the tokens of an expression, the last one of kind END."""
    if len(text) > MAX_LENGTH:
        raise InputError("expressions.too-long", limit=MAX_LENGTH)
    tokens: list[Token] = []
    operand_ended = False
    position = _end_of_space(text, 0)
    while position < len(text):
        column = position + 1
        found = _OPERATOR.match(text, position) if operand_ended else None
        if found is not None:
            token = Token(TokenKind.SYMBOL, found.group(), column)
            operand_ended = token.text in _CLOSING
        else:
            found = _OPERAND.match(text, position)
            if found is None or found.lastgroup is None:
                raise _not_understood(text, position)
            token = _operand(_KINDS[found.lastgroup], found.group(), column)
            operand_ended = _ends_operand(token)
        tokens.append(token)
        position = _end_of_space(text, found.end())
    tokens.append(Token(TokenKind.END, "", len(text) + 1))
    return tokens


def _end_of_space(text: str, position: int) -> int:
    found = _SPACE.match(text, position)
    return found.end() if found else position


def _operand(kind: TokenKind, text: str, column: int) -> Token:
    if kind is TokenKind.TEXT:
        return Token(kind, text[1:-1], column)
    if kind is TokenKind.SYMBOL and text == "*":
        return Token(TokenKind.NAME, text, column)
    return Token(kind, text, column)


def _ends_operand(token: Token) -> bool:
    return token.kind is not TokenKind.SYMBOL or token.text in _CLOSING


def _not_understood(text: str, position: int) -> InputError:
    character = text[position]
    column = position + 1
    if character in "'\"":
        return InputError("expressions.text-not-closed", column=column)
    if character == "$":
        return InputError("expressions.no-variables", column=column)
    return InputError("expressions.unexpected-character", character=character, column=column)
