"""What is done with symmetric keys: derive them, wrap secrets, authenticate messages."""

from __future__ import annotations

import functools
import hmac
import os
import time
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from interview_kit.errors import InputError, RefusedError

KEY_SIZE: Final = 32
SALT_SIZE: Final = 16
_NONCE_SIZE: Final = 12
_LEAST: Final = (3, 64 * 1024, 4)
_MOST: Final = (16, 2 * 1024 * 1024, 16)


@dataclass(frozen=True)
class Cost:
    """What one guess at a passphrase costs: Argon2id's parameters (RFC 9106).

    A cost may come from a file somebody else wrote. Lower than :data:`FLOOR`, guessing would be
    cheap; higher than 16 passes, 2 GiB or 16 lanes, opening would exhaust the machine. Both raise
    ``RefusedError`` ``crypto.cost-refused``.
    """

    iterations: int
    memory_kib: int
    lanes: int

    def __post_init__(self) -> None:
        given = (self.iterations, self.memory_kib, self.lanes)
        if not all(low <= it <= high for low, it, high in zip(_LEAST, given, _MOST, strict=True)):
            raise RefusedError("crypto.cost-refused")


FLOOR: Final = Cost(*_LEAST)
DEFAULT: Final = Cost(iterations=3, memory_kib=256 * 1024, lanes=4)
#: About as long as a person waits without a thought, in seconds.
_TARGET: Final = 1.0


@functools.cache
def calibrated() -> Cost:
    """Return the cost that takes about a second on this machine; measured once, which takes as long.

    A fast machine takes more passes; where memory is short or slow, less of it is taken before fewer passes
    than :data:`FLOOR` would be needed.
    """
    return calibrate(_seconds)


def calibrate(seconds: Callable[[Cost], float]) -> Cost:
    """Return the dearest cost that stays near a second, where ``seconds`` says how long one takes."""
    cost = DEFAULT
    while (taken := seconds(cost)) > 2 * _TARGET and cost.memory_kib > FLOOR.memory_kib:
        cost = Cost(cost.iterations, cost.memory_kib // 2, cost.lanes)
    passes = round(cost.iterations * _TARGET / taken)
    return Cost(min(max(passes, FLOOR.iterations), _MOST[0]), cost.memory_kib, cost.lanes)


def _seconds(cost: Cost) -> float:
    begun = time.perf_counter()
    derive_from_passphrase("a passphrase", bytes(SALT_SIZE), cost)
    return time.perf_counter() - begun


def derive_from_passphrase(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    """Return the 32-byte key that ``passphrase`` stands for, by Argon2id.

    The passphrase is brought to Unicode form NFC first: keyboards disagree on whether a Hangul
    syllable is one character or several. (Not NFKC, which would also merge characters that a
    person typed as different.) ``salt`` is at least 16 random bytes, else ``ValueError``.
    Raises ``InputError`` ``crypto.passphrase-empty`` or ``crypto.passphrase-unreadable``.
    """
    if len(salt) < SALT_SIZE:
        raise ValueError("the salt is too short")
    if not passphrase:
        raise InputError("crypto.passphrase-empty")
    try:
        secret = unicodedata.normalize("NFC", passphrase).encode("utf-8")
    except UnicodeEncodeError:
        raise InputError("crypto.passphrase-unreadable") from None  # the cause would carry it
    return Argon2id(
        salt=salt,
        length=KEY_SIZE,
        iterations=cost.iterations,
        lanes=cost.lanes,
        memory_cost=cost.memory_kib,
    ).derive(secret)


def derive(key: bytes, purpose: str, length: int = KEY_SIZE) -> bytes:
    """Return a key for one purpose, by HKDF-SHA256; ``key`` must be random, not a passphrase."""
    return HKDF(SHA256(), length, salt=None, info=purpose.encode("utf-8")).derive(key)


def wrap(key: bytes, secret: bytes, context: bytes) -> bytes:
    """Return ``secret`` encrypted under a 32-byte ``key`` and bound to ``context``.

    The box is a random 12-byte nonce, then ChaCha20-Poly1305 with ``context`` as associated data:
    28 bytes longer than the secret. For keys and small secrets, far fewer than 2^32 under one key.
    """
    nonce = os.urandom(_NONCE_SIZE)
    return nonce + ChaCha20Poly1305(key).encrypt(nonce, secret, context)


def unwrap(key: bytes, box: bytes, context: bytes) -> bytes:
    """Return what :func:`wrap` hid; ``RefusedError`` ``crypto.box-damaged`` if anything differs."""
    nonce, sealed = box[:_NONCE_SIZE], box[_NONCE_SIZE:]
    try:
        return ChaCha20Poly1305(key).decrypt(nonce.ljust(_NONCE_SIZE, b"\0"), sealed, context)
    except InvalidTag:
        raise RefusedError("crypto.box-damaged") from None


def authenticate(key: bytes, message: bytes) -> bytes:
    """Return the 32-byte HMAC-SHA256 of ``message``."""
    return hmac.digest(key, message, "sha256")


def check(key: bytes, message: bytes, tag: bytes) -> bool:
    """Say, in constant time, whether ``tag`` is :func:`authenticate` of ``message``."""
    return hmac.compare_digest(authenticate(key, message), tag)
