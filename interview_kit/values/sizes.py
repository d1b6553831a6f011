"""Sizes of files, in decimal units, as file managers show them."""

from __future__ import annotations


def in_words(size: int) -> str:
    """Return a size in bytes as people say it: ``36 KB``, ``41.2 MB``."""
    if size < 1_000_000:
        return f"{-(-size // 1000)} KB"
    return f"{size / 1_000_000:.1f} MB"
