"""Digests, base64 and signed text."""

from __future__ import annotations

import base64
import binascii
import hashlib
from typing import Final

from interview_kit.errors import InputError
from interview_kit.protocol.expressions.functions.function import Function, Kind

_ALGORITHMS: Final = {
    "MD5": "md5",
    "SHA1": "sha1",
    "SHA256": "sha256",
    "SHA384": "sha384",
    "SHA512": "sha512",
}
_SIGNATURE_LENGTH: Final = 64


def _digest(text: str, algorithm: str, encoding: str = "base64") -> str:
    known = _ALGORITHMS.get(algorithm.upper().replace("-", ""))
    if known is None:
        raise InputError("expressions.unknown-digest")
    digest = hashlib.new(known, text.encode(), usedforsecurity=False).digest()
    match encoding.lower():
        case "base64":
            return base64.b64encode(digest).decode()
        case "hex":
            return digest.hex()
        case _:
            raise InputError("expressions.unknown-encoding")


def _decoded(text: str) -> bytes:
    """The bytes of a base64 text, white space ignored; none if it is malformed."""
    try:
        return base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError):
        return b""


def _base64_decode(text: str) -> str:
    return _decoded(text).decode(errors="replace")


def _base64_encode(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def _extract_signed(signed: str, public_key: str) -> str:
    """The message behind an Ed25519 signature, if the key verifies it; else empty. Both are base64."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    content = _decoded(signed)
    signature, message = content[:_SIGNATURE_LENGTH], content[_SIGNATURE_LENGTH:]
    try:
        Ed25519PublicKey.from_public_bytes(_decoded(public_key)).verify(signature, message)
    except (InvalidSignature, ValueError):
        return ""
    return message.decode(errors="replace")


DIGESTS: Final = (
    Function("digest", _digest, (Kind.TEXT, Kind.TEXT, Kind.TEXT), Kind.TEXT, least=2),
    Function("base64-decode", _base64_decode, (Kind.TEXT,), Kind.TEXT),
    Function("base64-encode", _base64_encode, (Kind.TEXT,), Kind.TEXT),
    Function("extract-signed", _extract_signed, (Kind.TEXT, Kind.TEXT), Kind.TEXT),
)
