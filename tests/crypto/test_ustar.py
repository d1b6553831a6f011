"""There is one way to write an archive, GNU tar reads it, and the reader takes nothing else."""

from __future__ import annotations

import io
import subprocess
import tarfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_kit.crypto import ustar
from interview_kit.crypto.ustar import BLOCK, END, Member, Reader, Writer
from interview_kit.errors import RefusedError
from tests.changes import changed

NAMES = st.from_regex(r"[a-z0-9][a-z0-9._-]{0,30}(/[a-z0-9][a-z0-9._-]{0,30})?", fullmatch=True)
MEMBERS = st.lists(st.tuples(NAMES, st.binary(max_size=1500)), max_size=5)
FOREIGN_NAMES = [
    "",
    ".",
    "..",
    "/a",
    "../a",
    "a/../b",
    "a//b",
    "a/b/c",
    "a/",
    ".hidden",
    "a/.hidden",
    "-option",
]
FOREIGN_NAMES += ["A", "a b", "가", "a\n", "a\0b", "a\\b", "c:a"]
EXAMPLE = [
    ("signer", b"one line\n"),
    ("empty", b""),
    ("attachments/a", b"x" * BLOCK),
    ("padding", bytes(700)),
]


def written(members: list[tuple[str, bytes]]) -> bytes:
    sink = io.BytesIO()
    writer = Writer(sink)
    for name, data in members:
        writer.add(name, data)
    writer.finish()
    return sink.getvalue()


def read(data: bytes) -> list[tuple[str, bytes]]:
    reader, members = Reader(io.BytesIO(data)), []
    while member := reader.next():
        members.append((member.name, reader.read(member.size)))
    return members


@given(MEMBERS)
def test_what_is_written_is_read(members: list[tuple[str, bytes]]) -> None:
    assert read(written(members)) == members


@given(MEMBERS)
def test_pythons_tarfile_reads_the_same(members: list[tuple[str, bytes]]) -> None:
    with tarfile.open(fileobj=io.BytesIO(written(members)), mode="r:") as archive:
        found = [(one.name, archive.extractfile(one).read()) for one in archive]  # type: ignore[union-attr]  # all are files
    assert found == members


def test_gnu_tar_lists_the_same(tmp_path: Path) -> None:
    file = tmp_path / "example.tar"
    file.write_bytes(written(EXAMPLE))
    listing = subprocess.run(["tar", "-tf", file], capture_output=True, check=True, text=True)
    assert listing.stdout.splitlines() == [name for name, _ in EXAMPLE]
    assert listing.stderr == ""


@given(MEMBERS, st.data())
def test_no_other_bytes_are_an_archive(members: list[tuple[str, bytes]], data: st.DataObject) -> None:
    """Whatever is changed, either the reader refuses it or it was the content of a member."""
    genuine = written(members)
    position = data.draw(st.integers(0, len(genuine) - 1))
    altered = bytearray(genuine)
    altered[position] ^= data.draw(st.integers(1, 255))
    try:
        found = read(bytes(altered))
    except RefusedError as error:
        assert error.code == "crypto.tar"  # noqa: PT017 - refusing is one of two right answers
    else:
        assert found != members
        assert written(found) == bytes(altered)


def test_every_byte_of_a_header_matters() -> None:
    genuine = written([("name", b"content")])
    for _, altered in changed(genuine, [*range(BLOCK), *range(BLOCK + 7, len(genuine))]):
        with pytest.raises(RefusedError, match=r"crypto\.tar"):
            read(altered)


def test_a_cut_archive_is_refused_wherever_it_was_cut() -> None:
    genuine = written(EXAMPLE)
    for end in range(len(genuine)):
        with pytest.raises(RefusedError, match=r"crypto\.tar"):
            read(genuine[:end])


@pytest.mark.parametrize("more", [b"\0", bytes(BLOCK), bytes(18 * BLOCK), written([("more", b"")])])
def test_nothing_follows_the_end(more: bytes) -> None:
    """GNU tar fills up to 10,240 bytes; that would be room for something else."""
    with pytest.raises(RefusedError, match=r"crypto\.tar"):
        read(written(EXAMPLE) + more)


@pytest.mark.parametrize("name", [*FOREIGN_NAMES, "a" * 100, "a" * 60 + "/" + "b" * 60])
def test_a_name_that_could_mean_anything_else_is_never_written(name: str) -> None:
    with pytest.raises(ValueError, match="not a member name"):
        ustar.header(name, 0)


@pytest.mark.parametrize("size", [-1, ustar.MAX_SIZE + 1])
def test_a_size_the_field_cannot_hold_is_never_written(size: int) -> None:
    with pytest.raises(ValueError, match="not a member name and size"):
        ustar.header("a", size)


@pytest.mark.parametrize("pieces", [[], [b"four"], [b"four", b"four"]])
def test_a_member_that_changes_while_it_is_written_is_noticed(pieces: list[bytes]) -> None:
    with pytest.raises(ValueError, match="changed while it was written"):
        Writer(io.BytesIO()).add_stream("a", 5, pieces)


def test_a_member_must_be_read_to_its_end_before_the_next() -> None:
    reader = Reader(io.BytesIO(written(EXAMPLE)))
    reader.next()
    reader.read(3)
    with pytest.raises(RefusedError, match=r"crypto\.tar"):
        reader.next()


def test_a_member_above_its_limit_is_refused_before_it_is_read() -> None:
    reader = Reader(io.BytesIO(ustar.header("a", ustar.MAX_SIZE)))
    member = reader.next()
    assert member == Member("a", ustar.MAX_SIZE)
    with pytest.raises(RefusedError, match="tar-member-too-large"):
        reader.read_all(member, 1024)


def test_a_member_can_be_read_as_a_file() -> None:
    reader = Reader(io.BytesIO(written([("lines", b"one\ntwo\nthree"), ("next", b"")])))
    reader.next()
    assert list(reader.stream()) == [b"one\n", b"two\n", b"three"]
    assert reader.next() == Member("next", 0)
    assert reader.next() is None


def test_an_archive_ends_in_two_empty_blocks() -> None:
    assert written([]) == END == bytes(1024)
    assert read(END) == []
    with pytest.raises(RefusedError, match=r"crypto\.tar"):
        read(bytes(BLOCK) + b"x" * BLOCK)
