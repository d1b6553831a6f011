"""Chance: random numbers and identifiers, and shuffles that any ODK engine repeats from the same seed."""

from __future__ import annotations

import hashlib
import math
import string
import uuid
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from interview_kit.errors import InputError
from interview_kit.protocol.expressions.functions.function import MAX_TEXT, Function, Kind
from interview_kit.protocol.expressions.nodes import Atom, Node, NodeSet
from interview_kit.protocol.expressions.values import to_number, to_text

if TYPE_CHECKING:
    from interview_kit.protocol.expressions.context import Context

_MODULUS: Final = 2_147_483_647
_MULTIPLIER: Final = 16_807
_LARGEST_LONG: Final = 2**63 - 1
_LETTERS: Final = string.digits + string.ascii_uppercase


def _random(context: Context) -> float:
    return context.environment.random.random()


def _uuid(context: Context, length: float | None = None) -> str:
    """A random UUID (version 4), or that many random digits and capitals."""
    chance = context.environment.random
    if length is None:
        return str(uuid.UUID(int=chance.getrandbits(128), version=4))
    if not 0 <= length <= MAX_TEXT:
        raise InputError("expressions.text-too-long", limit=MAX_TEXT)
    return "".join(chance.choices(_LETTERS, k=math.trunc(length)))


def _randomize(context: Context, nodes: NodeSet, seed: Atom | None = None) -> NodeSet:
    """The nodes shuffled inside out (Fisher and Yates); with a seed, always alike."""
    draw = context.environment.random.random if seed is None else _park_miller(_long(seed))
    shuffled: list[Node] = []
    for place, node in enumerate(nodes):
        chosen = math.floor(draw() * (place + 1))
        shuffled.append(node)
        shuffled[place], shuffled[chosen] = shuffled[chosen], node
    return shuffled


def _long(seed: Atom) -> int:
    """A seed as Java reads it: a number without its fraction; other text by its SHA-256."""
    number = to_number(seed)
    if math.isinf(number):
        return _LARGEST_LONG if number > 0 else -_LARGEST_LONG - 1
    if not math.isnan(number):
        return math.trunc(number)
    text = to_text(seed)
    if text == "":
        return 0
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], signed=True)


def _park_miller(seed: int) -> Callable[[], float]:
    state = math.trunc(math.fmod(float(seed), _MODULUS))
    if state <= 0:
        state += _MODULUS - 1

    def draw() -> float:
        nonlocal state
        state = state * _MULTIPLIER % _MODULUS
        return (state - 1) / (_MODULUS - 1)

    return draw


CHANCE: Final = (
    Function("random", _random, (), Kind.NUMBER, contextual=True, volatile=True),
    Function("uuid", _uuid, (Kind.NUMBER,), Kind.TEXT, least=0, contextual=True, volatile=True),
    Function("randomize", _randomize, (Kind.NODES, Kind.ATOM), Kind.NODES, least=1, contextual=True),
)
