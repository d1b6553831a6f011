"""Every kind of file that travels, as a version of the format had it, is read for good."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from interview_kit.bundle import identity as identities
from interview_kit.bundle.opening import verify
from interview_kit.crypto import ustar
from interview_kit.crypto.age import Decryptor, HybridIdentity
from interview_kit.crypto.fingerprint import as_digits
from interview_kit.crypto.shares import Share
from interview_kit.crypto.signatures import VerifyingKeys
from interview_kit.trust import documents, packs, recovery
from interview_kit.trust.enrolment import read_request
from interview_kit.trust.packs import Pack
from interview_kit.trust.receipts import Receipt
from interview_kit.trust.recovery import OfficeSecrets
from interview_kit.trust.signed import Document, key_id
from interview_kit.trust.succession import OfficeKeys, leads_to
from interview_kit.trust.team import Roster
from interview_kit.vault.header import Purpose

FOLDERS = sorted(folder for folder in Path(__file__).parent.iterdir() if (folder / "secrets.json").is_file())


@pytest.fixture(params=FOLDERS, ids=lambda folder: str(folder.name))
def folder(request: pytest.FixtureRequest) -> Path:
    found: Path = request.param
    return found


@pytest.fixture
def secrets(folder: Path) -> Any:
    return json.loads((folder / "secrets.json").read_text("utf-8"))


def laptop(secrets: Any) -> VerifyingKeys:
    return VerifyingKeys(bytes.fromhex(secrets["laptop_ed25519"]), bytes.fromhex(secrets["laptop_mldsa65"]))


def office(secrets: Any) -> OfficeKeys:
    return OfficeKeys.model_validate(secrets["office_public"])


def test_there_are_files_of_every_version() -> None:
    assert [folder.name for folder in FOLDERS] == ["1"]


def test_a_bundle_and_the_identity_in_it(folder: Path, secrets: Any) -> None:
    identity, custodian = HybridIdentity.parse(secrets["office"]), HybridIdentity.parse(secrets["custodian"])
    with (folder / "bundle.ikb").open("rb") as source:
        verified = verify(
            source,
            identities=[identity],
            custodians=[str(custodian.recipient)],
            purpose=Purpose.REAL,
            trusted=lambda signer: {key_id(laptop(secrets)): laptop(secrets)}[signer],
        )
    assert (verified.id.hex(), verified.manifest.interview) == (secrets["bundle"], secrets["interview"])
    opened = identities.read(
        folder / "bundle.ikb", verified.protocol, office=[identity], custodian=[custodian]
    )
    assert set(opened.answers) == set(verified.record.apart)


def test_a_request_and_the_keys_before(folder: Path, secrets: Any) -> None:
    request = read_request(folder / "laptop.ike", Purpose.REAL)
    assert as_digits(request.fingerprint()) == secrets["fingerprints"]["laptop"]
    (before,) = request.before
    assert request.replaces([before.laptop.key], []) == [before]


def test_a_public_pack_and_the_keys_before(folder: Path, secrets: Any) -> None:
    seen: list[Pack] = []
    pack, protocols = packs.read_pack(folder / "office.ikp", Purpose.REAL, seen.append)
    assert as_digits(pack.fingerprint()) == secrets["fingerprints"]["office"]
    assert [one.protocol.id for one in protocols] == ["ed-short"]
    assert leads_to(pack.before[0].office, pack.before, pack.office, Purpose.REAL)


@pytest.mark.parametrize(
    ("name", "document", "model"),
    [("receipt.ikr", Document.RECEIPT, Receipt), ("team.ikp", Document.ROSTER, Roster)],
)
def test_what_is_encrypted_to_a_laptop(
    folder: Path, secrets: Any, name: str, document: Document, model: type[Receipt] | type[Roster]
) -> None:
    identity = HybridIdentity.parse(secrets["laptop"])
    with (folder / name).open("rb") as source:
        archive = ustar.Reader(Decryptor(source, [identity]))
        body, _ = documents.read(archive, document, Purpose.REAL, lambda _: office(secrets).keys, model)
        documents.nothing_more(archive)
    if isinstance(body, Receipt):
        digest = hashlib.sha256((folder / "bundle.ikb").read_bytes()).hexdigest()
        assert [(one.bundle, one.file) for one in body.bundles] == [(secrets["bundle"], digest)]
    else:
        assert body.safe == (secrets["bundle"],)
        assert [one.ended.why if one.ended else "" for one in body.laptops] == ["replaced", ""]


def test_a_recovery_file(folder: Path, secrets: Any) -> None:
    shares = [Share.parse(text) for text in secrets["shares"][1:]]
    body = recovery.read(folder / "keys.ikk", shares)
    assert isinstance(body, OfficeSecrets)
    assert len(body.keys) == 2
    assert len(body.laptops) == 2
