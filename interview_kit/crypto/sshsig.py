"""OpenSSH signatures (SSHSIG), Ed25519 with SHA-512, as ``ssh-keygen -Y`` makes and checks.

Format: PROTOCOL.sshsig and PROTOCOL of OpenSSH; the key and signature blobs are those of RFC 8709.
A namespace is a non-empty name chosen by the reader's purpose.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from interview_kit.errors import RefusedError

_MAGIC: Final = b"SSHSIG"
_VERSION: Final = (1).to_bytes(4, "big")
_KEY_TYPE: Final = b"ssh-ed25519"
_HASH: Final = b"sha512"
_RESERVED: Final = b""
_BEGIN: Final = b"-----BEGIN SSH SIGNATURE-----\n"
_END: Final = b"-----END SSH SIGNATURE-----\n"
_COLUMNS: Final = 70
_SIGNATURE_SIZE: Final = 64


def sign(key: Ed25519PrivateKey, message: bytes, namespace: str) -> bytes:
    """Return the armored signature of ``message``."""
    signature = key.sign(_signed_data(message, namespace))
    return _armored(key.public_key(), namespace, signature)


def verify(key: Ed25519PublicKey, message: bytes, armored: bytes, namespace: str) -> None:
    """Return if ``armored`` is, byte for byte, a signature of ``message`` by ``key``.

    Else ``RefusedError`` ``crypto.signature-invalid``.
    """
    base64_text = armored[len(_BEGIN) : -len(_END)]
    try:
        signature = binascii.a2b_base64(base64_text)[-_SIGNATURE_SIZE:]
        # All but the signature itself is known beforehand: compare instead of parsing.
        if armored != _armored(key, namespace, signature):
            raise RefusedError("crypto.signature-invalid")
        key.verify(signature, _signed_data(message, namespace))
    except (binascii.Error, InvalidSignature):
        raise RefusedError("crypto.signature-invalid") from None


def public_key_line(key: Ed25519PublicKey) -> str:
    """Return ``ssh-ed25519 AAAA…`` without a comment, as in an allowed-signers file."""
    return f"{_KEY_TYPE.decode()} {base64.b64encode(_key_blob(key)).decode()}"


def _armored(key: Ed25519PublicKey, namespace: str, signature: bytes) -> bytes:
    if not namespace:
        raise ValueError("a signature needs a namespace")
    blob = b"".join(
        (
            _MAGIC,
            _VERSION,
            _string(_key_blob(key)),
            _string(namespace.encode("utf-8")),
            _string(_RESERVED),
            _string(_HASH),
            _string(_string(_KEY_TYPE) + _string(signature)),
        )
    )
    text = base64.b64encode(blob)
    lines = (text[start : start + _COLUMNS] for start in range(0, len(text), _COLUMNS))
    return _BEGIN + b"".join(line + b"\n" for line in lines) + _END


def _signed_data(message: bytes, namespace: str) -> bytes:
    digest = hashlib.sha512(message).digest()
    parts = (namespace.encode("utf-8"), _RESERVED, _HASH, digest)
    return _MAGIC + b"".join(_string(part) for part in parts)


def _key_blob(key: Ed25519PublicKey) -> bytes:
    return _string(_KEY_TYPE) + _string(key.public_bytes_raw())


def _string(content: bytes) -> bytes:
    return len(content).to_bytes(4, "big") + content
