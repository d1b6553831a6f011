"""A side file that grows is readable up to its last durable record, whatever happens to it."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from interview_kit.data import shipped
from interview_kit.errors import RefusedError, StorageError
from interview_kit.vault import growing, sidefiles
from interview_kit.vault.growing import Writer
from interview_kit.vault.sidefiles import RECORD, Reader
from tests.changes import chance, changed, somewhere

KEY = bytes(range(32))


class Clock:
    """A clock that stands until it is told."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


def pieces(count: int = 12) -> list[bytes]:
    return [chance(number).randbytes(300 + number) for number in range(count)]


def grown(path: Path) -> list[int]:
    """Write a file of several records that is never finished; return where each record ends."""
    writer, ends = Writer(path, KEY), []
    for piece in pieces():
        writer.append(piece)
        writer.flush()
        ends.append(path.stat().st_size)
    writer.close()
    return ends


def playable(path: Path) -> bytes:
    with Reader(path, KEY, cut=True) as reader:
        return reader.read()


def test_what_waits_is_kept_within_two_seconds_of_its_coming(tmp_path: Path) -> None:
    clock = Clock()
    writer = Writer(tmp_path / "side", KEY, clock)
    writer.append(b"one")
    clock.now += 0.9
    writer.append(b"two")
    assert playable(tmp_path / "side") == b""
    clock.now += 0.9
    writer.append(b"three")
    assert playable(tmp_path / "side") == b"onetwothree"
    writer.close()


def test_a_full_record_does_not_wait(tmp_path: Path) -> None:
    writer = Writer(tmp_path / "side", KEY, Clock())
    writer.append(bytes(2 * RECORD + 1))
    assert playable(tmp_path / "side") == bytes(2 * RECORD + 1)
    writer.close()


def test_a_finished_file_reads_like_any_other(tmp_path: Path) -> None:
    writer = Writer(tmp_path / "side", KEY)
    for piece in pieces():
        writer.append(piece)
        writer.flush()
    written = writer.finish()
    whole = b"".join(pieces())
    assert b"".join(sidefiles.read(tmp_path / "side", KEY)) == whole
    assert (written.sha256, written.size) == (hashlib.sha256(whole).digest(), len(whole))


def test_an_unfinished_file_is_no_attachment(tmp_path: Path) -> None:
    grown(tmp_path / "side")
    with pytest.raises(RefusedError, match="attachment-damaged"):
        Reader(tmp_path / "side", KEY)


def test_a_file_cut_anywhere_plays_up_to_its_last_whole_record(tmp_path: Path) -> None:
    path = tmp_path / "side"
    ends = grown(path)
    genuine = path.read_bytes()
    for cut in somewhere(genuine, 100):
        path.write_bytes(genuine[:cut])
        whole = sum(end <= cut for end in ends)
        assert playable(path) == b"".join(pieces()[:whole])


def test_closing_a_cut_file_makes_a_whole_one_of_what_plays(tmp_path: Path) -> None:
    path = tmp_path / "side"
    ends = grown(path)
    genuine = path.read_bytes()
    for cut in [0, *somewhere(genuine, 20)]:
        path.write_bytes(genuine[:cut])
        expected = b"".join(pieces()[: sum(end <= cut for end in ends)])
        closed = growing.close_cut(path, KEY)
        assert (closed.sha256, closed.size) == (hashlib.sha256(expected).digest(), len(expected))
        assert b"".join(sidefiles.read(path, KEY)) == expected
        once = path.read_bytes()
        assert growing.close_cut(path, KEY) == closed
        assert path.read_bytes() == once


def test_a_cut_file_ends_before_the_first_changed_record(tmp_path: Path) -> None:
    path = tmp_path / "side"
    ends = grown(path)
    genuine = path.read_bytes()
    for position, altered in changed(genuine, somewhere(genuine, 60)):
        path.write_bytes(altered)
        intact = sum(end <= position for end in ends)
        assert playable(path) == b"".join(pieces()[:intact])


def test_a_cut_file_ends_where_records_were_swapped_or_repeated(tmp_path: Path) -> None:
    path = tmp_path / "side"
    ends = grown(path)
    data = path.read_bytes()
    records = [data[start:end] for start, end in zip([0, *ends], ends, strict=False)]
    for order, intact in (([0, 2, 1, 3], 1), ([0, 1, 1, 2], 2), ([1, 0], 0), ([0, 2], 1)):
        path.write_bytes(b"".join(records[number] for number in order))
        assert playable(path) == b"".join(pieces()[:intact])


def test_nothing_else_is_ever_sealed_under_a_number_that_was_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A record that failed to reach the disk is written again byte by byte, before what came later."""
    path = tmp_path / "side"
    writer, tried = Writer(path, KEY), []

    def half_full(descriptor: int, data: memoryview) -> None:
        tried.append(bytes(data))
        os.write(descriptor, data[: len(data) // 2])
        raise OSError(28, "full")

    with monkeypatch.context() as disk:
        disk.setattr(growing, "write_whole", half_full)
        for piece in (b"first", b" and more"):
            writer.append(piece)
            with pytest.raises(StorageError, match="disk-full"):
                writer.flush()
    assert len(set(tried)) == 1
    assert playable(path) == b""
    written = writer.finish()
    assert b"".join(sidefiles.read(path, KEY)) == b"first and more"
    assert written.sha256 == hashlib.sha256(b"first and more").digest()


FILLS_THE_DISK = """
import resource, signal, sys
from pathlib import Path
from interview_kit.data import shipped
from interview_kit.errors import StorageError
from interview_kit.vault.growing import Writer
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
writer = Writer(Path(sys.argv[1]), bytes(range(32)))
for kept in range(100):
    try:
        writer.append(bytes(1000))
        writer.flush()
    except StorageError as error:
        print(kept, error.code)
        break
"""


@pytest.mark.skipif(sys.platform == "win32", reason="limits of this kind exist on POSIX systems only")
def test_a_full_disk_is_told_and_what_was_kept_plays(tmp_path: Path) -> None:
    said = subprocess.run(
        [sys.executable, "-c", FILLS_THE_DISK, str(tmp_path / "side")],
        check=True,
        capture_output=True,
        text=True,
    )
    kept, code = said.stdout.split()
    assert code == "files.disk-full"
    assert int(kept) == 20_000 // 1020
    assert playable(tmp_path / "side") == bytes(1000 * int(kept))


def test_ten_lines_of_python_read_a_cut_and_a_finished_file(tmp_path: Path) -> None:
    """The lines are those of schemas/format.md, as a stranger would copy them."""
    chapter = shipped("schemas", "format.md").read_text("utf-8").partition("### 8.4")[2]
    lines = chapter.partition("```python\n")[2].partition("```")[0]
    path = tmp_path / "side"

    def read() -> tuple[bytes, str]:
        said = subprocess.run(
            [sys.executable, "-c", lines, str(path), KEY.hex()], check=True, capture_output=True
        )
        return said.stdout, said.stderr.decode().strip()

    grown(path)
    path.write_bytes(path.read_bytes() + b"torn")
    assert read() == (b"".join(pieces()), "cut off")
    growing.close_cut(path, KEY)
    assert read() == (b"".join(pieces()), "complete")
