"""What two people compare is one fingerprint, however each of them looks at it."""

from __future__ import annotations

from pathlib import Path

import pytest
import zxingcpp

from interview_kit.crypto.fingerprint import matches
from interview_kit.errors import RefusedError
from interview_kit.trust import comparing, enrolment, packs
from interview_kit.trust.comparing import comparable
from interview_kit.vault.header import Purpose
from tests.stations import Stations, create_laptop


def test_laptop_and_office_see_the_same_in_every_way(stations: Stations) -> None:
    with stations.laptop() as laptop, stations.office() as office:
        pinned = packs.pinned(laptop)
        assert pinned is not None
        assert comparable(pinned.pack.fingerprint()) == comparing.office(office)
        assert comparing.office(office).digits == packs.office_fingerprint(office)
        assert comparing.own(laptop).digits == enrolment.own_fingerprint(laptop)
        digest = enrolment.own_request(laptop).fingerprint()
    shown = comparable(digest)
    assert set(shown.words) == {"en", "ko", "es"}
    assert all(matches(digest, said) for said in (shown.digits, *shown.words.values()))


def test_the_code_holds_the_digits_in_their_groups_though_a_part_of_it_is_hidden() -> None:
    """A reflection on the glass hides a patch; a quarter of all modules is there to make up for it."""
    shown = comparable(bytes(range(32)))
    side = (len(shown.code) + 8) * 4
    picture = bytearray(b"\xff" * side * side)
    for y, row in enumerate(shown.code, start=4):
        for x, dark in enumerate(row, start=4):
            if dark and not (12 <= x < 20 and 12 <= y < 20):
                for line in range(4 * y, 4 * y + 4):
                    picture[line * side + 4 * x : line * side + 4 * x + 4] = bytes(4)
    (read,) = zxingcpp.read_barcodes(memoryview(picture).cast("B", (side, side)))
    assert read.text == shown.digits


def test_a_laptop_takes_the_pack_of_an_office_that_read_its_words_aloud(
    stations: Stations, tmp_path: Path
) -> None:
    with stations.office() as office:
        said = comparing.office(office).words["ko"]
        packs.write_pack(office, tmp_path / "office.ikp", ())
    with create_laptop(tmp_path / "laptop", Purpose.REAL) as laptop:
        with pytest.raises(RefusedError, match="fingerprint-differs"):
            packs.accept_pack(laptop, tmp_path / "office.ikp", comparing.own(laptop).words["ko"])
        packs.accept_pack(laptop, tmp_path / "office.ikp", said)
        assert packs.pinned(laptop) is not None
