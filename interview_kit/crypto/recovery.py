"""Recovery codes: 132 random bits as eight groups of digits, for paper (:mod:`.digit_groups`)."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Final

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from interview_kit.crypto import digit_groups
from interview_kit.errors import InputError

GROUPS: Final = 8


@dataclass(frozen=True, slots=True)
class RecoveryCode:
    """The 40 random digits of a code. Secret."""

    digits: str

    @classmethod
    def generate(cls) -> RecoveryCode:
        """Make a new code."""
        size = GROUPS * digit_groups.CARRIED
        return cls(f"{secrets.randbelow(10**size):0{size}d}")

    @classmethod
    def parse(cls, typed: str) -> RecoveryCode:
        """Read a code as a person types it: in any script's digits, however grouped.

        Raises :class:`InputError` ``crypto.recovery-length`` or ``crypto.recovery-groups``, which names the
        groups with a mistake in them.
        """
        digits = digit_groups.read_digits(typed)
        if len(digits) != GROUPS * digit_groups.SIZE:
            raise InputError("crypto.recovery-length", count=len(digits), wanted=GROUPS * digit_groups.SIZE)
        groups = digit_groups.in_groups(digits)
        if wrong := digit_groups.wrong_groups(groups):
            raise InputError("crypto.recovery-groups", groups=", ".join(map(str, wrong)))
        return cls(digit_groups.carried(groups))

    @property
    def groups(self) -> tuple[str, ...]:
        """The eight groups of six digits, as they are printed."""
        return digit_groups.checked(self.digits)

    def __str__(self) -> str:
        return " ".join(self.groups)

    def key(self, salt: bytes) -> bytes:
        """Return the 32-byte key the code stands for, by HKDF-SHA256: it is too random to be guessed."""
        return HKDF(SHA256(), 32, salt=salt, info=b"recovery code").derive(self.digits.encode())
