"""The text form of an age file (RFC 7468, strict), held in memory."""

from __future__ import annotations

import base64
import binascii
from typing import Final

from interview_kit.errors import RefusedError

_BEGIN: Final = b"-----BEGIN AGE ENCRYPTED FILE-----\n"
_END: Final = b"-----END AGE ENCRYPTED FILE-----\n"
_COLUMNS: Final = 64


def encode(data: bytes) -> bytes:
    """Return an age file as text, ending in a newline."""
    text = base64.b64encode(data)
    lines = (text[start : start + _COLUMNS] for start in range(0, len(text), _COLUMNS))
    return _BEGIN + b"".join(line + b"\n" for line in lines) + _END


def decode(text: bytes) -> bytes:
    """Return the age file whose text form is ``text``.

    White space around it and Windows line ends are forgiven, nothing else: ``RefusedError``
    ``crypto.age-armor``.
    """
    exact = text.strip(b" \t\r\n").replace(b"\r\n", b"\n") + b"\n"
    try:
        data = binascii.a2b_base64(exact[len(_BEGIN) : -len(_END)])
    except binascii.Error:
        raise RefusedError("crypto.age-armor") from None
    if encode(data) != exact:
        raise RefusedError("crypto.age-armor")
    return data
