"""A team pack tells the laptops who is in the team and what is safe, and tells nobody else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from interview_kit.crypto import canonical, ustar
from interview_kit.crypto.age import Encryptor
from interview_kit.crypto.signatures import SigningKeys
from interview_kit.errors import InputError, RefusedError
from interview_kit.interview.journal import now
from interview_kit.office.intake import import_bundles
from interview_kit.office.revocation import find_laptop, revoke
from interview_kit.trust import enrolment, office_keys, own, packs, roster, team
from interview_kit.trust.packs import Pinned
from interview_kit.trust.signed import Document, write_head
from interview_kit.trust.team import TeamWord
from interview_kit.vault import backup, interviews
from interview_kit.vault.header import Purpose
from interview_kit.vault.workspace import Workspace
from tests.changes import changed, somewhere
from tests.stations import Stations


@pytest.fixture
def laptop(stations: Stations) -> Iterator[Workspace]:
    with stations.laptop() as opened:
        yield opened


@pytest.fixture
def office(stations: Stations) -> Iterator[Workspace]:
    with stations.office() as opened:
        yield opened


@pytest.fixture
def file(stations: Stations) -> Path:
    return stations.stick / "team.ikp"


def progress(laptop: Workspace) -> str:
    (row,) = interviews.listing(laptop)
    return row.progress


def back_up(office: Workspace, stations: Stations) -> None:
    office.keyring.set_recovery_code()
    backup.write(office, stations.new_folder("safe place"), now())


def test_an_interview_is_safe_once_the_office_was_backed_up(
    laptop: Workspace, office: Workspace, stations: Stations, file: Path
) -> None:
    import_bundles(office, [stations.stick])
    team.write_team_pack(office, file)
    assert team.accept_team_pack(laptop, file).safe == ()
    assert progress(laptop) == "exported"
    back_up(office, stations)
    team.write_team_pack(office, file)
    assert team.accept_team_pack(laptop, file).safe == (interviews.listing(laptop)[0].interview,)
    assert progress(laptop) == "safe"
    assert team.accept_team_pack(laptop, file).safe == ()


def test_what_arrived_after_the_backup_is_not_safe_yet(
    laptop: Workspace, office: Workspace, stations: Stations, file: Path
) -> None:
    back_up(office, stations)
    import_bundles(office, [stations.stick])
    team.write_team_pack(office, file)
    team.accept_team_pack(laptop, file)
    assert progress(laptop) == "exported"


def test_a_laptop_that_was_revoked_reads_none(
    laptop: Workspace, office: Workspace, stations: Stations, file: Path
) -> None:
    other = stations.with_laptop("other").open("other")
    with other:
        fingerprint = enrolment.write_request(other, stations.stick / "other.ike")
        enrolment.enrol(office, stations.stick / "other.ike", fingerprint, "T-2")
        fingerprint = packs.write_pack(office, stations.stick / "p.ikp", ())
        packs.accept_pack(other, stations.stick / "p.ikp", fingerprint)
        revoke(office, find_laptop(office, "T-1"), "T-lost")
        team.write_team_pack(office, file)
        assert team.accept_team_pack(other, file).number == roster.number(office)
    with pytest.raises(RefusedError, match="team-pack-not-ours"):
        team.accept_team_pack(laptop, file)


def test_a_laptop_with_new_keys_reads_on(
    laptop: Workspace, office: Workspace, stations: Stations, file: Path
) -> None:
    enrolment.rotate(laptop)
    team.write_team_pack(office, file)
    assert team.accept_team_pack(laptop, file).safe == ()
    enrolment.write_request(laptop, stations.stick / "new.ike")
    enrolment.enrol(office, stations.stick / "new.ike")
    team.write_team_pack(office, file)
    assert isinstance(team.accept(laptop, file), TeamWord)


def test_either_kind_of_pack_is_taken_by_the_same_door(
    laptop: Workspace, office: Workspace, stations: Stations, file: Path
) -> None:
    team.write_team_pack(office, file)
    packs.write_pack(office, stations.stick / "public.ikp", ())
    assert isinstance(team.accept(laptop, file), TeamWord)
    assert isinstance(team.accept(laptop, stations.stick / "public.ikp"), Pinned)


def test_an_older_team_pack_is_refused(
    laptop: Workspace, office: Workspace, stations: Stations, file: Path
) -> None:
    team.write_team_pack(office, file)
    team.write_team_pack(office, stations.stick / "newer.ikp")
    team.accept_team_pack(laptop, stations.stick / "newer.ikp")
    with pytest.raises(RefusedError, match="pack-older"):
        team.accept_team_pack(laptop, file)


def test_nobody_outside_the_team_reads_it(office: Workspace, stations: Stations, file: Path) -> None:
    team.write_team_pack(office, file)
    assert b"T-1" not in file.read_bytes()
    with stations.with_laptop("stranger").open("stranger") as stranger:
        fingerprint = packs.write_pack(office, stations.stick / "p.ikp", ())
        packs.accept_pack(stranger, stations.stick / "p.ikp", fingerprint)
        with pytest.raises(RefusedError, match="team-pack-not-ours"):
            team.accept_team_pack(stranger, file)


def test_only_the_pinned_office_says_what_is_safe(
    laptop: Workspace, office: Workspace, stations: Stations, file: Path
) -> None:
    """Anybody can encrypt to a laptop; a practice namespace or another signer is worth nothing."""
    import_bundles(office, [stations.stick])
    back_up(office, stations)
    told = team.roster_of(office).model_copy(update={"number": 9})
    body = canonical.encode(told.model_dump(mode="json"))
    recipient = own.identity(laptop).recipient
    for keys, purpose in (
        (SigningKeys.generate(), Purpose.REAL),
        (own.signing_keys(laptop), Purpose.REAL),
        (own.signing_keys(office), Purpose.PRACTICE),
    ):
        with file.open("wb") as sink, Encryptor(sink, [recipient]) as sealed:
            archive = ustar.Writer(sealed)
            write_head(archive, Document.ROSTER, purpose, keys, body)
            archive.finish()
        with pytest.raises(RefusedError, match=r"not-our-office|from-practice"):
            team.accept_team_pack(laptop, file)
    assert progress(laptop) == "exported"


def test_no_changed_byte_of_it_is_taken(laptop: Workspace, office: Workspace, file: Path) -> None:
    team.write_team_pack(office, file)
    whole = file.read_bytes()
    for _, altered in changed(whole, somewhere(whole, 60)):
        file.write_bytes(altered)
        with pytest.raises(RefusedError):
            team.accept_team_pack(laptop, file)


def test_an_office_without_laptops_writes_none(stations: Stations, file: Path) -> None:
    with (
        stations.with_office("empty").open("empty") as empty,
        pytest.raises(InputError, match="no-laptops"),
    ):
        team.write_team_pack(empty, file)


def test_a_new_office_key_signs_the_next_one(
    laptop: Workspace, office: Workspace, stations: Stations, file: Path
) -> None:
    office_keys.rotate(office)
    team.write_team_pack(office, file)
    with pytest.raises(RefusedError, match="not-our-office"):
        team.accept_team_pack(laptop, file)
    packs.write_pack(office, stations.stick / "public.ikp", ())
    packs.accept_pack(laptop, stations.stick / "public.ikp", None)
    assert team.accept_team_pack(laptop, file).number == roster.number(office)


def test_a_bundle_whose_file_is_lost_or_damaged_is_not_called_safe(
    laptop: Workspace, office: Workspace, stations: Stations, file: Path
) -> None:
    import_bundles(office, [stations.stick])
    (kept,) = (office.folder / "sealed").iterdir()
    whole = kept.read_bytes()
    office.keyring.set_recovery_code()
    for spoil in (lambda: kept.write_bytes(whole[:-1]), kept.unlink):
        spoil()
        assert backup.write(office, stations.new_folder("safe place"), now()).missing == 1
        team.write_team_pack(office, file)
        assert team.accept_team_pack(laptop, file).safe == ()
    import_bundles(office, [stations.stick])  # the same bundle again puts the file back
    assert backup.write(office, stations.new_folder("safe place"), now()).missing == 0
    team.write_team_pack(office, file)
    assert len(team.accept_team_pack(laptop, file).safe) == 1
