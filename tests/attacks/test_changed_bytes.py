"""Invariant 4: no changed byte of a bundle is accepted, and the archive never notices the attempt."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from interview_kit.bundle.opening import verify
from interview_kit.crypto.age import read_header
from interview_kit.crypto.age.stream import CHUNK_SIZE, NONCE_SIZE, TAG_SIZE
from interview_kit.errors import RefusedError
from interview_kit.office.intake import import_bundles
from interview_kit.trust import own
from interview_kit.trust.enrolment import roster
from tests.attacks.refusals import content
from tests.changes import changed, somewhere
from tests.stations import Stations

HEADER_CODES = {"crypto.age-header", "crypto.age-no-match", "crypto.age-mac"}
SAMPLES = 200


def header_size(genuine: bytes) -> int:
    source = io.BytesIO(genuine)
    read_header(source)
    return source.tell()


def refused_codes(stations: Stations, folder: Path, files: Iterable[tuple[int, bytes]]) -> dict[int, str]:
    """Import every file; none may be accepted, and the archive must stay as it is."""
    names = {}
    for position, data in files:
        (folder / f"{position}.ikb").write_bytes(data)
        names[f"{position}.ikb"] = position
    with stations.office() as office:
        before = content(office)
        report = import_bundles(office, [folder])
        assert (report.accepted, report.known) == ([], [])
        assert content(office) == before
    return {names[refusal.file]: refusal.error.code for refusal in report.quarantined}


def test_invariant_04_no_changed_byte_of_the_header_is_accepted(stations: Stations, tmp_path: Path) -> None:
    genuine, folder = stations.bundle.read_bytes(), tmp_path / "changed"
    folder.mkdir()
    size = header_size(genuine)
    codes = refused_codes(stations, folder, changed(genuine, range(size + NONCE_SIZE)))
    assert len(codes) == size + NONCE_SIZE
    assert {codes[position] for position in range(size)} == HEADER_CODES
    assert {codes[position] for position in range(size, size + NONCE_SIZE)} == {"crypto.age-payload"}


def test_invariant_04_no_changed_byte_of_the_head_is_accepted(stations: Stations) -> None:
    """Signer, signatures and manifest lie within the first 16 KiB; every byte, without the slow archive."""
    genuine = stations.bundle.read_bytes()
    start = header_size(genuine) + NONCE_SIZE
    opened = verifier(stations)
    opened(genuine)
    for _, altered in changed(genuine, range(start, start + 16 * 1024)):
        with pytest.raises(RefusedError, match=r"crypto\.age-payload"):
            opened(altered)


def test_invariant_04_no_changed_byte_elsewhere_is_accepted(stations: Stations, tmp_path: Path) -> None:
    genuine, folder = stations.bundle.read_bytes(), tmp_path / "changed"
    folder.mkdir()
    start = header_size(genuine) + NONCE_SIZE
    edges = [
        position
        for edge in range(start + CHUNK_SIZE, len(genuine), CHUNK_SIZE + TAG_SIZE)
        for position in range(edge - 1, edge + TAG_SIZE + 1)
        if position < len(genuine)
    ]
    positions = {*edges, *somewhere(genuine, SAMPLES, start), len(genuine) - 1}
    codes = refused_codes(stations, folder, changed(genuine, positions))
    assert len(codes) > SAMPLES
    assert set(codes.values()) == {"crypto.age-payload"}


def test_the_unchanged_bundle_is_accepted(stations: Stations) -> None:
    """Without this the others would hold for a program that refuses everything."""
    with stations.office() as office:
        report = import_bundles(office, [stations.bundle])
    assert (len(report.accepted), report.quarantined) == (1, [])


def verifier(stations: Stations) -> Callable[[bytes], object]:
    """Return what the office's intake asks of a file before it looks at its archive."""
    with stations.office() as office:
        identity, laptops, purpose = own.identity(office), roster(office), office.purpose
        custodian = own.custodian_recipient(office)

    def opened(data: bytes) -> object:
        return verify(
            io.BytesIO(data),
            identity=identity,
            custodian=custodian,
            purpose=purpose,
            trusted=lambda signer: laptops[signer].request.keys,
        )

    return opened
