"""No changed byte of an age file is accepted, and no hostile file does more than be refused."""

from __future__ import annotations

import io
import itertools
from collections.abc import Iterable, Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interview_kit.crypto import age
from interview_kit.crypto.age.header import MAX_HEADER_SIZE, encode_base64
from interview_kit.errors import KitError, RefusedError

IDENTITY = age.HybridIdentity.generate()
X25519 = age.X25519Identity.generate()


def sealed(content: bytes, recipient: age.Recipient = IDENTITY.recipient) -> bytes:
    sink = io.BytesIO()
    with age.Encryptor(sink, [recipient]) as encryptor:
        encryptor.write(content)
    return sink.getvalue()


def opened(data: bytes) -> bytes:
    decryptor = age.Decryptor(io.BytesIO(data), [IDENTITY, X25519])
    return b"".join(iter(lambda: decryptor.read(65536), b""))


def code_of(data: bytes) -> str:
    with pytest.raises(RefusedError) as refusal:
        opened(data)
    return refusal.value.code


SMALL = sealed(b"she said it was in winter")
TWO_CHUNKS = sealed(bytes(70_000))
HEADER_SIZE = len(age.read_header(io.BytesIO(SMALL)).encode())
PAYLOAD = HEADER_SIZE + 16


def test_a_flip_in_any_byte_is_refused() -> None:
    for place in range(len(SMALL)):
        flipped = bytearray(SMALL)
        flipped[place] ^= 1 << place % 8
        assert code_of(bytes(flipped)).startswith("crypto.age-")


def test_a_cut_at_any_place_is_refused() -> None:
    for size in range(len(SMALL)):
        expected = {"crypto.age-header"} if size < PAYLOAD else PAYLOAD_CODES
        assert code_of(SMALL[:size]) in expected


PAYLOAD_CODES = {"crypto.age-payload", "crypto.age-truncated"}


@settings(deadline=None)
@given(st.data())
def test_a_changed_long_file_is_refused(data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(TWO_CHUNKS) - 1))
    end = data.draw(st.integers(place, len(TWO_CHUNKS)))
    middle = data.draw(st.binary(max_size=40))
    changed = TWO_CHUNKS[:place] + middle + TWO_CHUNKS[end:]
    if changed != TWO_CHUNKS:
        assert code_of(changed).startswith("crypto.age-")


def test_a_file_that_ends_between_chunks_is_called_truncated() -> None:
    assert code_of(TWO_CHUNKS[: PAYLOAD + 65536 + 16]) == "crypto.age-truncated"


def test_an_altered_chunk_is_called_altered() -> None:
    altered = bytearray(TWO_CHUNKS)
    altered[PAYLOAD + 5] ^= 1
    assert code_of(bytes(altered)) == "crypto.age-payload"


def test_chunks_swapped_or_doubled_are_refused() -> None:
    data = sealed(bytes(3 * 65536))
    chunks = [data[PAYLOAD + index * 65552 :][:65552] for index in range(3)]
    for order in itertools.product(range(3), repeat=3):
        arranged = data[:PAYLOAD] + b"".join(chunks[index] for index in order)
        if arranged != data:
            assert code_of(arranged) in PAYLOAD_CODES


def test_anything_after_the_end_is_refused() -> None:
    for content in (b"", b"said", bytes(65536)):
        for tail in (b"\n", bytes(16), bytes(65552), SMALL):
            assert code_of(sealed(content) + tail) == "crypto.age-payload"


def test_the_payload_of_another_file_to_the_same_reader_is_refused() -> None:
    assert code_of(sealed(b"one")[:HEADER_SIZE] + SMALL[HEADER_SIZE:]) == "crypto.age-payload"


def test_a_stripped_recipient_is_noticed_by_the_others() -> None:
    sink = io.BytesIO()
    other = age.HybridIdentity.generate()
    with age.Encryptor(sink, [IDENTITY.recipient, other.recipient]):
        pass
    sink.seek(0)
    header = age.read_header(sink)
    assert code_of(age.Header(header.stanzas[:1], header.mac).encode() + sink.read()) == ("crypto.age-mac")


def test_only_authenticated_bytes_are_released_and_the_refusal_stays() -> None:
    altered = bytearray(sealed(b"a" * 65536 + b"b" * 100))
    altered[-1] ^= 1
    decryptor = age.Decryptor(io.BytesIO(bytes(altered)), [IDENTITY])
    assert decryptor.read(65536) == b"a" * 65536
    for _ in range(2):
        with pytest.raises(RefusedError, match=r"crypto\.age-payload"):
            decryptor.read(10)


def test_a_header_for_nobody_is_malformed() -> None:
    assert code_of(age.Header((), bytes(32)).encode() + bytes(32)) == "crypto.age-header"


class Endless(io.RawIOBase):
    """A source that never ends and counts what was taken from it."""

    def __init__(self, beginning: bytes, filler: Iterable[bytes]) -> None:
        self.held, self.filler, self.taken = beginning, iter(filler), 0

    def readable(self) -> bool:
        return True

    def readline(self, size: int | None = -1, /) -> bytes:
        allowed = size or 0
        while b"\n" not in self.held and len(self.held) < allowed:
            self.held += next(self.filler)
        end = self.held.find(b"\n") + 1 or len(self.held)
        line, self.held = self.held[: min(end, allowed)], self.held[min(end, allowed) :]
        self.taken += len(line)
        return line


def stanzas() -> Iterator[bytes]:
    return itertools.repeat(b"-> grease\n\n")


@pytest.mark.parametrize(
    ("beginning", "filler"),
    [
        (b"", itertools.repeat(b"x" * 1000)),
        (b"age-encryption.org/v1\n-> ", itertools.repeat(b"x" * 1000)),
        (b"age-encryption.org/v1\n-> x\n", itertools.repeat(b"A" * 64 + b"\n")),
        (b"age-encryption.org/v1\n", stanzas()),
    ],
    ids=["no line", "long arguments", "long body", "many stanzas"],
)
def test_an_endless_header_is_given_up_early(beginning: bytes, filler: Iterator[bytes]) -> None:
    source = Endless(beginning, filler)
    with pytest.raises(RefusedError, match=r"crypto\.age-header"):
        age.read_header(source)  # type: ignore[arg-type]  # all a header needs is readline
    assert source.taken <= MAX_HEADER_SIZE


argument = st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7F), max_size=50)
native = st.sampled_from(["X25519", "mlkem768x25519", "scrypt", "X25519 "])
share = st.sampled_from([31, 32, 1120, 16]).flatmap(lambda n: st.binary(min_size=n, max_size=n))


@settings(deadline=None, max_examples=300)
@given(
    st.lists(
        st.tuples(native | argument, share.map(encode_base64) | argument, st.binary(max_size=40)),
        max_size=3,
    ),
    st.binary(max_size=40),
)
def test_an_invented_file_is_refused_in_our_words(parts: list[tuple[str, str, bytes]], tail: bytes) -> None:
    made = tuple(age.Stanza((kind, second), body) for kind, second, body in parts)
    data = age.Header(made, bytes(32)).encode() + tail
    identities: list[age.Identity] = [IDENTITY, X25519]
    identities.append(age.ScryptIdentity("guess", max_work_factor=4))
    with pytest.raises(RefusedError):
        age.Decryptor(io.BytesIO(data), identities)


@given(st.binary(max_size=300))
def test_noise_is_refused_in_our_words(noise: bytes) -> None:
    for data in (noise, b"age-encryption.org/v1\n" + noise):
        with pytest.raises(RefusedError, match=r"crypto\.age-header"):
            age.read_header(io.BytesIO(data))


def test_a_file_cannot_make_a_passphrase_cost_more_than_the_cap() -> None:
    data = sealed(b"said", age.ScryptRecipient("guess", work_factor=11))
    with pytest.raises(RefusedError, match=r"crypto\.age-header"):
        age.Decryptor(io.BytesIO(data), [age.ScryptIdentity("guess", max_work_factor=10)])
    assert age.Decryptor(io.BytesIO(data), [age.ScryptIdentity("guess")]).read(9) == b"said"


LOW_ORDER = [bytes(32), b"\x01" + bytes(31), b"\xec" + b"\xff" * 30 + b"\x7f"]


@pytest.mark.parametrize("point", LOW_ORDER)
def test_a_recipient_whose_secret_anybody_knows_is_refused(point: bytes) -> None:
    with pytest.raises(KitError, match=r"crypto\.age-recipient"):
        age.X25519Recipient(point)
    with pytest.raises(KitError, match=r"crypto\.age-recipient"):
        age.HybridRecipient(IDENTITY.recipient.public_key[:-32] + point)


def test_a_hybrid_recipient_out_of_range_or_of_another_size_is_refused() -> None:
    good = IDENTITY.recipient.public_key
    for public_key in (b"\xff" * 1184 + good[-32:], good[:-1], good + b"\0", b"", good[-32:]):
        with pytest.raises(KitError, match=r"crypto\.age-recipient"):
            age.HybridRecipient(public_key)
