"""Padmé: sizes that leak O(log log size) bits and cost at most 12 %.

Nikitin, Barman, Lueks, Underwood, Hubaux, Ford: "Reducing Metadata Leakage from Encrypted Files
and Communication with PURBs", PoPETs 2019, section 4.
"""

from __future__ import annotations


def padded_size(size: int, floor: int) -> int:
    """Return the size in bytes to which ``size`` bytes are padded, never below ``floor``."""
    if size < 2:
        return max(size, floor)
    exponent = size.bit_length() - 1
    mask = (1 << (exponent - exponent.bit_length())) - 1
    return max((size + mask) & ~mask, floor)
