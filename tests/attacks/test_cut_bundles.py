"""Invariant 4: a bundle that was cut, extended, or whose chunks were moved is refused."""

from __future__ import annotations

import io
from itertools import accumulate
from pathlib import Path

import pytest

from interview_kit.crypto.age import read_header
from interview_kit.crypto.age.stream import CHUNK_SIZE, NONCE_SIZE, TAG_SIZE
from interview_kit.crypto.ustar import stored_size
from interview_kit.office.intake import import_bundles
from tests.attacks.forger import archive, take_apart
from tests.attacks.refusals import assert_refused, content
from tests.stations import Stations

SEALED = CHUNK_SIZE + TAG_SIZE


def pieces(bundle: bytes) -> list[bytes]:
    """The header, the nonce, and each sealed chunk."""
    source = io.BytesIO(bundle)
    read_header(source)
    size = source.tell()
    parts, rest = [bundle[:size], bundle[size : size + NONCE_SIZE]], bundle[size + NONCE_SIZE :]
    return parts + [rest[start : start + SEALED] for start in range(0, len(rest), SEALED)]


def test_invariant_04_a_bundle_cut_anywhere_is_refused(stations: Stations, tmp_path: Path) -> None:
    genuine, folder = stations.bundle.read_bytes(), tmp_path / "cut"
    folder.mkdir()
    ends = list(accumulate(map(len, pieces(genuine))))
    cuts = {0, 1, *(end + off for end in ends for off in (-TAG_SIZE, -2, -1, 0, 1, TAG_SIZE))}
    for cut in (cut for cut in cuts if cut < len(genuine)):
        (folder / f"{cut}.ikb").write_bytes(genuine[:cut])
    with stations.office() as office:
        before = content(office)
        report = import_bundles(office, [folder])
        assert content(office) == before
    codes = {refusal.file: refusal.error.code for refusal in report.quarantined}
    assert len(codes) == len(list(folder.iterdir()))
    assert set(codes.values()) == {"trust.not-a-bundle", "crypto.age-truncated", "crypto.age-payload"}
    for end in ends[1:-1]:
        assert codes[f"{end}.ikb"] == "crypto.age-truncated"


@pytest.mark.parametrize(
    ("what", "order"),
    {
        "two chunks swapped": (0, 1, 3, 2, 4, 5),
        "a chunk repeated": (0, 1, 2, 2, 3, 4, 5),
        "a chunk left out": (0, 1, 2, 4, 5),
        "the last chunk moved forward": (0, 1, 2, 5),
        "the last chunk repeated": (0, 1, 2, 3, 4, 5, 5),
        "everything twice": (0, 1, 2, 3, 4, 5, 0, 1, 2, 3, 4, 5),
    }.items(),
)
def test_invariant_04_moved_chunks_are_refused(
    stations: Stations, tmp_path: Path, what: str, order: tuple[int, ...]
) -> None:
    parts = pieces(stations.bundle.read_bytes())
    assert len(parts) == 6
    file = tmp_path / "moved.ikb"
    file.write_bytes(b"".join(parts[index] for index in order))
    with stations.office() as office:
        assert_refused(office, file, "crypto.age-payload")


@pytest.mark.parametrize("added", [b"\0", b"\n", bytes(TAG_SIZE), bytes(SEALED)])
def test_invariant_04_nothing_may_follow_the_last_chunk(
    stations: Stations, tmp_path: Path, added: bytes
) -> None:
    file = tmp_path / "longer.ikb"
    file.write_bytes(stations.bundle.read_bytes() + added)
    with stations.office() as office:
        assert_refused(office, file, "crypto.age-payload")


def test_a_header_of_one_bundle_opens_no_other(stations: Stations, tmp_path: Path) -> None:
    genuine = pieces(stations.bundle.read_bytes())
    other = pieces(take_apart(stations).write(tmp_path).read_bytes())
    file = tmp_path / "spliced.ikb"
    file.write_bytes(b"".join([other[0], *genuine[1:]]))
    with stations.office() as office:
        assert_refused(office, file, "crypto.age-payload")


def test_invariant_04_an_archive_cut_inside_the_encryption_is_refused(
    stations: Stations, tmp_path: Path
) -> None:
    """Whoever can open a bundle can seal a shorter one; the signatures are in it all the same."""
    forger = take_apart(stations)
    layout = forger.layout()
    plain = archive(layout)
    ends = list(accumulate(stored_size(len(data)) for _, data in layout))
    cuts = {0, 1, 511, 512, *(end + off for end in ends for off in (-512, -1, 0, 1, 512, 1024))}
    folder = tmp_path / "cut"
    folder.mkdir()
    for cut in (cut for cut in cuts if cut < len(plain)):
        forger.write(folder, plain[:cut])
    with stations.office() as office:
        before = content(office)
        report = import_bundles(office, [folder])
        assert content(office) == before
    assert {refusal.error.code for refusal in report.quarantined} == {"crypto.tar", "trust.not-a-bundle"}
    assert len(report.quarantined) == len(list(folder.iterdir()))
