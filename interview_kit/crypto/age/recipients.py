"""What every kind of recipient and identity has in common."""

from __future__ import annotations

import functools
import os
from dataclasses import dataclass, field
from typing import ClassVar, Final, Protocol, Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from interview_kit.crypto.age import bech32
from interview_kit.crypto.age.header import Stanza, header_refused
from interview_kit.errors import InputError

FILE_KEY_SIZE: Final = 16
#: A wrapped file key: the key and its authentication tag.
BODY_SIZE: Final = FILE_KEY_SIZE + 16

_SEED_SIZE: Final = 32
_NONCE: Final = bytes(12)


class Recipient(Protocol):
    """Somebody a file is encrypted to."""

    def wrap(self, file_key: bytes) -> Stanza:
        """Return the stanza from which only this recipient's identity learns the file key."""


class Identity(Protocol):
    """What opens the files encrypted to a recipient."""

    def unwrap(self, stanza: Stanza) -> bytes | None:
        """Return the file key, or None where the stanza is for somebody else.

        A malformed stanza of its own type raises ``RefusedError`` ``crypto.age-header``.
        """


@dataclass(frozen=True)
class SeedIdentity:
    """An identity made from 32 random bytes, written as Bech32 after a prefix.

    Anything else raises ``InputError`` ``crypto.age-identity``.
    """

    seed: bytes = field(repr=False)
    prefix: ClassVar[str]

    def __post_init__(self) -> None:
        if len(self.seed) != _SEED_SIZE:
            raise InputError("crypto.age-identity")

    @classmethod
    def generate(cls) -> Self:
        """Return a new random identity."""
        return cls(os.urandom(_SEED_SIZE))

    @classmethod
    def from_seed(cls, seed: bytes) -> Self:
        """Return the identity of a seed."""
        return cls(seed)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the identity that is written ``text``, or raise as the constructor does."""
        try:
            return cls(bech32.decode(cls.prefix, text))
        except ValueError:
            raise InputError("crypto.age-identity") from None

    def __str__(self) -> str:
        """Return the identity as age writes it. Secret."""
        return bech32.encode(self.prefix, self.seed)


@dataclass(frozen=True)
class PublicKeyRecipient:
    """A recipient known by the raw bytes of a public key, written as Bech32 after a prefix.

    A key nothing can be encrypted to raises ``InputError`` ``crypto.age-recipient``.
    """

    public_key: bytes
    prefix: ClassVar[str]

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the recipient that is written ``text``, or raise as the constructor does."""
        try:
            return cls(bech32.decode(cls.prefix, text))
        except ValueError:
            raise InputError("crypto.age-recipient") from None

    def __str__(self) -> str:
        """Return the recipient as age writes it."""
        return _written(self.prefix, self.public_key)


@functools.lru_cache(maxsize=64)  # the longest take two milliseconds, and an office asks at each bundle
def _written(prefix: str, public_key: bytes) -> str:
    return bech32.encode(prefix, public_key)


def wrap_under(key: bytes, file_key: bytes) -> bytes:
    """Return the file key encrypted under a key used only once, hence the fixed nonce."""
    return ChaCha20Poly1305(key).encrypt(_NONCE, file_key, None)


def unwrap_under(key: bytes, body: bytes) -> bytes | None:
    """Return the file key that :func:`wrap_under` encrypted, or None under another key."""
    try:
        return ChaCha20Poly1305(key).decrypt(_NONCE, body, None)
    except InvalidTag:
        return None


def own_arguments(stanza: Stanza, count: int) -> list[bytes]:
    """Return the arguments after the type of a stanza that must have ``count`` of them.

    The size of the body is checked before anything is decrypted, lest a file that opens under
    several keys tell which one the reader holds.
    """
    if len(stanza.arguments) != 1 + count or len(stanza.body) != BODY_SIZE:
        raise header_refused()
    return [argument.encode() for argument in stanza.arguments[1:]]
