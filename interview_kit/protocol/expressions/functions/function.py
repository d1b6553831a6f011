"""How a function is described, so that it can be checked, compiled and listed as data."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any, Final, TypeAlias

if TYPE_CHECKING:
    from interview_kit.protocol.expressions.compile import Compiler
    from interview_kit.protocol.expressions.context import Context
    from interview_kit.protocol.expressions.syntax import FunctionCall

#: A compiled expression: from a place to a value.
Evaluator: TypeAlias = "Callable[[Context], Any]"

#: Characters a function may return. Formulas that feed on their own result end here.
MAX_TEXT: Final = 1_000_000


class Kind(Enum):
    """What an argument is turned into before the function sees it, or what an expression gives."""

    NUMBER = "number"
    TEXT = "text"
    BOOLEAN = "boolean"
    NODES = "nodes"
    #: One value of any type; of a node-set, the value of its first node or ``""``.
    ATOM = "atom"
    #: A list of values: all of a node-set's, or the one given. For arguments only.
    ATOMS = "atoms"
    #: Anything, known only when evaluated.
    VALUE = "value"


@dataclass(frozen=True, slots=True)
class Function:
    """A function that gets its arguments already evaluated and converted.

    ``name`` is as written without a prefix, or ``{namespace}name``. ``takes`` gives the kind of each
    argument, the last one for all that follow if ``many``; at least ``least`` must be given (all,
    unless said). ``contextual`` functions get the :class:`Context` first. With ``here`` a call without
    arguments means a call on the context node. ``volatile`` ones may give something else each time.
    """

    name: str
    work: Callable[..., Any]
    takes: tuple[Kind, ...]
    gives: Kind
    least: int | None = None
    many: bool = False
    contextual: bool = False
    here: bool = False
    volatile: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """A function that decides itself what of its arguments is evaluated, and how.

    ``build`` returns the evaluator and ``gives`` what it will give, both from the call as written.
    It is called only with a number of arguments between ``least`` and ``most``. With ``place_only`` it reads
    of its arguments only where they stand, never what they hold.
    """

    name: str
    build: Callable[[Compiler, FunctionCall], Evaluator]
    gives: Callable[[Compiler, FunctionCall], Kind]
    least: int
    most: int
    volatile: bool = False
    place_only: bool = False


Functions: TypeAlias = Mapping[str, Function | Form]


def table(*groups: Iterable[Function | Form]) -> dict[str, Function | Form]:
    """Return one table of all functions in ``groups``, the later replacing the earlier."""
    return {function.name: function for group in groups for function in group}


def accepts(function: Function | Form, count: int) -> bool:
    """Whether a function may be called with ``count`` arguments."""
    if isinstance(function, Form):
        return function.least <= count <= function.most
    least = len(function.takes) if function.least is None else function.least
    return least <= count and (function.many or count <= len(function.takes))
