"""The X25519 recipient type, which every age implementation knows."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar, Final

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from interview_kit.crypto.age.header import Stanza, decode_base64, encode_base64, header_refused
from interview_kit.crypto.age.recipients import (
    PublicKeyRecipient,
    SeedIdentity,
    own_arguments,
    unwrap_under,
    wrap_under,
)
from interview_kit.errors import InputError

_TYPE: Final = "X25519"
_INFO: Final = b"age-encryption.org/v1/X25519"
_SHARE_SIZE: Final = 32


def contributory(public_key: bytes) -> X25519PublicKey:
    """Return the key, or raise ValueError where every shared secret with it would be zero."""
    key = X25519PublicKey.from_public_bytes(public_key)
    X25519PrivateKey.generate().exchange(key)
    return key


@dataclass(frozen=True)
class X25519Recipient(PublicKeyRecipient):
    """``age1…``: 32 bytes of public key."""

    prefix: ClassVar[str] = "age"

    def __post_init__(self) -> None:
        try:
            contributory(self.public_key)
        except ValueError:
            raise InputError("crypto.age-recipient") from None

    def wrap(self, file_key: bytes) -> Stanza:
        """Return the stanza from which only this recipient's identity learns the file key."""
        ephemeral = X25519PrivateKey.generate()
        share = ephemeral.public_key().public_bytes_raw()
        secret = ephemeral.exchange(X25519PublicKey.from_public_bytes(self.public_key))
        key = _wrap_key(secret, share, self.public_key)
        return Stanza((_TYPE, encode_base64(share)), wrap_under(key, file_key))


@dataclass(frozen=True)
class X25519Identity(SeedIdentity):
    """``AGE-SECRET-KEY-1…``."""

    prefix: ClassVar[str] = "AGE-SECRET-KEY-"

    @cached_property
    def recipient(self) -> X25519Recipient:
        """The recipient whose files this identity opens."""
        return X25519Recipient(self._key.public_key().public_bytes_raw())

    def unwrap(self, stanza: Stanza) -> bytes | None:
        """Return the file key, or None where the stanza is for somebody else."""
        if stanza.type != _TYPE:
            return None
        (argument,) = own_arguments(stanza, 1)
        share = decode_base64(argument, _SHARE_SIZE)
        try:
            secret = self._key.exchange(X25519PublicKey.from_public_bytes(share))
        except ValueError:  # the shared secret is zero
            raise header_refused() from None
        return unwrap_under(_wrap_key(secret, share, self.recipient.public_key), stanza.body)

    @property
    def _key(self) -> X25519PrivateKey:
        return X25519PrivateKey.from_private_bytes(self.seed)


def _wrap_key(secret: bytes, share: bytes, public_key: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt=share + public_key, info=_INFO).derive(secret)
