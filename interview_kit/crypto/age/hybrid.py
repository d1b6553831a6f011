"""The hybrid post-quantum recipient type: HPKE over X-Wing (ML-KEM-768 with X25519).

Keys are those of the X-Wing draft (draft-connolly-cfrg-xwing-kem): SHAKE256 expands the seed to an
ML-KEM seed and an X25519 key; a public key is ML-KEM's followed by X25519's.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import (
    AEAD,
    KDF,
    KEM,
    MLKEM768X25519PrivateKey,
    MLKEM768X25519PublicKey,
    Suite,
)

from interview_kit.crypto.age.header import Stanza, decode_base64, encode_base64, header_refused
from interview_kit.crypto.age.recipients import PublicKeyRecipient, SeedIdentity, own_arguments
from interview_kit.crypto.age.x25519 import contributory
from interview_kit.errors import InputError

_TYPE: Final = "mlkem768x25519"
_INFO: Final = b"age-encryption.org/mlkem768x25519"
_SUITE: Final = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)
_ENCAPSULATED_SIZE: Final = 1120
_MLKEM_SEED_SIZE: Final = 64
_X25519_SIZE: Final = 32


@dataclass(frozen=True)
class HybridRecipient(PublicKeyRecipient):
    """``age1pq1…``: 1,216 bytes of public key."""

    prefix: ClassVar[str] = "age1pq"

    def __post_init__(self) -> None:
        try:
            _hpke_key(self.public_key)
        except ValueError:
            raise InputError("crypto.age-recipient") from None

    def wrap(self, file_key: bytes) -> Stanza:
        """Return the stanza from which only this recipient's identity learns the file key."""
        sealed = _SUITE.encrypt(file_key, _hpke_key(self.public_key), _INFO)
        encapsulated, body = sealed[:_ENCAPSULATED_SIZE], sealed[_ENCAPSULATED_SIZE:]
        return Stanza((_TYPE, encode_base64(encapsulated)), body)


@dataclass(frozen=True)
class HybridIdentity(SeedIdentity):
    """``AGE-SECRET-KEY-PQ-1…``."""

    prefix: ClassVar[str] = "AGE-SECRET-KEY-PQ-"

    @cached_property
    def recipient(self) -> HybridRecipient:
        """The recipient whose files this identity opens."""
        mlkem, x25519 = self._keys
        return HybridRecipient(mlkem.public_key().public_bytes_raw() + x25519.public_key().public_bytes_raw())

    def unwrap(self, stanza: Stanza) -> bytes | None:
        """Return the file key, or None where the stanza is for somebody else."""
        if stanza.type != _TYPE:
            return None
        (argument,) = own_arguments(stanza, 1)
        encapsulated = decode_base64(argument, _ENCAPSULATED_SIZE)
        try:
            # HPKE would report a zero shared secret as a wrong key.
            self._keys[1].exchange(X25519PublicKey.from_public_bytes(encapsulated[-_X25519_SIZE:]))
        except ValueError:
            raise header_refused() from None
        try:
            key = MLKEM768X25519PrivateKey(*self._keys)
            return _SUITE.decrypt(encapsulated + stanza.body, key, _INFO)
        except InvalidTag:
            return None

    @cached_property
    def _keys(self) -> tuple[MLKEM768PrivateKey, X25519PrivateKey]:
        expanded = hashlib.shake_256(self.seed).digest(_MLKEM_SEED_SIZE + _X25519_SIZE)
        return (
            MLKEM768PrivateKey.from_seed_bytes(expanded[:_MLKEM_SEED_SIZE]),
            X25519PrivateKey.from_private_bytes(expanded[_MLKEM_SEED_SIZE:]),
        )


def _hpke_key(public_key: bytes) -> MLKEM768X25519PublicKey:
    """Return the key, or raise ValueError for one of another size or out of ML-KEM's range."""
    return MLKEM768X25519PublicKey(
        MLKEM768PublicKey.from_public_bytes(public_key[:-_X25519_SIZE]),
        contributory(public_key[-_X25519_SIZE:]),
    )
