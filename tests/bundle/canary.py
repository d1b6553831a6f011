"""A text that must be found nowhere, and the search for it."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC

CANARY = "카나리아canary7731"
#: A number that is a canary too: fields that take digits take nothing else.
NUMBER = 7_731_947_261_503
_PAGE = 4096
_RESERVED = 80  # an IV of 16 bytes and an HMAC of 64


def spellings(text: str) -> Iterator[bytes]:
    """Yield every way in which a program might write a text down; Hangul also as separate letters."""
    for form in {text, unicodedata.normalize("NFD", text)}:
        yield form.encode("utf-8")
        yield form.encode("utf-16-le")
        yield form.encode("utf-16-be")
        yield json.dumps(form)[1:-1].encode()
        yield json.dumps(form)[1:-1].upper().encode()


def found_in(data: bytes) -> bool:
    needles = (*spellings(CANARY), *spellings(str(NUMBER)), NUMBER.to_bytes(6, "big"))
    return any(needle in data for needle in needles)


def files_with_canary(folder: Path) -> list[str]:
    """Return every file below ``folder`` that has a canary in its content or name."""
    return sorted(
        str(path.relative_to(folder))
        for path in folder.rglob("*")
        if found_in(str(path).encode()) or (path.is_file() and found_in(path.read_bytes()))
    )


def decrypted_pages(store: Path, key: bytes) -> bytes:
    """Return every page of a SQLCipher 4 database and of its log in the clear, the free ones too."""
    raw, log = store.read_bytes(), store.with_name(f"{store.name}-wal")
    pages = [(start // _PAGE + 1, raw[start : start + _PAGE]) for start in range(0, len(raw), _PAGE)]
    if log.exists():
        raw = log.read_bytes()
        for start in range(32, len(raw), 24 + _PAGE):  # a frame's header begins with the number of the page
            number = int.from_bytes(raw[start : start + 4], "big")
            pages.append((number, raw[start + 24 : start + 24 + _PAGE]))
    return b"".join(_clear(number, page, key) for number, page in pages)


def _clear(number: int, page: bytes, key: bytes) -> bytes:
    sealed = page[16 if number == 1 else 0 : -_RESERVED]  # the first page begins with the salt
    reader = Cipher(AES(key), CBC(page[-_RESERVED : -_RESERVED + 16])).decryptor()
    return reader.update(sealed) + reader.finalize()
