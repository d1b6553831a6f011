"""The scrypt recipient type: a file that a passphrase opens."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from typing import Final

from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from interview_kit.crypto.age.header import (
    SCRYPT,
    Stanza,
    decode_base64,
    encode_base64,
    header_refused,
)
from interview_kit.crypto.age.recipients import own_arguments, unwrap_under, wrap_under
from interview_kit.errors import InputError

_LABEL: Final = b"age-encryption.org/v1/scrypt"
_SALT_SIZE: Final = 16
_WORK_FACTOR: Final = re.compile(r"[1-9][0-9]?")
_DEFAULT_WORK_FACTOR: Final = 18
_MAX_WORK_FACTOR: Final = 20


@dataclass(frozen=True)
class ScryptRecipient:
    """A passphrase to encrypt to; 2 to the ``work_factor`` KiB of memory are used, 256 MiB.

    The passphrase is used as typed, without normalisation, as other age programs do.
    An empty one raises ``InputError`` ``crypto.passphrase-empty``.
    """

    passphrase: str = field(repr=False)
    work_factor: int = _DEFAULT_WORK_FACTOR

    def __post_init__(self) -> None:
        _check_passphrase(self.passphrase)

    def wrap(self, file_key: bytes) -> Stanza:
        """Return the stanza from which only the passphrase leads to the file key."""
        salt = os.urandom(_SALT_SIZE)
        key = _wrap_key(self.passphrase, salt, self.work_factor)
        arguments = (SCRYPT, encode_base64(salt), str(self.work_factor))
        return Stanza(arguments, wrap_under(key, file_key))


@dataclass(frozen=True)
class ScryptIdentity:
    """A passphrase that opens a file, unless the file asks for more than ``max_work_factor``.

    Each step up doubles time and memory; 20 is 1 GiB. Beyond is ``crypto.age-header``.
    """

    passphrase: str = field(repr=False)
    max_work_factor: int = _MAX_WORK_FACTOR

    def __post_init__(self) -> None:
        _check_passphrase(self.passphrase)

    def unwrap(self, stanza: Stanza) -> bytes | None:
        """Return the file key, or None where the passphrase is another."""
        if stanza.type != SCRYPT:
            return None
        salt, work_factor = own_arguments(stanza, 2)
        decoded_salt = decode_base64(salt, _SALT_SIZE)
        factor = work_factor.decode()
        if not _WORK_FACTOR.fullmatch(factor) or int(factor) > self.max_work_factor:
            raise header_refused()
        return unwrap_under(_wrap_key(self.passphrase, decoded_salt, int(factor)), stanza.body)


def _check_passphrase(passphrase: str) -> None:
    if not passphrase:
        raise InputError("crypto.passphrase-empty")


def _wrap_key(passphrase: str, salt: bytes, work_factor: int) -> bytes:
    scrypt = Scrypt(salt=_LABEL + salt, length=32, n=1 << work_factor, r=8, p=1)
    return scrypt.derive(passphrase.encode("utf-8"))
