"""Office and laptop replace their keys; nobody compares fingerprints again, and nothing is lost."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from interview_kit.bundle.export import export
from interview_kit.bundle.seal import seal
from interview_kit.crypto import keys
from interview_kit.crypto.age import HybridIdentity
from interview_kit.errors import InputError, RefusedError
from interview_kit.office import archive
from interview_kit.office.intake import import_bundles
from interview_kit.trust import custody, enrolment, office_keys, own, packs
from interview_kit.trust.packs import accept_pack, write_pack
from interview_kit.trust.receipts import accept_receipt
from interview_kit.trust.roster import roster
from interview_kit.vault import drafts, interviews
from interview_kit.vault.workspace import Workspace
from tests.stations import CUSTODIAN_PASSPHRASE, Stations, record

NEW_PASSPHRASE = "quiet harbour before the storm"


@pytest.fixture
def laptop(stations: Stations) -> Iterator[Workspace]:
    with stations.laptop() as opened:
        yield opened


@pytest.fixture
def office(stations: Stations) -> Iterator[Workspace]:
    with stations.office() as opened:
        yield opened


def hand_pack(office: Workspace, laptop: Workspace, stations: Stations) -> None:
    """Bring the office's latest pack to the laptop; nobody types a fingerprint."""
    write_pack(office, stations.stick / "next.ikp", ())
    accept_pack(laptop, stations.stick / "next.ikp", None)


def deliver(laptop: Workspace, office: Workspace, stations: Stations) -> None:
    """Seal one more interview, and bring everything to the office."""
    seal(laptop, record(laptop))
    export(laptop, stations.stick)
    report = import_bundles(office, [stations.stick], stations.new_folder("receipts"))
    assert report.quarantined == []


def test_a_laptop_follows_the_office_to_its_new_keys(
    laptop: Workspace, office: Workspace, stations: Stations
) -> None:
    before = packs.office_fingerprint(office)
    office_keys.rotate(office)
    office_keys.rotate(office)
    hand_pack(office, laptop, stations)
    pinned = packs.pinned(laptop)
    assert pinned is not None
    assert pinned.fingerprint == packs.office_fingerprint(office) != before


def test_what_was_sealed_to_the_keys_before_is_still_read(
    laptop: Workspace, office: Workspace, stations: Stations
) -> None:
    seal(laptop, record(laptop))
    office_keys.rotate(office)
    deliver(laptop, office, stations)
    hand_pack(office, laptop, stations)
    deliver(laptop, office, stations)
    assert len(archive.listing(office)) == 4
    recipients = {one.manifest.recipients for one in archive.listing(office)}
    assert len(recipients) == 2


def test_the_custodian_reads_identities_sealed_to_either_key(
    laptop: Workspace, office: Workspace, stations: Stations
) -> None:
    deliver(laptop, office, stations)
    office_keys.rotate_custodian(office, CUSTODIAN_PASSPHRASE, NEW_PASSPHRASE, keys.FLOOR)
    hand_pack(office, laptop, stations)
    deliver(laptop, office, stations)
    custodians = {one.manifest.custodian for one in archive.listing(office)}
    assert custodians == set(custody.recipients(office))
    assert len(custodians) == 2
    for one in archive.listing(office):
        opened = archive.read_identity(
            office, one.interview, custodian_passphrase=NEW_PASSPHRASE, reason="T-check"
        )
        assert opened.answers
    with pytest.raises(InputError, match="custodian-passphrase-wrong"):
        custody.identities(office, CUSTODIAN_PASSPHRASE)


def test_the_keys_before_lead_nowhere_else(laptop: Workspace, office: Workspace, stations: Stations) -> None:
    """A laptop that followed does not go back, and takes no office that only says it is the successor."""
    write_pack(office, stations.stick / "old.ikp", ())
    office_keys.rotate(office)
    hand_pack(office, laptop, stations)
    with pytest.raises(RefusedError, match="not-our-office"):
        accept_pack(laptop, stations.stick / "old.ikp", None)


def test_a_succession_that_the_keys_before_did_not_sign_is_refused(
    laptop: Workspace, office: Workspace, stations: Stations
) -> None:
    with stations.with_office("other").open("other") as other:
        office_keys.rotate(office)
        (genuine,) = office_keys.before(office)
        # somebody else's office, with our office's signature over other keys in front of it
        other.set_setting("office keys before", [genuine.model_dump(mode="json")])
        write_pack(other, stations.stick / "other.ikp", ())
        with pytest.raises(RefusedError, match=r"trust\.succession"):
            accept_pack(laptop, stations.stick / "other.ikp", None)
    pinned = packs.pinned(laptop)
    assert pinned is not None
    assert pinned.pack.office == genuine.office


def test_a_further_key_opens_what_is_sealed_from_then_on(
    laptop: Workspace, office: Workspace, stations: Stations
) -> None:
    elsewhere = HybridIdentity.generate()
    office_keys.add_recipient(office, str(elsewhere.recipient), "T-vault")
    hand_pack(office, laptop, stations)
    deliver(laptop, office, stations)
    sealed = max(archive.listing(office), key=lambda one: one.manifest.number)
    assert str(elsewhere.recipient) in sealed.manifest.recipients
    office_keys.remove_recipient(office, "T-vault")
    assert office_keys.further_recipients(office) == {}
    hand_pack(office, laptop, stations)
    assert str(elsewhere.recipient) not in packs.must_be_pinned(laptop).pack.recipients


def test_a_further_key_is_neither_taken_twice_nor_the_custodians(office: Workspace) -> None:
    for known in (str(own.identity(office).recipient), custody.kept(office).recipient):
        with pytest.raises(InputError, match="recipient-known"):
            office_keys.add_recipient(office, known, "T-again")
    with pytest.raises(InputError, match="no-such-recipient"):
        office_keys.remove_recipient(office, "T-nobody")


def test_two_further_keys_do_not_share_a_name(office: Workspace) -> None:
    """It is by the name that one of them is taken away again."""
    first, second = (str(HybridIdentity.generate().recipient) for _ in range(2))
    office_keys.add_recipient(office, first, "T-vault")
    with pytest.raises(InputError, match="recipient-name-known"):
        office_keys.add_recipient(office, second, "T-vault")
    assert office_keys.further_recipients(office) == {first: "T-vault"}


def test_a_laptop_with_new_keys_is_enrolled_without_comparing_again(
    laptop: Workspace, office: Workspace, stations: Stations
) -> None:
    deliver(laptop, office, stations)
    before = laptop.author
    enrolment.rotate(laptop)
    enrolment.write_request(laptop, stations.stick / "new.ike")
    enrolled = enrolment.enrol(office, stations.stick / "new.ike")
    assert enrolled.name == roster(office)[before].name
    ended = roster(office)[before].ended
    assert ended is not None
    assert (ended.why, ended.number) == ("replaced", 2)
    deliver(laptop, office, stations)
    assert len(archive.listing(office)) == 3


def test_receipts_for_what_the_keys_before_sealed_are_still_read(
    laptop: Workspace, office: Workspace, stations: Stations
) -> None:
    enrolment.rotate(laptop)
    report = import_bundles(office, [stations.stick], stations.new_folder("receipts"))
    (receipt,) = report.receipts
    assert accept_receipt(laptop, receipt) == report.accepted


def test_an_open_draft_goes_on_under_the_new_keys(
    laptop: Workspace, office: Workspace, stations: Stations
) -> None:
    draft = record(laptop)
    enrolment.rotate(laptop)
    enrolment.write_request(laptop, stations.stick / "new.ike")
    enrolment.enrol(office, stations.stick / "new.ike")
    taken = drafts.open_draft(laptop, draft)
    taken.take_over()
    assert taken.interview.entries[-1].to_json()["value"] == {
        "from": roster(office)[own.key_ids(laptop)[1]].key,
        "why": "new-keys",
        "workspace": laptop.id,
    }
    assert seal(laptop, draft).number == 1
    export(laptop, stations.stick)
    assert import_bundles(office, [stations.stick]).quarantined == []


def test_keys_that_came_and_went_unseen_still_count_for_what_they_sealed(
    laptop: Workspace, office: Workspace, stations: Stations
) -> None:
    enrolment.rotate(laptop)
    seal(laptop, record(laptop))
    enrolment.rotate(laptop)
    enrolment.write_request(laptop, stations.stick / "new.ike")
    enrolment.enrol(office, stations.stick / "new.ike")
    deliver(laptop, office, stations)
    assert [one.progress for one in interviews.listing(laptop)] == ["exported"] * 3
    assert len(archive.listing(office)) == 3


def test_a_stranger_cannot_say_to_be_an_enrolled_laptop_with_new_keys(
    laptop: Workspace, office: Workspace, stations: Stations
) -> None:
    enrolment.rotate(laptop)
    (genuine,) = enrolment.own_request(laptop).before
    with stations.with_laptop("stranger").open("stranger") as stranger:
        line = {"to": stranger.author, "before": [genuine.model_dump(mode="json")]}
        stranger.set_setting("laptop keys before", line)
        enrolment.write_request(stranger, stations.stick / "stranger.ike")
    with pytest.raises(RefusedError, match=r"trust\.succession"):
        enrolment.enrol(office, stations.stick / "stranger.ike")
    assert len(roster(office)) == 1


def test_a_laptop_nobody_knows_needs_its_fingerprint_compared(office: Workspace, stations: Stations) -> None:
    with stations.with_laptop("stranger").open("stranger") as stranger:
        enrolment.write_request(stranger, stations.stick / "stranger.ike")
    with pytest.raises(InputError, match="laptop-fingerprint-needed"):
        enrolment.enrol(office, stations.stick / "stranger.ike")
