"""A side file reads back as it was written, in its order and to its end, or not at all."""

from __future__ import annotations

import hashlib
import io
import os
import tempfile
import tracemalloc
from pathlib import Path
from typing import BinaryIO, cast

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from hypothesis import given, settings
from hypothesis import strategies as st

from interview_kit.errors import RefusedError, StorageError
from interview_kit.vault import sidefiles
from interview_kit.vault.sidefiles import RECORD, Reader, Written
from tests.changes import chance, changed, somewhere

FULL = 4 + RECORD + 16


def content(size: int) -> bytes:
    return chance(size).randbytes(size)


def make(folder: Path, size: int) -> tuple[Path, Written]:
    path = folder / f"side-{size}"
    return path, sidefiles.write(path, io.BytesIO(content(size)))


def read(path: Path, key: bytes) -> bytes:
    return b"".join(sidefiles.read(path, key))


@pytest.mark.parametrize("size", [0, 1, RECORD - 1, RECORD, RECORD + 1, 3 * RECORD, 3 * RECORD + 5])
def test_it_reads_back_as_it_was_written(tmp_path: Path, size: int) -> None:
    path, written = make(tmp_path, size)
    assert read(path, written.key) == content(size)
    assert (written.size, written.sha256) == (size, hashlib.sha256(content(size)).digest())


def test_the_bytes_are_those_the_format_describes(tmp_path: Path) -> None:
    """Length, ChaCha20-Poly1305, the record's number and whether it is the last: nothing more."""
    path, written = make(tmp_path, RECORD + 5)
    data, cipher = path.read_bytes(), ChaCha20Poly1305(written.key)
    first, last = data[:FULL], data[FULL:]
    assert (first[:4], last[:4]) == ((RECORD + 16).to_bytes(4, "big"), (5 + 16).to_bytes(4, "big"))
    clear = cipher.decrypt(bytes(12), first[4:], None) + cipher.decrypt(bytes(10) + b"\1\1", last[4:], None)
    assert clear == content(RECORD + 5)


def test_two_files_never_share_a_key(tmp_path: Path) -> None:
    one, other = (
        sidefiles.write(tmp_path / "a", io.BytesIO(b"same")),
        sidefiles.write(tmp_path / "b", io.BytesIO(b"same")),
    )
    assert one.key != other.key
    assert (tmp_path / "a").read_bytes() != (tmp_path / "b").read_bytes()
    with pytest.raises(RefusedError, match="attachment-damaged"):
        read(tmp_path / "a", other.key)


def test_every_changed_byte_is_noticed(tmp_path: Path) -> None:
    path, written = make(tmp_path, RECORD + 5)
    genuine = path.read_bytes()
    edges = [*range(24), *range(FULL - 20, len(genuine))]
    for _, altered in changed(genuine, [*edges, *somewhere(genuine, 200)]):
        path.write_bytes(altered)
        with pytest.raises(RefusedError, match="attachment-damaged"):
            read(path, written.key)


def test_a_cut_file_is_noticed_wherever_it_was_cut(tmp_path: Path) -> None:
    path, written = make(tmp_path, 2 * RECORD + 5)
    genuine = path.read_bytes()
    edges = [record * FULL + off for record in (1, 2) for off in (-1, 0, 1, 4)]
    for end in [0, 1, 3, 4, 5, *edges, len(genuine) - 1]:
        path.write_bytes(genuine[:end])
        with pytest.raises(RefusedError, match="attachment-damaged"):
            read(path, written.key)


def test_records_cannot_be_moved_repeated_or_added(tmp_path: Path) -> None:
    path, written = make(tmp_path, 2 * RECORD + 5)
    genuine = path.read_bytes()
    first, second, last = genuine[:FULL], genuine[FULL : 2 * FULL], genuine[2 * FULL :]
    for records in (
        (second, first, last),
        (first, first, last),
        (first, last),
        (first, second, last, last),
        (first, second, second, last),
        (first, second, last, b"\0"),
        (first, second, last, bytes(4)),
    ):
        path.write_bytes(b"".join(records))
        with pytest.raises(RefusedError, match="attachment-damaged"):
            read(path, written.key)


@pytest.mark.parametrize("length", [0, 15, RECORD + 17, 2**32 - 1])
def test_a_length_no_record_has_is_refused_before_it_is_read(tmp_path: Path, length: int) -> None:
    path, written = make(tmp_path, 5)
    path.write_bytes(length.to_bytes(4, "big") + path.read_bytes()[4:])
    with pytest.raises(RefusedError, match="attachment-damaged"):
        read(path, written.key)


def test_nothing_of_it_lies_on_the_disk_in_the_clear(tmp_path: Path) -> None:
    path = tmp_path / "side"
    sidefiles.write(path, io.BytesIO("카나리아canary".encode() * 10_000))
    assert b"canary" not in path.read_bytes()
    assert [one.name for one in tmp_path.iterdir()] == ["side"]


def test_what_is_cut_off_while_it_is_written_leaves_nothing(tmp_path: Path) -> None:
    class Pulled(io.BytesIO):
        def read(self, _: int | None = -1, /) -> bytes:
            raise OSError(5, "the stick was pulled")

    with pytest.raises(StorageError):
        sidefiles.write(tmp_path / "side", Pulled())
    assert list(tmp_path.iterdir()) == []


def test_a_record_that_is_not_the_last_does_not_end_a_file(tmp_path: Path) -> None:
    """The last record is sealed differently, so a cut at a record's edge shows."""
    path, written = make(tmp_path, RECORD)
    with pytest.raises(InvalidTag):
        ChaCha20Poly1305(written.key).decrypt(bytes(12), path.read_bytes()[4:], None)


@given(
    size=st.sampled_from([0, 1, RECORD, 3 * RECORD + 5]),
    steps=st.lists(st.tuples(st.integers(0, 4 * RECORD), st.integers(0, 2 * RECORD)), max_size=8),
)
@settings(max_examples=40, deadline=None)
def test_from_any_place_it_reads_as_from_memory(size: int, steps: list[tuple[int, int]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path, written = make(Path(folder), size)
        memory = io.BytesIO(content(size))
        with Reader(path, written.key) as reader:
            assert (reader.size, reader.complete) == (size, True)
            for place, count in steps:
                assert reader.seek(place) == memory.seek(place)
                assert reader.read(count) == memory.read(count)
                assert reader.tell() == memory.tell()
            assert reader.seek(-min(size, 3), os.SEEK_END) == memory.seek(-min(size, 3), os.SEEK_END)
            assert reader.read() == memory.read()


def test_only_the_records_that_are_read_need_to_be_intact(tmp_path: Path) -> None:
    path, written = make(tmp_path, 3 * RECORD)
    data = bytearray(path.read_bytes())
    data[FULL + 100] ^= 1
    path.write_bytes(data)
    with Reader(path, written.key) as reader:
        assert reader.read(RECORD) == content(3 * RECORD)[:RECORD]
        with pytest.raises(RefusedError, match="attachment-damaged"):
            reader.read(1)
        reader.seek(2 * RECORD)
        assert reader.read() == content(3 * RECORD)[2 * RECORD :]


def test_a_place_before_the_beginning_is_none(tmp_path: Path) -> None:
    path, written = make(tmp_path, 5)
    with Reader(path, written.key) as reader, pytest.raises(ValueError, match="before the beginning"):
        reader.seek(-6, os.SEEK_END)


def test_large_files_are_written_and_read_in_little_memory(tmp_path: Path) -> None:
    class Zeros(io.RawIOBase):
        left = 256 * 1024 * 1024

        def read(self, size: int = -1, /) -> bytes:
            self.left -= (given := min(size, self.left))
            return bytes(given)

    tracemalloc.start()
    try:
        written = sidefiles.write(tmp_path / "side", cast("BinaryIO", Zeros()))
        read_back = sum(map(len, sidefiles.read(tmp_path / "side", written.key)))
        with Reader(tmp_path / "side", written.key) as reader:
            reader.seek(written.size // 2)
            assert reader.read(10) == bytes(10)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert read_back == written.size == 256 * 1024 * 1024
    assert peak < 16 * 1024 * 1024


def test_a_file_that_lacks_its_last_record_is_refused_before_anything_is_read(tmp_path: Path) -> None:
    path, written = make(tmp_path, 2 * RECORD + 5)
    path.write_bytes(path.read_bytes()[: 2 * FULL])
    with pytest.raises(RefusedError, match="attachment-damaged"):
        Reader(path, written.key)
