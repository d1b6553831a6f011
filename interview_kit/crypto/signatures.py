"""Two signatures over one message: Ed25519 for today, ML-DSA-65 (FIPS 204) for later.

Both must verify. The first is an OpenSSH signature, the second is raw pure ML-DSA-65 whose context
is the namespace, so that each can be checked with a stock tool. A namespace is 1 to 255 bytes of
UTF-8; signatures made under one are worth nothing under another.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA65PrivateKey, MLDSA65PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from interview_kit.crypto import sshsig
from interview_kit.errors import RefusedError

_SEED_SIZE: Final = 32


@dataclass(frozen=True)
class Signatures:
    """What :meth:`SigningKeys.sign` makes: an armored SSHSIG and 3,309 raw bytes of ML-DSA-65."""

    sshsig: bytes
    mldsa65: bytes


@dataclass(frozen=True)
class VerifyingKeys:
    """Both public keys, raw: 32 bytes of Ed25519 and 1,952 of ML-DSA-65.

    Anything else raises ``RefusedError`` ``crypto.verifying-keys-malformed``.
    """

    ed25519: bytes
    mldsa65: bytes

    def __post_init__(self) -> None:
        try:
            Ed25519PublicKey.from_public_bytes(self.ed25519)
            MLDSA65PublicKey.from_public_bytes(self.mldsa65)
        except ValueError:
            raise RefusedError("crypto.verifying-keys-malformed") from None

    def verify(self, message: bytes, signatures: Signatures, namespace: str) -> None:
        """Return if both signatures are good.

        Else ``RefusedError`` ``crypto.signature-invalid``.
        """
        sshsig.verify(self._ed25519, message, signatures.sshsig, namespace)
        try:
            self._mldsa65.verify(signatures.mldsa65, message, namespace.encode("utf-8"))
        except InvalidSignature:
            raise RefusedError("crypto.signature-invalid") from None

    def openssh(self) -> str:
        """Return the Ed25519 key as ``ssh-ed25519 AAAA…``, for an allowed-signers file."""
        return sshsig.public_key_line(self._ed25519)

    def mldsa65_der(self) -> bytes:
        """Return the ML-DSA-65 key as DER SubjectPublicKeyInfo (RFC 9881), for ``openssl``."""
        return self._mldsa65.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)

    @property
    def _ed25519(self) -> Ed25519PublicKey:
        return Ed25519PublicKey.from_public_bytes(self.ed25519)

    @property
    def _mldsa65(self) -> MLDSA65PublicKey:
        return MLDSA65PublicKey.from_public_bytes(self.mldsa65)


class SigningKeys:
    """Both private keys of one signer."""

    def __init__(self, ed25519: Ed25519PrivateKey, mldsa65: MLDSA65PrivateKey) -> None:
        self._ed25519 = ed25519
        self._mldsa65 = mldsa65

    @classmethod
    def generate(cls) -> Self:
        """Return new random keys."""
        return cls(Ed25519PrivateKey.generate(), MLDSA65PrivateKey.generate())

    @classmethod
    def from_bytes(cls, seeds: bytes) -> Self:
        """Return the keys of :meth:`to_bytes`; ``ValueError`` unless 64 bytes."""
        return cls(
            Ed25519PrivateKey.from_private_bytes(seeds[:_SEED_SIZE]),
            MLDSA65PrivateKey.from_seed_bytes(seeds[_SEED_SIZE:]),
        )

    def to_bytes(self) -> bytes:
        """Return the Ed25519 seed and the ML-DSA-65 seed, 32 bytes each. Secret."""
        return self._ed25519.private_bytes_raw() + self._mldsa65.private_bytes_raw()

    @property
    def public(self) -> VerifyingKeys:
        """The keys by which anybody checks what these sign."""
        return VerifyingKeys(
            self._ed25519.public_key().public_bytes_raw(),
            self._mldsa65.public_key().public_bytes_raw(),
        )

    def sign(self, message: bytes, namespace: str) -> Signatures:
        """Sign ``message`` with both keys; ``ValueError`` if the namespace is empty or too long."""
        return Signatures(
            sshsig.sign(self._ed25519, message, namespace),
            self._mldsa65.sign(message, namespace.encode("utf-8")),
        )
