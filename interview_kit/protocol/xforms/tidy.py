"""Expressions in one spelling: pyxform puts blanks around every path it writes."""

from __future__ import annotations

import re
from typing import Final

_PIECES: Final = re.compile(r"""'[^']*'|"[^"]*"|\s+|[(\[]|[)\],]|[^\s'"(\[)\],]+|['"]""")


def tidy(expression: str) -> str:
    """Return the expression with one blank where there were several, and none inside brackets.

    What stands in quotes stays as it is.
    """
    written: list[str] = []
    blank = False
    for piece in _PIECES.findall(expression):
        if piece.isspace():
            blank = True
            continue
        if blank and written and written[-1] not in ("(", "[") and piece not in (")", "]", ","):
            written.append(" ")
        written.append(piece)
        blank = False
    return "".join(written)
