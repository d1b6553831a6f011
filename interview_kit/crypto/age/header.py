"""The header of an age file: who can open it, without saying who that is."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO, Final

from interview_kit.errors import RefusedError

#: Room for about 160 hybrid stanzas; a longer header is refused.
MAX_HEADER_SIZE: Final = 256 * 1024

_VERSION: Final = b"age-encryption.org/v1"
_STANZA_MARK: Final = b"->"
_MAC_MARK: Final = b"---"
_COLUMNS: Final = 64
_MAC_SIZE: Final = 32
#: A stanza of this type stands alone.
SCRYPT: Final = "scrypt"


@dataclass(frozen=True)
class Stanza:
    """The file key as wrapped for one recipient: arguments (the first is the type) and a body."""

    arguments: tuple[str, ...]
    body: bytes

    @property
    def type(self) -> str:
        """The kind of recipient, such as ``X25519``."""
        return self.arguments[0]

    def encode(self) -> bytes:
        """Return the stanza's lines."""
        body = encode_base64(self.body).encode()
        lines = [body[start : start + _COLUMNS] for start in range(0, len(body) + 1, _COLUMNS)]
        return b"\n".join([_STANZA_MARK + b" " + " ".join(self.arguments).encode(), *lines, b""])


@dataclass(frozen=True)
class Header:
    """The stanzas of a file and the code that authenticates them under the file key."""

    stanzas: tuple[Stanza, ...]
    mac: bytes

    def encode(self) -> bytes:
        """Return the header's bytes; reading a header gives what encodes to the same bytes."""
        return authenticated_part(self.stanzas) + f" {encode_base64(self.mac)}\n".encode()


def authenticated_part(stanzas: tuple[Stanza, ...]) -> bytes:
    """Return what the MAC of a header is computed over."""
    encoded = b"".join(stanza.encode() for stanza in stanzas)
    return _VERSION + b"\n" + encoded + _MAC_MARK


def read_header(source: BinaryIO) -> Header:
    """Read a header with no key and leave ``source`` at the first byte after it.

    Reads at most :data:`MAX_HEADER_SIZE`. Raises ``RefusedError`` ``crypto.age-header``.
    """
    next_line = _bounded_lines(source)
    if next_line() != _VERSION:
        raise header_refused()
    stanzas: list[Stanza] = []
    while True:
        mark, _, rest = next_line().partition(b" ")
        if mark == _STANZA_MARK:
            stanzas.append(_read_stanza(rest, next_line))
        elif mark == _MAC_MARK and stanzas:
            break
        else:
            raise header_refused()
    if len(stanzas) > 1 and any(stanza.type == SCRYPT for stanza in stanzas):
        raise header_refused()  # a passphrase promises that nobody else wrote the file
    return Header(tuple(stanzas), decode_base64(rest, _MAC_SIZE))


def encode_base64(data: bytes) -> str:
    """Return unpadded base64."""
    return base64.b64encode(data).decode().rstrip("=")


def decode_base64(text: bytes, size: int | None = None) -> bytes:
    """Return the bytes (``size`` of them, if given) of which ``text`` is the unpadded base64.

    Any other text raises ``RefusedError`` ``crypto.age-header``.
    """
    try:
        data = binascii.a2b_base64(text + b"=" * (-len(text) % 4))
    except binascii.Error:
        raise header_refused() from None
    if encode_base64(data).encode() != text or (size is not None and len(data) != size):
        raise header_refused()
    return data


def header_refused() -> RefusedError:
    """Return the one refusal of everything malformed in a header."""
    return RefusedError("crypto.age-header")


def _bounded_lines(source: BinaryIO) -> Callable[[], bytes]:
    """Return a function that reads the next line, without its end, while the allowance lasts."""
    allowance = MAX_HEADER_SIZE

    def next_line() -> bytes:
        nonlocal allowance
        line = source.readline(allowance)
        if not line.endswith(b"\n"):
            raise header_refused()
        allowance -= len(line)
        return line[:-1]

    return next_line


def _read_stanza(arguments: bytes, next_line: Callable[[], bytes]) -> Stanza:
    names = arguments.split(b" ")
    if not all(name and all(0x21 <= byte <= 0x7E for byte in name) for name in names):
        raise header_refused()
    body = b""
    while True:
        line = next_line()
        body += line
        if len(line) < _COLUMNS:
            break
        if len(line) > _COLUMNS:
            raise header_refused()
    return Stanza(tuple(name.decode() for name in names), decode_base64(body))
