"""Chunks moved about: by somebody without a key, and by somebody who encrypted to the office himself.

Anybody can encrypt to an office. What he cannot do is to let its reader take a file for whole that is not.
"""

from __future__ import annotations

import os
import random
from collections.abc import Iterator, Sequence
from itertools import combinations, permutations
from typing import Final

from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hmac import HMAC
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from interview_kit.crypto.age.header import encode_base64
from interview_kit.crypto.age.stream import CHUNK_SIZE
from tests.attacks.campaign import Kind
from tests.attacks.envelopes import PAYLOAD_CODES, pieces
from tests.attacks.forger import archive
from tests.attacks.scene import Case, Scene, shuffled

#: Content, number, and whether it says that it is the last one.
Chunk = tuple[bytes, int, bool]


def _moved(scene: Scene, chance: random.Random) -> Iterator[Case]:
    """Every order, every selection, every chunk twice; header and nonce stay."""
    head, nonce, *chunks = pieces(scene.genuine)
    count = len(chunks)
    orders = {order for size in range(1, count) for order in combinations(range(count), size)}
    orders |= set(permutations(range(count)))
    for one in range(count):
        for place in range(count + 1):
            orders.add((*range(place), one, *range(place, count)))
    orders |= {(*range(count), *range(count)), (0,) * count, (count - 1,) * count}
    orders -= {tuple(range(count))}
    for order in shuffled(chance, orders):
        yield f"chunks {order}", b"".join([head, nonce, *(chunks[one] for one in order)])


def _exchanged(scene: Scene, chance: random.Random) -> Iterator[Case]:
    """Header, nonce and chunks of two bundles, in every mixture."""
    ours, others = pieces(scene.genuine), pieces(scene.second)
    count = min(len(ours), len(others))
    mixtures = range(1, 2**count - 1)
    for mixture in shuffled(chance, mixtures):
        parts = [others[part] if mixture >> part & 1 else ours[part] for part in range(count)]
        yield f"parts {mixture:0{count}b} of another", b"".join(parts)


def enveloped(scene: Scene, chunks: Sequence[Chunk]) -> bytes:
    """Encrypt chunks to the office, numbered and marked as they are."""
    file_key, nonce = os.urandom(16), os.urandom(16)
    stanzas = b"".join(one.wrap(file_key).encode() for one in scene.forger().recipients)
    return with_stanzas(file_key, stanzas) + nonce + sealed(file_key, nonce, chunks)


def with_stanzas(file_key: bytes, stanzas: bytes, version: bytes = b"age-encryption.org/v1") -> bytes:
    """Return a header with the right MAC around any stanzas."""
    begun = version + b"\n" + stanzas + b"---"
    mac = HMAC(_derived(file_key, b"", b"header"), SHA256())
    mac.update(begun)
    return begun + f" {encode_base64(mac.finalize())}\n".encode()


def sealed(file_key: bytes, nonce: bytes, chunks: Sequence[Chunk]) -> bytes:
    """Encrypt chunks as their numbers and marks say."""
    key = ChaCha20Poly1305(_derived(file_key, nonce, b"payload"))
    return b"".join(
        key.encrypt(number.to_bytes(11, "big") + bytes([last]), clear, None) for clear, number, last in chunks
    )


def cut(plain: bytes, size: int = CHUNK_SIZE) -> list[Chunk]:
    """Cut content as a writer does."""
    starts = range(0, len(plain), size)
    return [(plain[at : at + size], number, at == starts[-1]) for number, at in enumerate(starts)]


def _derived(file_key: bytes, salt: bytes, info: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt=salt, info=info).derive(file_key)


def _wrongly_sealed(scene: Scene, chance: random.Random) -> Iterator[Case]:
    """The genuine content, in chunks that no writer makes."""
    plain = archive(scene.forger().layout())
    whole = cut(plain)
    final = whole[-1]
    half = CHUNK_SIZE // 2
    ways: dict[str, Sequence[Chunk]] = {
        "no chunk is the last": [(clear, number, False) for clear, number, _ in whole],
        "every chunk is the last": [(clear, number, True) for clear, number, _ in whole],
        "the first one is the last too": [(whole[0][0], 0, True), *whole[1:]],
        "numbers from one": [(clear, number + 1, last) for clear, number, last in whole],
        "one number for all": [(clear, 0, last) for clear, _, last in whole],
        "a number left out": [(clear, number + (number > 1), last) for clear, number, last in whole],
        "numbers downwards": [(clear, len(whole) - number, last) for clear, number, last in whole],
        "an empty one at the end": [*whole[:-1], (final[0], final[1], False), (b"", final[1] + 1, True)],
        "an empty one after the last": [*whole, (b"", final[1] + 1, True)],
        "the last one twice": [*whole, final],
        "chunks of half the size": cut(plain, half),
        "chunks of a byte more": cut(plain, CHUNK_SIZE + 1),
        "one short chunk first": [(plain[:half], 0, False), *_numbered(plain[half:], 1)],
        "one chunk of everything": [(plain, 0, True)],
        "no chunk at all": [],
        "an empty chunk": [(b"", 0, True)],
        "an empty chunk first": [(b"", 0, False), *_numbered(plain, 1)],
        "a chunk of zeros after the last": [*whole, (bytes(CHUNK_SIZE), final[1] + 1, True)],
    }
    for name, chunks in shuffled(chance, ways.items()):
        yield name, enveloped(scene, chunks)


def _numbered(plain: bytes, first: int) -> list[Chunk]:
    return [(clear, number + first, last) for clear, number, last in cut(plain)]


KINDS: Final = (
    Kind("chunks moved, left out, repeated", 4, _moved, PAYLOAD_CODES | {"crypto.age-truncated"}),
    Kind(
        "chunks of two bundles",
        4,
        _exchanged,
        PAYLOAD_CODES | {"crypto.age-truncated"},
    ),
    Kind(
        "chunks that no writer makes",
        4,
        _wrongly_sealed,
        PAYLOAD_CODES | {"crypto.age-truncated", "trust.not-a-bundle"},
    ),
)
