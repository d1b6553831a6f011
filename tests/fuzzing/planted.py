"""Faults planted in the program, one for some targets: fuzzing must find each within seconds."""

from __future__ import annotations

import binascii
from collections.abc import Callable
from typing import Final

from interview_kit.bundle import opening
from interview_kit.crypto import ustar
from interview_kit.crypto.age import header
from interview_kit.interview import notes


def base64_may_end_in_any_bits() -> None:
    def lenient(text: bytes, size: int | None = None) -> bytes:
        try:
            return binascii.a2b_base64(text + b"=" * (-len(text) % 4))
        except binascii.Error:
            raise header.header_refused() from None

    header.decode_base64 = lenient


def a_tar_header_is_not_compared() -> None:
    genuine = ustar.header

    class Anything(bytes):
        __hash__ = bytes.__hash__

        def __eq__(self, other: object) -> bool:
            return True

    ustar.header = lambda name, size: Anything(genuine(name, size))


def a_jump_of_the_clock_is_not_looked_at() -> None:
    """A number is expected, and something else does not say so."""
    opening.journal.NOTES[opening.EntryKind.CLOCK] = lambda value: value["jumped_ms"] + 1  # type: ignore[index,call-overload,operator]
    notes.jump = opening.journal.NOTES[opening.EntryKind.CLOCK]  # type: ignore[assignment]


FAULTS: Final[dict[str, Callable[[], None]]] = {
    "header": base64_may_end_in_any_bits,
    "tar": a_tar_header_is_not_compared,
    "lines": a_jump_of_the_clock_is_not_looked_at,
}
