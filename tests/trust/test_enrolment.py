"""A laptop is enrolled when two people have compared its fingerprint, and only as what was compared."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from interview_kit.crypto import canonical
from interview_kit.crypto.age import HybridIdentity
from interview_kit.crypto.signatures import SigningKeys
from interview_kit.errors import InputError, KitError, RefusedError
from interview_kit.trust import enrolment, own
from interview_kit.trust.roster import roster
from interview_kit.trust.signed import Document, key_id, signer_line
from interview_kit.vault.header import Purpose
from interview_kit.vault.workspace import Workspace, new_id
from tests.attacks.forger import Layout, archive, read
from tests.changes import changed, somewhere
from tests.stations import Stations


@pytest.fixture
def newcomer(stations: Stations) -> Iterator[Workspace]:
    """A laptop the office has never seen."""
    with stations.with_laptop("newcomer").open("newcomer") as laptop:
        yield laptop


@pytest.fixture
def office(stations: Stations) -> Iterator[Workspace]:
    with stations.office() as opened:
        yield opened


def members_of(file: Path) -> Layout:
    with file.open("rb") as source:
        return read(source)


def resigned(file: Path, keys: SigningKeys, changes: dict[str, Any], purpose: Purpose = Purpose.REAL) -> Path:
    """Return a request that says something else, signed by ``keys`` and introducing them."""
    body = canonical.decode(dict(members_of(file))["request.json"])
    assert isinstance(body, dict)
    data = canonical.encode(body | changes)
    signatures = keys.sign(data, Document.REQUEST.namespace(purpose))
    forged = file.with_name(f"{new_id()}.ike")
    forged.write_bytes(
        archive(
            [
                ("signer", signer_line(Document.REQUEST, key_id(keys.public))),
                ("keys", keys.public.ed25519 + keys.public.mldsa65),
                ("request.json.sig", signatures.sshsig),
                ("request.json.mldsa65", signatures.mldsa65),
                ("request.json", data),
            ]
        )
    )
    return forged


def test_a_laptop_is_enrolled_by_its_fingerprint(
    stations: Stations, newcomer: Workspace, office: Workspace
) -> None:
    file = stations.stick / "newcomer.ike"
    fingerprint = enrolment.write_request(newcomer, file)
    wrong = fingerprint[:-1] + str((int(fingerprint[-1]) + 1) % 10)
    with pytest.raises(RefusedError, match="fingerprint-differs"):
        enrolment.enrol(office, file, wrong)
    with pytest.raises(InputError, match="fingerprint-incomplete"):
        enrolment.enrol(office, file, "")
    assert len(roster(office)) == 1
    laptop = enrolment.enrol(office, file, fingerprint, "T-2")
    assert roster(office)[laptop.key].fingerprint == fingerprint


def test_enrolling_again_changes_only_the_name(
    stations: Stations, newcomer: Workspace, office: Workspace
) -> None:
    file = stations.stick / "newcomer.ike"
    fingerprint = enrolment.write_request(newcomer, file)
    first = enrolment.enrol(office, file, fingerprint, "T-2")
    enrolment.enrol(office, file, fingerprint, "T-renamed")
    again = roster(office)[first.key]
    assert (again.name, again.enrolled, again.request) == ("T-renamed", first.enrolled, first.request)
    assert len(roster(office)) == 2


def test_every_key_in_the_request_is_in_the_fingerprint(
    stations: Stations, newcomer: Workspace, office: Workspace
) -> None:
    """Exchanging only the recipient would let somebody else read the office's receipts."""
    file = stations.stick / "newcomer.ike"
    fingerprint = enrolment.write_request(newcomer, file)
    keys = own.signing_keys(newcomer)
    for changes in ({"recipient": str(HybridIdentity.generate().recipient)}, {"workspace": "a" * 26}):
        with pytest.raises(RefusedError, match="fingerprint-differs"):
            enrolment.enrol(office, resigned(file, keys, changes), fingerprint)


def test_a_request_is_signed_by_the_keys_it_brings(
    stations: Stations, newcomer: Workspace, office: Workspace
) -> None:
    file = stations.stick / "newcomer.ike"
    fingerprint = enrolment.write_request(newcomer, file)
    stranger = SigningKeys.generate()
    with pytest.raises(RefusedError, match=r"trust\.body"):
        enrolment.enrol(office, resigned(file, stranger, {}), fingerprint)
    members = dict(members_of(file))
    members["keys"] = stranger.public.ed25519 + stranger.public.mldsa65
    file.write_bytes(archive(list(members.items())))
    with pytest.raises(RefusedError, match="introduction"):
        enrolment.enrol(office, file, fingerprint)


@pytest.mark.parametrize(
    "changes",
    [
        {"recipient": "age1"},
        {"ed25519": "AA"},
        {"mldsa65": "AA=="},
        {"purpose": "practice"},
        {"note": 1},
        {"format": ""},
    ],
    ids=str,
)
def test_a_request_says_what_it_must_and_nothing_else(
    stations: Stations, newcomer: Workspace, office: Workspace, changes: dict[str, Any]
) -> None:
    file = stations.stick / "newcomer.ike"
    fingerprint = enrolment.write_request(newcomer, file)
    with pytest.raises(KitError):
        enrolment.enrol(office, resigned(file, own.signing_keys(newcomer), changes), fingerprint)
    assert len(roster(office)) == 1


def test_no_changed_byte_of_a_request_is_believed(
    stations: Stations, newcomer: Workspace, office: Workspace
) -> None:
    file = stations.stick / "newcomer.ike"
    fingerprint = enrolment.write_request(newcomer, file)
    genuine = file.read_bytes()
    for _, altered in changed(genuine, [*range(512), *somewhere(genuine, 500)]):
        file.write_bytes(altered)
        with pytest.raises(KitError):
            enrolment.enrol(office, file, fingerprint)
    assert len(roster(office)) == 1


def test_a_cut_or_lengthened_request_is_refused(
    stations: Stations, newcomer: Workspace, office: Workspace
) -> None:
    file = stations.stick / "newcomer.ike"
    fingerprint = enrolment.write_request(newcomer, file)
    genuine = file.read_bytes()
    cuts = [
        genuine[:end]
        for end in (0, 1, 511, 512, 1024, len(genuine) - 1024, len(genuine) - 512, len(genuine) - 1)
    ]
    more = archive([*members_of(file), ("more", b"")])
    for data in [*cuts, genuine + b"\0", genuine + bytes(512), more]:
        file.write_bytes(data)
        with pytest.raises(RefusedError, match=r"crypto\.tar|member-order|not-a-request"):
            enrolment.enrol(office, file, fingerprint)


@pytest.mark.parametrize("other", list(Purpose))
def test_real_and_practice_are_told_apart_without_a_false_alarm(stations: Stations, other: Purpose) -> None:
    """A good signature made for the other purpose: nobody changed anything, but it is not for here."""
    here = Purpose.PRACTICE if other is Purpose.REAL else Purpose.REAL
    stations = stations.with_office("here", here).with_laptop("there", other)
    file = stations.stick / "there.ike"
    with stations.open("there") as there, stations.open("here") as office:
        fingerprint = enrolment.write_request(there, file)
        with pytest.raises(RefusedError, match=f"from-{other.value}"):
            enrolment.enrol(office, file, fingerprint)
        assert roster(office) == {}
        data = bytearray(file.read_bytes())
        data[data.index(b'"workspace"') + 14] ^= 1
        file.write_bytes(data)
        with pytest.raises(RefusedError, match="signature-invalid"):
            enrolment.enrol(office, file, fingerprint)


def test_another_kind_of_file_is_no_request(stations: Stations, office: Workspace) -> None:
    text = stations.folder / "letter.txt"
    text.write_text("T")
    for file in (stations.stick / "office.ikp", stations.bundle, text):
        with pytest.raises(RefusedError, match="not-a-request"):
            enrolment.enrol(office, file, "0" * 40)


def test_a_request_names_no_person(stations: Stations, newcomer: Workspace) -> None:
    file = stations.stick / "newcomer.ike"
    enrolment.write_request(newcomer, file)
    assert newcomer.name.encode() not in file.read_bytes()
    assert newcomer.id.encode() in file.read_bytes()


def test_a_laptop_enrols_nobody(stations: Stations, newcomer: Workspace) -> None:
    file = stations.stick / "newcomer.ike"
    fingerprint = enrolment.write_request(newcomer, file)
    with pytest.raises(InputError, match="needs-office"):
        enrolment.enrol(newcomer, file, fingerprint)
