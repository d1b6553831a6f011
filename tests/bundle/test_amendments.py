"""A sealed interview stays closed: corrections and withdrawals are sealed apart, and shown with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from interview_kit.bundle.export import export
from interview_kit.bundle.seal import Sealed, seal
from interview_kit.crypto.canonical import JsonValue
from interview_kit.errors import InputError
from interview_kit.interview.answer import Answer
from interview_kit.office import archive, statistics
from interview_kit.office.intake import import_bundles
from interview_kit.office.revocation import find_laptop, revoke
from interview_kit.protocol import library
from interview_kit.trust import enrolment
from interview_kit.vault import drafts, interviews
from interview_kit.vault.workspace import Workspace
from tests.attacks.forger import Forger, relink, take_apart
from tests.stations import CUSTODIAN_PASSPHRASE, Stations, introduce, record, record_and_seal

FOLLOW_UP = library.find(library.shipped_protocols(), "follow-up")
ABOUT: dict[str, JsonValue] = {"/wish/channel": "CALL", "/wish/sure": "YES", "/closing/readback": "YES"}
CORRECTION: dict[str, JsonValue] = ABOUT | {
    "/wish/kind": ["CORRECTION"],
    "/words/part": "T-the arrest",
    "/words/now": "T-it was the year after",
    "/words/names": "T-the neighbour",
}


def withdrawal(**scopes: str) -> dict[str, JsonValue]:
    return ABOUT | {"/wish/kind": ["WITHDRAWAL"]} | {f"/consent/{key}": said for key, said in scopes.items()}


@pytest.fixture
def laptop(stations: Stations) -> Iterator[Workspace]:
    with stations.laptop() as opened:
        yield opened


@pytest.fixture
def office(stations: Stations) -> Iterator[Workspace]:
    with stations.office() as opened:
        yield opened


def amend(laptop: Workspace, interview: str, answers: dict[str, JsonValue]) -> Sealed:
    amends = interviews.to_amend(laptop, interview)
    return seal(laptop, drafts.record(laptop, FOLLOW_UP, answers, Path(), amends))


def sealed(laptop: Workspace) -> Sealed:
    return seal(laptop, record(laptop))


def deliver(laptop: Workspace, office: Workspace, stations: Stations) -> None:
    export(laptop, stations.stick)
    assert import_bundles(office, [stations.stick]).quarantined == []


def test_a_correction_is_shown_together_with_its_interview(
    laptop: Workspace, office: Workspace, stations: Stations
) -> None:
    first = sealed(laptop)
    correction = amend(laptop, first.interview, CORRECTION)
    deliver(laptop, office, stations)
    shown = archive.find(office, first.interview)
    (told,) = shown.amendments
    assert told.interview == correction.interview
    assert told.answers["/words/now"] == "T-it was the year after"
    assert told.manifest.amends == (first.bundle.hex(),)
    assert correction.interview not in [one.interview for one in archive.listing(office)]


def test_names_in_a_correction_are_for_the_custodian_alone(
    laptop: Workspace, office: Workspace, stations: Stations
) -> None:
    correction = amend(laptop, sealed(laptop).interview, CORRECTION)
    deliver(laptop, office, stations)
    assert archive.find(office, correction.interview).apart == ("/words/names",)
    identity = archive.read_identity(
        office, correction.interview, custodian_passphrase=CUSTODIAN_PASSPHRASE, reason="T-check"
    )
    assert identity.answers == {"/words/names": "T-the neighbour"}


def test_nothing_of_the_interview_changes(laptop: Workspace, office: Workspace, stations: Stations) -> None:
    first = sealed(laptop)
    deliver(laptop, office, stations)
    before = archive.find(office, first.interview)
    amend(laptop, first.interview, withdrawal(sc1="NO"))
    deliver(laptop, office, stations)
    after = archive.find(office, first.interview)
    assert (after.answers, after.manifest, after.bundle) == (before.answers, before.manifest, before.bundle)
    assert after.file.read_bytes() == before.file.read_bytes()


def test_withdrawn_consent_counts_from_then_on(
    laptop: Workspace, office: Workspace, stations: Stations
) -> None:
    first = sealed(laptop)
    deliver(laptop, office, stations)
    counted = statistics.table(office)
    amend(laptop, first.interview, withdrawal(sc5="NO"))
    deliver(laptop, office, stations)
    assert archive.find(office, first.interview).consent["SC5"] == "NO"
    after = statistics.table(office)
    assert (after.denominator, after.left_out) == (counted.denominator - 1, counted.left_out + 1)


def test_consent_may_come_back_by_an_amendment_that_knows_of_the_withdrawal(
    laptop: Workspace, office: Workspace, stations: Stations
) -> None:
    first = sealed(laptop)
    amend(laptop, first.interview, withdrawal(sc5="NO", sc7="NO"))
    again = amend(laptop, first.interview, withdrawal(sc5="YES"))
    deliver(laptop, office, stations)
    shown = archive.find(office, first.interview)
    assert (shown.consent["SC5"], shown.consent["SC7"]) == ("YES", "NO")
    assert [one.interview for one in shown.amendments][-1] == again.interview


def test_of_amendments_that_do_not_know_of_each_other_the_one_that_allows_less_counts(
    laptop: Workspace, office: Workspace, stations: Stations
) -> None:
    first = sealed(laptop)
    amends = interviews.to_amend(laptop, first.interview)
    for said in ("NO", "YES"):
        seal(laptop, drafts.record(laptop, FOLLOW_UP, withdrawal(sc5=said), Path(), amends))
    deliver(laptop, office, stations)
    assert archive.find(office, first.interview).consent["SC5"] == "NO"


def test_an_amendment_waits_until_its_interview_arrives(
    laptop: Workspace, office: Workspace, stations: Stations
) -> None:
    first = sealed(laptop)
    correction = amend(laptop, first.interview, CORRECTION)
    files = export(laptop, stations.new_folder("more"))
    import_bundles(office, [files[2]])
    (row,) = archive.listing(office)
    assert (row.interview, row.state) == (correction.interview, "waiting")
    assert statistics.table(office).denominator == 0
    import_bundles(office, [files[1]])
    (row,) = archive.listing(office)
    assert (row.interview, row.state) == (first.interview, "received")
    assert len(row.amendments) == 1


def test_what_is_amended_again_follows_all_that_went_before(laptop: Workspace) -> None:
    first = sealed(laptop)
    second = amend(laptop, first.interview, CORRECTION)
    ids = sorted([first.bundle.hex(), second.bundle.hex()])
    assert list(interviews.to_amend(laptop, first.interview)) == ids
    assert list(interviews.to_amend(laptop, second.interview)) == ids
    (row,) = (one for one in interviews.listing(laptop) if one.interview == second.interview)
    assert row.about == first.interview


def test_a_draft_needs_no_amendment_and_an_amendment_needs_its_interview(laptop: Workspace) -> None:
    with pytest.raises(InputError, match="not-sealed"):
        drafts.amend(laptop, record(laptop), FOLLOW_UP)
    with pytest.raises(InputError, match="amends-nothing"):
        drafts.begin(laptop, FOLLOW_UP)


def test_a_withdrawal_that_withdraws_nothing_is_not_sealed(laptop: Workspace) -> None:
    first = sealed(laptop)
    draft = drafts.record(
        laptop, FOLLOW_UP, withdrawal(), Path(), interviews.to_amend(laptop, first.interview)
    )
    with pytest.raises(InputError, match="not-ready"):
        seal(laptop, draft)


@pytest.fixture
def forger(stations: Stations) -> Forger:
    """Somebody who holds the laptop's keys."""
    return take_apart(stations)


def test_a_manifest_that_names_what_the_journal_does_not_is_refused(
    forger: Forger, office: Workspace, stations: Stations
) -> None:
    """Else whoever holds the keys of one laptop could turn an old interview into a withdrawal."""
    forger.manifest["amends"] = ["0" * 64]
    (refusal,) = import_bundles(office, [forger.write(stations.folder)]).quarantined
    assert refusal.error.code == "bundle.journal"


def test_another_laptop_may_only_lessen_what_is_allowed(stations: Stations) -> None:
    """Whoever holds the keys of one laptop, stolen or not, gives no consent for another's witnesses."""
    both = stations.with_laptop("other")
    with both.laptop() as laptop, both.open("other") as other, both.office() as office:
        introduce(other, office, both.stick)
        first = sealed(laptop)
        withdrawn = amend(laptop, first.interview, withdrawal(sc5="NO"))
        amends = sorted([first.bundle.hex(), withdrawn.bundle.hex()])
        for said in (withdrawal(sc5="YES", sc7="YES"), withdrawal(sc9="NO")):
            seal(other, drafts.record(other, FOLLOW_UP, said, Path(), amends))
        export(other, both.stick)
        deliver(laptop, office, both)
        shown = archive.find(office, first.interview)
        assert len(shown.amendments) == 3
        before = shown.manifest.consent
        assert (shown.consent["SC5"], shown.consent["SC9"]) == ("NO", "NO")
        assert shown.consent["SC7"] == before["SC7"]


def test_a_withdrawal_that_is_held_is_heeded_all_the_same(
    laptop: Workspace, office: Workspace, stations: Stations
) -> None:
    """A laptop is revoked, and what it sealed last may be forged; the witness is safer if it is believed."""
    first = sealed(laptop)
    deliver(laptop, office, stations)
    amend(laptop, first.interview, withdrawal(sc5="NO", sc7="YES"))
    deliver(laptop, office, stations)
    counted = statistics.table(office).denominator
    before = archive.find(office, first.interview)
    assert before.consent["SC5"] == "NO"
    revoke(office, find_laptop(office, "T-1"), "T-stolen", first.number)
    shown = archive.find(office, first.interview)
    assert shown.amendments == ()
    assert shown.consent == shown.manifest.consent | {"SC5": "NO"}
    assert statistics.table(office).denominator == counted


def test_a_laptop_with_new_keys_speaks_for_its_own_witnesses_still(
    laptop: Workspace, office: Workspace, stations: Stations
) -> None:
    first = sealed(laptop)
    amend(laptop, first.interview, withdrawal(sc5="NO"))
    enrolment.rotate(laptop)
    enrolment.write_request(laptop, stations.stick / "new.ike")
    enrolment.enrol(office, stations.stick / "new.ike")
    amend(laptop, first.interview, withdrawal(sc5="YES"))
    deliver(laptop, office, stations)
    assert archive.find(office, first.interview).consent["SC5"] == "YES"


def test_of_two_heads_of_one_amendment_the_one_that_allows_less_counts(
    stations: Stations, tmp_path: Path
) -> None:
    """A restored copy of the laptop went on with the same draft; or a thief did."""
    with stations.laptop() as laptop:
        first = sealed(laptop)
        amends = interviews.to_amend(laptop, first.interview)
        draft = drafts.record(laptop, FOLLOW_UP, withdrawal(sc5="NO"), Path(), amends)
    copy = stations.copied_to(tmp_path / "copy")
    with stations.laptop() as laptop:
        seal(laptop, draft)
        export(laptop, stations.stick)
    with copy.laptop() as gone_on:
        record_and_seal(gone_on)
        drafts.open_draft(gone_on, draft).answer("/consent/sc5", Answer("YES"))
        seal(gone_on, draft)
        export(gone_on, stations.stick)
    with stations.office() as office:
        import_bundles(office, [stations.stick])
        assert archive.find(office, first.interview).consent["SC5"] == "NO"


def test_an_interview_is_not_hidden_by_a_bundle_that_calls_it_an_amendment(
    forger: Forger, office: Workspace, stations: Stations
) -> None:
    import_bundles(office, [stations.stick])
    (shown,) = archive.listing(office)
    entries = forger.journal()
    begin = entries[0]
    value = {**begin.to_json()["value"], "amends": ["0" * 64]}
    forger.rewrite_journal(
        relink(forger.manifest["interview"], [replace(begin, value=value, encoded=None), *entries[1:]])
    )
    forger.manifest |= {"amends": ["0" * 64], "number": 2, "previous": shown.bundle.hex()}
    assert import_bundles(office, [forger.write(stations.folder)]).quarantined == []
    (still,) = archive.listing(office)
    assert (still.bundle, still.state) == (shown.bundle, "conflict")
