"""What anybody can do who gets hold of a bundle and has no key at all: change, cut and lengthen its bytes."""

from __future__ import annotations

import gzip
import io
import random
from collections.abc import Iterable, Iterator
from itertools import accumulate
from typing import Final

from interview_kit.crypto.age import armor, read_header
from interview_kit.crypto.age.stream import CHUNK_SIZE, NONCE_SIZE, TAG_SIZE
from interview_kit.crypto.ustar import stored_size
from tests.attacks.campaign import Kind
from tests.attacks.scene import Case, Scene, shuffled

SEALED: Final = CHUNK_SIZE + TAG_SIZE
#: How many of what is too much to try all of it.
SAMPLE: Final = 2_000
HEADER_CODES: Final = frozenset({"trust.not-a-bundle", "bundle.not-for-us", "crypto.age-mac"})
PAYLOAD_CODES: Final = frozenset({"crypto.age-payload"})


def header_size(bundle: bytes) -> int:
    source = io.BytesIO(bundle)
    read_header(source)
    return source.tell()


def pieces(bundle: bytes) -> list[bytes]:
    """Return the header, the nonce, and each sealed chunk."""
    size = header_size(bundle)
    parts, rest = [bundle[:size], bundle[size : size + NONCE_SIZE]], bundle[size + NONCE_SIZE :]
    return parts + [rest[start : start + SEALED] for start in range(0, len(rest), SEALED)]


def head_size(scene: Scene) -> int:
    """Return where the manifest ends in the archive: signer, signatures and manifest lie before."""
    return sum(stored_size(len(data)) for _, data in scene.forger().head())


def flipped(data: bytes, places: Iterable[int], chance: random.Random) -> Iterator[Case]:
    """Yield the data with one byte changed, for each place."""
    for place in shuffled(chance, places):
        other = bytearray(data)
        other[place] ^= chance.randrange(1, 256)
        yield f"byte {place} is {other[place]}", bytes(other)


def _bits_of_the_header(scene: Scene, chance: random.Random) -> Iterator[Case]:
    data = scene.genuine
    for place, bit in shuffled(chance, ((p, b) for p in range(header_size(data)) for b in range(8))):
        other = bytearray(data)
        other[place] ^= 1 << bit
        yield f"bit {bit} of byte {place}", bytes(other)


def _bytes_of_the_nonce(scene: Scene, chance: random.Random) -> Iterator[Case]:
    start = header_size(scene.genuine)
    yield from flipped(scene.genuine, range(start, start + NONCE_SIZE), chance)


def _bytes_of_the_head(scene: Scene, chance: random.Random) -> Iterator[Case]:
    start = header_size(scene.genuine) + NONCE_SIZE
    yield from flipped(scene.genuine, range(start, start + head_size(scene)), chance)


def _bytes_of_the_rest(scene: Scene, chance: random.Random) -> Iterator[Case]:
    data = scene.genuine
    start = header_size(data) + NONCE_SIZE
    edges = range(start + SEALED, len(data), SEALED)
    places = {edge + off for edge in edges for off in range(-TAG_SIZE - 2, 3)} | {len(data) - 1}
    places |= set(chance.sample(range(start + head_size(scene), len(data)), SAMPLE))
    yield from flipped(data, places, chance)


def _cuts(scene: Scene, chance: random.Random) -> Iterator[Case]:
    """At every byte of the header and the nonce, around every edge of a chunk, and anywhere."""
    data = scene.genuine
    ends = list(accumulate(map(len, pieces(data))))
    places = set(range(ends[1] + 2)) | {end + off for end in ends[1:] for off in range(-TAG_SIZE - 2, 18)}
    places |= set(chance.sample(range(len(data)), SAMPLE // 4))
    for place in shuffled(chance, (place for place in places if place < len(data))):
        yield f"cut at byte {place}", data[:place]


def _beginnings(scene: Scene, chance: random.Random) -> Iterator[Case]:
    """Cut off at the beginning instead."""
    data = scene.genuine
    places = {1, 2, len(b"age-encryption.org/v1\n"), header_size(data), len(data) - 1}
    for place in shuffled(chance, places | set(chance.sample(range(1, len(data)), 50))):
        yield f"without its first {place} bytes", data[place:]


def _lengthened(scene: Scene, chance: random.Random) -> Iterator[Case]:
    data = scene.genuine
    more = {
        "a zero": b"\0",
        "a line end": b"\n",
        "a tag of zeros": bytes(TAG_SIZE),
        "a chunk of zeros": bytes(SEALED),
        "its own last chunk": pieces(data)[-1],
        "its own last byte": data[-1:],
        "itself": data,
        "an empty age file": pieces(data)[0],
        "another bundle": scene.second,
    }
    for name, added in shuffled(chance, more.items()):
        yield f"and {name}", data + added


def _shifted(scene: Scene, chance: random.Random) -> Iterator[Case]:
    """A byte more or less, so that everything after it moves."""
    data, size = scene.genuine, header_size(scene.genuine)
    places = [*chance.sample(range(size), SAMPLE // 8), *chance.sample(range(size, len(data)), SAMPLE // 8)]
    for place in shuffled(chance, places):
        yield f"byte {place} left out", data[:place] + data[place + 1 :]
        yield f"a byte more at {place}", data[:place] + bytes([chance.randrange(256)]) + data[place:]


def _other_files(scene: Scene, chance: random.Random) -> Iterator[Case]:
    data = scene.genuine
    header = pieces(data)[0]
    files = {
        "nothing": b"",
        "zeros": bytes(len(data)),
        "noise": chance.randbytes(len(data)),
        "only a version": b"age-encryption.org/v1\n",
        "a version without its line end": b"age-encryption.org/v1",
        "a later version": data.replace(b"age-encryption.org/v1", b"age-encryption.org/v2", 1),
        "an earlier version": data.replace(b"age-encryption.org/v1", b"age-encryption.org/v0", 1),
        "the text form": armor.encode(data),
        "other line ends": header.replace(b"\n", b"\r\n") + data[len(header) :],
        "a byte order mark": b"\xef\xbb\xbf" + data,
        "a line before": b"\n" + data,
        "compressed": gzip.compress(data, mtime=0),
        "a picture": b"\x89PNG\r\n\x1a\n" + data,
        "one endless line": b"age-encryption.org/v1" + b"x" * 2**22,
        "endless lines": b"age-encryption.org/v1\n" + b"-> x\nAAAA\n" * 2**18,
    }
    yield from shuffled(chance, files.items())


KINDS: Final = (
    Kind("bits of the age header", 4, _bits_of_the_header, HEADER_CODES),
    Kind("bytes of the nonce", 4, _bytes_of_the_nonce, PAYLOAD_CODES),
    Kind("bytes of the sealed head", 4, _bytes_of_the_head, PAYLOAD_CODES),
    Kind("bytes of the sealed rest", 4, _bytes_of_the_rest, PAYLOAD_CODES),
    Kind("files cut short", 4, _cuts, PAYLOAD_CODES | {"trust.not-a-bundle", "crypto.age-truncated"}),
    Kind("files without their beginning", 4, _beginnings, frozenset({"trust.not-a-bundle"})),
    Kind("files with more at the end", 4, _lengthened, PAYLOAD_CODES),
    Kind("bytes more and less", 4, _shifted, HEADER_CODES | PAYLOAD_CODES | {"crypto.age-truncated"}),
    Kind("other files", 5, _other_files, frozenset({"trust.not-a-bundle"})),
)
