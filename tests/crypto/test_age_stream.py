"""What goes into an age file comes out of it, whole, in bounded memory, or not at all."""

from __future__ import annotations

import contextlib
import errno
import io
import tracemalloc
from pathlib import Path
from typing import BinaryIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interview_kit.crypto import age
from interview_kit.errors import InputError, RefusedError

IDENTITY = age.HybridIdentity.generate()
BOUNDARIES = [0, 1, 65535, 65536, 65537, 131071, 131072, 131073]


def text(size: int) -> bytes:
    return bytes(index * 31 >> 3 & 255 for index in range(256)) * (size // 256 + 1)


def sealed(content: bytes, *recipients: age.Recipient) -> bytes:
    sink = io.BytesIO()
    with age.Encryptor(sink, recipients or [IDENTITY.recipient]) as encryptor:
        encryptor.write(content)
    return sink.getvalue()


def opened(data: bytes, *identities: age.Identity) -> bytes:
    return read_all(age.Decryptor(io.BytesIO(data), identities or [IDENTITY]))


def read_all(decryptor: age.Decryptor, step: int = 50_000) -> bytes:
    return b"".join(iter(lambda: decryptor.read(step), b""))


@pytest.mark.parametrize("size", BOUNDARIES)
def test_content_around_chunk_boundaries_comes_back(size: int) -> None:
    content = text(size)[:size]
    assert opened(sealed(content)) == content


@pytest.mark.parametrize("size", BOUNDARIES)
def test_the_size_of_a_file_follows_from_the_size_of_its_content(size: int) -> None:
    data = sealed(text(size)[:size])
    source = io.BytesIO(data)
    age.read_header(source)
    chunks = max(1, -(-size // 65536))
    assert len(data) - source.tell() == 16 + size + 16 * chunks


@settings(deadline=None, max_examples=40)
@given(
    writes=st.lists(st.sampled_from([0, 1, 100, 65535, 65536, 65537, 140_000]), max_size=5),
    step=st.sampled_from([999, 65535, 65536, 65537, 1_000_000]),
)
def test_how_it_is_written_and_read_makes_no_difference(writes: list[int], step: int) -> None:
    content, sink = text(sum(writes))[: sum(writes)], io.BytesIO()
    start = 0
    with age.Encryptor(sink, [IDENTITY.recipient]) as encryptor:
        for size in writes:
            assert encryptor.write(memoryview(content)[start : start + size]) == size
            start += size
    decryptor = age.Decryptor(io.BytesIO(sink.getvalue()), [IDENTITY])
    assert read_all(decryptor, step) == content


def test_a_read_is_short_only_at_the_end() -> None:
    decryptor = age.Decryptor(io.BytesIO(sealed(text(100_000)[:100_000])), [IDENTITY])
    assert [len(decryptor.read(70_000)) for _ in range(3)] == [70_000, 30_000, 0]


def test_reading_nothing_is_refused_since_an_empty_answer_means_the_end() -> None:
    decryptor = age.Decryptor(io.BytesIO(sealed(b"spoken")), [IDENTITY])
    with pytest.raises(ValueError, match="positive"):
        decryptor.read(0)


@pytest.mark.parametrize("size", [0, 10, 65536, 200_000])
def test_work_broken_off_leaves_a_file_nobody_accepts(size: int) -> None:
    sink = io.BytesIO()
    encryptor = age.Encryptor(sink, [IDENTITY.recipient])
    with contextlib.suppress(KeyboardInterrupt), encryptor:
        encryptor.write(text(size)[:size])
        raise KeyboardInterrupt
    with pytest.raises(RefusedError, match=r"crypto\.age-truncated"):
        opened(sink.getvalue())
    encryptor.close()
    with pytest.raises(RefusedError, match=r"crypto\.age-truncated"):
        opened(sink.getvalue())


class FullDisk(io.BytesIO):
    """Takes some bytes, then fails once."""

    def __init__(self, room: int) -> None:
        super().__init__()
        self.room: int | None = room

    def write(self, data: bytes | memoryview, /) -> int:  # type: ignore[override]  # bytes-like
        if self.room is not None and self.tell() + len(data) > self.room:
            self.room = None
            raise OSError(errno.ENOSPC, "full")
        return super().write(data)


@pytest.mark.parametrize("room", [5_000, 70_000, 140_000])
def test_a_full_disk_that_goes_unnoticed_leaves_a_file_nobody_accepts(room: int) -> None:
    sink = FullDisk(room)
    encryptor = age.Encryptor(sink, [IDENTITY.recipient])
    with pytest.raises(OSError, match="full"):
        encryptor.write(text(300_000))
    with pytest.raises(ValueError, match="closed"):
        encryptor.write(b"more")
    encryptor.close()
    with pytest.raises(RefusedError):
        opened(sink.getvalue())


class Stingy(io.BytesIO):
    """Gives and takes fewer bytes than asked, as an unbuffered file may."""

    def read(self, size: int | None = -1, /) -> bytes:
        return super().read(min(size or 0, 1000))

    def write(self, data: bytes | memoryview, /) -> int:  # type: ignore[override]  # bytes-like
        return super().write(data[:1000])


def test_files_that_give_and_take_little_at_a_time_lose_nothing() -> None:
    content, sink = text(150_000), Stingy()
    with age.Encryptor(sink, [IDENTITY.recipient]) as encryptor:
        encryptor.write(content)
    source: BinaryIO = Stingy(sink.getvalue())
    assert read_all(age.Decryptor(source, [IDENTITY])) == content


def test_a_large_file_needs_little_memory(tmp_path: Path) -> None:
    block, path = bytes(1 << 20), tmp_path / "large.age"
    tracemalloc.start()
    with path.open("wb") as sink, age.Encryptor(sink, [IDENTITY.recipient]) as encryptor:
        for _ in range(24):
            encryptor.write(block)
    with path.open("rb") as source:
        decryptor = age.Decryptor(source, [IDENTITY])
        while decryptor.read(65536):
            pass
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak - len(block) < 1 << 20


def test_the_writer_reads_back_by_the_file_key_without_being_a_recipient() -> None:
    sink = io.BytesIO()
    with age.Encryptor(sink, [IDENTITY.recipient]) as encryptor:
        encryptor.write(b"said")
    again = age.Decryptor.with_file_key(io.BytesIO(sink.getvalue()), encryptor.file_key)
    assert again.read(100) == b"said"


def test_another_file_key_is_refused() -> None:
    with pytest.raises(RefusedError, match=r"crypto\.age-mac"):
        age.Decryptor.with_file_key(io.BytesIO(sealed(b"said")), bytes(16))


def test_every_recipient_opens_the_file_and_nobody_else() -> None:
    office = [age.HybridIdentity.generate() for _ in range(3)]
    data = sealed(b"said", *[identity.recipient for identity in office])
    assert [opened(data, identity) for identity in office] == [b"said"] * 3
    with pytest.raises(RefusedError, match=r"crypto\.age-no-match"):
        opened(data, IDENTITY)


def test_a_passphrase_opens_a_file() -> None:
    data = sealed(b"said", age.ScryptRecipient("우리 둘만 아는 말", work_factor=10))
    assert opened(data, age.ScryptIdentity("우리 둘만 아는 말")) == b"said"
    with pytest.raises(RefusedError, match=r"crypto\.age-no-match"):
        opened(data, age.ScryptIdentity("another"))


def test_an_x25519_recipient_opens_a_file() -> None:
    identity = age.X25519Identity.generate()
    assert opened(sealed(b"said", identity.recipient), identity) == b"said"


@pytest.mark.parametrize(
    "recipients",
    [
        [],
        [IDENTITY.recipient, age.X25519Identity.generate().recipient],
        [age.ScryptRecipient("a", 10), IDENTITY.recipient],
        [age.ScryptRecipient("a", 10), age.ScryptRecipient("b", 10)],
    ],
    ids=["none", "hybrid and X25519", "passphrase and key", "two passphrases"],
)
def test_recipients_that_would_weaken_each_other_are_refused(
    recipients: list[age.Recipient],
) -> None:
    sink = io.BytesIO()
    with pytest.raises(InputError, match=r"crypto\.age-recipients"):
        age.Encryptor(sink, recipients)
    assert sink.getvalue() == b""


def test_a_stranger_sees_kinds_and_sizes_and_no_more() -> None:
    data = sealed(b"said", IDENTITY.recipient, age.HybridIdentity.generate().recipient)
    source = io.BytesIO(data)
    header = age.read_header(source)
    assert [(stanza.type, len(stanza.body)) for stanza in header.stanzas] == [
        ("mlkem768x25519", 32),
        ("mlkem768x25519", 32),
    ]
    assert header.encode() == data[: source.tell()]
