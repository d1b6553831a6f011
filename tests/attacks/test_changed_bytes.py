"""Invariant 4: no changed byte of a bundle is accepted, and the archive never notices the attempt."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest

from interview_kit.bundle.opening import verify
from interview_kit.crypto.age import read_header
from interview_kit.crypto.age.stream import CHUNK_SIZE, NONCE_SIZE, TAG_SIZE
from interview_kit.errors import RefusedError
from interview_kit.office import archive
from interview_kit.office.intake import import_bundles
from interview_kit.trust import custody, own
from interview_kit.trust.roster import roster
from tests.attacks.refusals import content
from tests.changes import changed, somewhere
from tests.stations import Stations

HEADER_CODES = {"trust.not-a-bundle", "bundle.not-for-us", "crypto.age-mac"}
#: Four members of a bundle with an attachment and one recipient.
HEAD_SIZE = 12 * 1024


def header_size(genuine: bytes) -> int:
    source = io.BytesIO(genuine)
    read_header(source)
    return source.tell()


def test_invariant_04_no_changed_byte_of_the_header_is_accepted(stations: Stations) -> None:
    """Every byte before the content, asked as intake asks, without its archive, which is slower."""
    genuine = stations.bundle.read_bytes()
    size, code = header_size(genuine), coder(stations)
    codes = [code(altered) for _, altered in changed(genuine, range(size + NONCE_SIZE))]
    assert set(codes[:size]) == HEADER_CODES
    assert set(codes[size:]) == {"crypto.age-payload"}


def test_invariant_04_no_changed_byte_of_the_head_is_accepted(stations: Stations) -> None:
    """Signer, signatures and manifest, which lie in the first chunk; every byte of them."""
    genuine, code = stations.bundle.read_bytes(), coder(stations)
    start = header_size(genuine) + NONCE_SIZE
    codes = [code(altered) for _, altered in changed(genuine, range(start, start + HEAD_SIZE))]
    assert set(codes) == {"crypto.age-payload"}


def test_invariant_04_a_changed_bundle_leaves_the_archive_alone(stations: Stations, tmp_path: Path) -> None:
    """Samples of the whole file, and both sides of every edge of a chunk, through the whole of intake."""
    genuine, folder = stations.bundle.read_bytes(), tmp_path / "changed"
    folder.mkdir()
    start = header_size(genuine) + NONCE_SIZE
    edges = range(start + CHUNK_SIZE, len(genuine), CHUNK_SIZE + TAG_SIZE)
    places = {edge + off for edge in edges for off in (-1, 0, TAG_SIZE - 1, TAG_SIZE)} - {len(genuine)}
    places |= {*somewhere(genuine[:start], 50), *somewhere(genuine, 100), 0, len(genuine) - 1}
    for place, altered in changed(genuine, places):
        (folder / f"{place}.ikb").write_bytes(altered)
    with stations.office() as office:
        before = content(office)
        report = import_bundles(office, [folder])
        assert (report.accepted, report.known, len(report.quarantined)) == ([], [], len(places))
        assert content(office) == before
        assert len(archive.quarantine(office)) == len(places)
    codes = {refusal.error.code for refusal in report.quarantined}
    assert {"trust.not-a-bundle", "crypto.age-payload"} <= codes <= {*HEADER_CODES, "crypto.age-payload"}


def test_the_unchanged_bundle_is_accepted(stations: Stations) -> None:
    """Without this the others would hold for a program that refuses everything."""
    with stations.office() as office:
        report = import_bundles(office, [stations.bundle])
    assert (len(report.accepted), report.quarantined) == (1, [])


def coder(stations: Stations) -> Callable[[bytes], str]:
    """Return what tells the code with which an office refuses bytes."""
    with stations.office() as office:
        identities, laptops = own.identities(office), roster(office)
        custodians, purpose = custody.recipients(office), office.purpose

    def code(data: bytes) -> str:
        with pytest.raises(RefusedError) as refused:
            verify(
                io.BytesIO(data),
                identities=identities,
                custodians=custodians,
                purpose=purpose,
                trusted=lambda signer: laptops[signer].request.keys,
            )
        return refused.value.code

    return code
