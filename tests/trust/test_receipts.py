"""A receipt is the office's word to one laptop about one file. Nobody else's counts, none counts twice."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from interview_kit.bundle.export import export
from interview_kit.crypto import canonical
from interview_kit.crypto.age import Decryptor, Encryptor
from interview_kit.crypto.signatures import SigningKeys
from interview_kit.errors import KitError, RefusedError
from interview_kit.office.intake import import_bundles
from interview_kit.trust import own
from interview_kit.trust.receipts import accept_receipt
from interview_kit.trust.signed import Document, key_id, signer_line
from interview_kit.vault import interviews
from interview_kit.vault.header import Purpose
from interview_kit.vault.workspace import Workspace
from tests.attacks.forger import archive, read
from tests.changes import changed, somewhere
from tests.stations import Stations, introduce, record_and_seal

NAMESPACE = Document.RECEIPT.namespace(Purpose.REAL)


@pytest.fixture
def posts(stations: Stations) -> Iterator[tuple[Workspace, Workspace]]:
    """The laptop and the office, both open."""
    with stations.laptop() as laptop, stations.office() as office:
        yield laptop, office


def receipt_of(office: Workspace, stations: Stations) -> Path:
    (receipt,) = import_bundles(office, [stations.bundle], stations.new_folder("receipts")).receipts
    return receipt


def states(laptop: Workspace) -> list[tuple[str, str | None]]:
    return [(row.progress, row.received) for row in interviews.listing(laptop)]


def forged(
    laptop: Workspace, folder: Path, keys: SigningKeys, body: dict[str, Any], namespace: str = NAMESPACE
) -> Path:
    """Write a receipt as the office would, signed by ``keys``."""
    data = canonical.encode(body)
    signatures = keys.sign(data, namespace)
    file = folder / "forged.ikr"
    with file.open("wb") as sink, Encryptor(sink, [own.identity(laptop).recipient]) as sealed:
        sealed.write(
            archive(
                [
                    ("signer", signer_line(Document.RECEIPT, key_id(keys.public))),
                    ("receipt.json.sig", signatures.sshsig),
                    ("receipt.json.mldsa65", signatures.mldsa65),
                    ("receipt.json", data),
                ]
            )
        )
    return file


def body_of(laptop: Workspace, receipt: Path) -> dict[str, Any]:
    members = dict(read(Decryptor(io.BytesIO(receipt.read_bytes()), [own.identity(laptop)])))
    body = canonical.decode(members["receipt.json"])
    assert isinstance(body, dict)
    return body


Posts = tuple[Workspace, Workspace]


def test_a_receipt_marks_what_the_office_holds(stations: Stations, posts: Posts) -> None:
    laptop, office = posts
    (row,) = interviews.listing(laptop)
    assert accept_receipt(laptop, receipt_of(office, stations)) == [row.interview]
    ((state, time),) = states(laptop)
    assert state == "received"
    assert time is not None
    assert export(laptop, stations.new_folder("usb")) == []


def test_a_receipt_played_again_changes_nothing(stations: Stations, posts: Posts) -> None:
    laptop, office = posts
    first, later = receipt_of(office, stations), receipt_of(office, stations)
    marked = accept_receipt(laptop, first)
    before = states(laptop)
    for receipt in (first, later, first):
        assert accept_receipt(laptop, receipt) == marked
        assert states(laptop) == before


def test_another_laptops_receipt_is_not_ours(stations: Stations, posts: Posts) -> None:
    laptop, office = posts
    stations = stations.with_laptop("colleague")
    with stations.open("colleague") as colleague:
        introduce(colleague, office, stations.stick)
        record_and_seal(colleague)
        theirs = import_bundles(
            office, export(colleague, stations.new_folder("theirs")), stations.new_folder("receipts")
        ).receipts[0]
        with pytest.raises(RefusedError, match="receipt-not-ours"):
            accept_receipt(laptop, theirs)
        # The colleague opens it and passes it on, signatures and all, in an envelope for us.
        members = read(Decryptor(io.BytesIO(theirs.read_bytes()), [own.identity(colleague)]))
    passed_on = stations.folder / "passed-on.ikr"
    with passed_on.open("wb") as sink, Encryptor(sink, [own.identity(laptop).recipient]) as sealed:
        sealed.write(archive(members))
    with pytest.raises(RefusedError, match="receipt-not-ours"):
        accept_receipt(laptop, passed_on)
    assert states(laptop)[0][0] == "exported"


def test_nobody_but_our_office_writes_receipts(stations: Stations, posts: Posts) -> None:
    laptop, office = posts
    body = body_of(laptop, receipt_of(office, stations))
    stations = stations.with_office("other")
    with ExitStack() as opened:
        other = opened.enter_context(stations.open("other"))
        for keys in (own.signing_keys(other), own.signing_keys(laptop), SigningKeys.generate()):
            with pytest.raises(RefusedError, match="not-our-office"):
                accept_receipt(laptop, forged(laptop, stations.folder, keys, body))
    assert states(laptop)[0][0] == "exported"


BODIES: dict[str, dict[str, Any]] = {
    "another file": {"bundles": [{"bundle": "0" * 64, "file": "0" * 64}]},
    "no bundle": {"bundles": []},
    "a digest of no form": {"bundles": [{"bundle": "0", "file": "0" * 64}]},
    "another laptop": {"laptop": "0" * 64},
    "practice": {"purpose": "practice"},
    "a later format": {"format": "interview-kit-receipt/2"},
    "a key more": {"note": "x"},
}


@pytest.mark.parametrize("what", BODIES)
def test_even_our_office_must_say_what_a_receipt_says(stations: Stations, posts: Posts, what: str) -> None:
    laptop, office = posts
    body = body_of(laptop, receipt_of(office, stations)) | BODIES[what]
    with pytest.raises(RefusedError, match=r"trust\.(body|receipt-not-ours)"):
        accept_receipt(laptop, forged(laptop, stations.folder, own.signing_keys(office), body))
    assert states(laptop)[0][0] == "exported"


def test_a_receipt_for_a_changed_copy_does_not_count(stations: Stations, posts: Posts) -> None:
    """The right bundle, but not the file that lies on this laptop."""
    laptop, office = posts
    body = body_of(laptop, receipt_of(office, stations))
    body["bundles"][0]["file"] = "0" * 64
    with pytest.raises(RefusedError, match="receipt-not-ours"):
        accept_receipt(laptop, forged(laptop, stations.folder, own.signing_keys(office), body))
    assert states(laptop)[0][0] == "exported"


@pytest.mark.parametrize("document", [Document.BUNDLE, Document.PACK, Document.REQUEST])
def test_what_the_office_signed_as_something_else_is_no_receipt(
    stations: Stations, posts: Posts, document: Document
) -> None:
    laptop, office = posts
    body = body_of(laptop, receipt_of(office, stations))
    for namespace, code in (
        (document.namespace(Purpose.REAL), "signature-invalid"),
        (document.namespace(Purpose.PRACTICE), "signature-invalid"),
        (Document.RECEIPT.namespace(Purpose.PRACTICE), "from-practice"),
    ):
        file = forged(laptop, stations.folder, own.signing_keys(office), body, namespace)
        with pytest.raises(RefusedError, match=code):
            accept_receipt(laptop, file)


def test_another_kind_of_file_is_no_receipt(stations: Stations, posts: Posts) -> None:
    laptop, _ = posts
    with pytest.raises(RefusedError, match="not-a-receipt"):
        accept_receipt(laptop, stations.stick / "office.ikp")
    with pytest.raises(RefusedError, match="receipt-not-ours"):
        accept_receipt(laptop, stations.bundle)


def test_no_changed_byte_of_a_receipt_is_believed(stations: Stations, posts: Posts) -> None:
    laptop, office = posts
    genuine = receipt_of(office, stations).read_bytes()
    file = stations.folder / "changed.ikr"
    for _, altered in changed(genuine, somewhere(genuine, 300)):
        file.write_bytes(altered)
        with pytest.raises(KitError):
            accept_receipt(laptop, file)
    assert states(laptop)[0][0] == "exported"
