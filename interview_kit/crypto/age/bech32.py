"""Bech32 (BIP 173) without its length limit: how age writes keys."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

_ALPHABET: Final = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_GENERATOR: Final = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_CHECKSUM_LENGTH: Final = 6


def encode(prefix: str, data: bytes) -> str:
    """Return ``data`` under a prefix, all in the letter case of the prefix."""
    human = prefix.lower()
    values = [*_regroup(data, 8, 5)]
    text = f"{human}1" + "".join(_ALPHABET[value] for value in values + _checksum(human, values))
    return text.upper() if prefix.isupper() else text


def decode(prefix: str, text: str) -> bytes:
    """Return the bytes that ``text`` exactly encodes under ``prefix``, else ``ValueError``."""
    values = [_ALPHABET.index(letter) for letter in text.lower()[len(prefix) + 1 :]]
    data = bytes(_regroup(values[:-_CHECKSUM_LENGTH], 5, 8))
    # Settles prefix, case, checksum and left-over bits at once.
    if encode(prefix, data) != text:
        raise ValueError("not Bech32 with this prefix")
    return data


def _checksum(human: str, values: list[int]) -> list[int]:
    expanded = [ord(letter) >> 5 for letter in human] + [0] + [ord(letter) & 31 for letter in human]
    remainder = 1
    for value in [*expanded, *values, *[0] * _CHECKSUM_LENGTH]:
        top = remainder >> 25
        remainder = (remainder & 0x1FFFFFF) << 5 ^ value
        for bit, term in enumerate(_GENERATOR):
            remainder ^= term if top >> bit & 1 else 0
    return [(remainder ^ 1) >> shift & 31 for shift in range(25, -1, -5)]


def _regroup(values: Iterable[int], width: int, new_width: int) -> Iterator[int]:
    """Cut a run of ``width``-bit values anew; only a widening to 5 bits pads the last one."""
    held = bits = 0
    for value in values:
        held, bits = held << width | value, bits + width
        while bits >= new_width:
            bits -= new_width
            yield held >> bits
            held &= (1 << bits) - 1
    if bits and new_width < width:
        yield held << (new_width - bits)
