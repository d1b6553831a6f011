"""An office burns down: paper shares and a file on a stick make it the same office again."""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from pathlib import Path

import pytest

from interview_kit.bundle.export import export
from interview_kit.bundle.seal import seal
from interview_kit.crypto import keys
from interview_kit.crypto.age import HybridIdentity, HybridRecipient
from interview_kit.crypto.shares import Share
from interview_kit.errors import InputError, RefusedError
from interview_kit.office import archive, rotation
from interview_kit.office.intake import import_bundles
from interview_kit.office.revocation import find_laptop, held, release, revoke
from interview_kit.trust import custody, office_keys, own, packs, recovery, supervisors
from interview_kit.trust.packs import accept_pack, write_pack
from interview_kit.trust.recovery import CustodianSecrets, OfficeSecrets, Whose
from interview_kit.trust.roster import roster
from interview_kit.vault.slots import Part
from interview_kit.vault.workspace import Workspace
from tests.changes import changed, somewhere
from tests.stations import CUSTODIAN_PASSPHRASE, PASSPHRASE, Stations, record

NEW_PASSPHRASE = "quiet harbour before the storm"


@pytest.fixture
def laptop(stations: Stations) -> Iterator[Workspace]:
    with stations.laptop() as opened:
        yield opened


@pytest.fixture
def office(stations: Stations) -> Iterator[Workspace]:
    with stations.office() as opened:
        yield opened


@pytest.fixture
def safe(stations: Stations) -> Path:
    """Where recovery files are kept."""
    return stations.new_folder("safe place")


def handed_out(
    office: Workspace, safe: Path, threshold: int = 2, count: int = 2, whose: Whose = "office"
) -> tuple[tuple[Share, ...], Path]:
    """Make shares and the file they open."""
    made, shares = recovery.make_shares(threshold, count)
    identities = custody.identities(office, CUSTODIAN_PASSPHRASE) if whose == "custodian" else ()
    return shares, recovery.hand_out(office, whose, made, safe, identities)


def recovered(file: Path, shares: tuple[Share, ...], folder: Path) -> Workspace:
    secrets = recovery.read(file, shares)
    assert isinstance(secrets, OfficeSecrets)
    return recovery.recover_office(folder, secrets, PASSPHRASE, keys.FLOOR)


def test_any_two_of_three_shares_bring_the_office_back(
    laptop: Workspace, office: Workspace, stations: Stations, safe: Path, tmp_path: Path
) -> None:
    office_keys.rotate(office)
    shares, file = handed_out(office, safe, 2, 3)
    import_bundles(office, [stations.stick])
    with recovered(file, (shares[2], shares[0]), tmp_path / "again") as again:
        assert packs.office_fingerprint(again) == packs.office_fingerprint(office)
        assert roster(again) == roster(office)
        assert own.key_ids(again) == own.key_ids(office)
        seal(laptop, record(laptop))  # to the keys of before, which the laptop still pins
        export(laptop, stations.stick)
        assert import_bundles(again, [stations.stick]).quarantined == []
        (one, *_) = archive.listing(again)
        identity = archive.read_identity(
            again, one.interview, custodian_passphrase=CUSTODIAN_PASSPHRASE, reason="T-check"
        )
        assert identity.answers


def test_laptops_take_the_packs_of_a_recovered_office(
    laptop: Workspace, office: Workspace, stations: Stations, safe: Path, tmp_path: Path
) -> None:
    """Also where packs were written after the recovery file was."""
    shares, file = handed_out(office, safe)
    for _ in range(3):
        write_pack(office, stations.stick / "later.ikp", ())
    accept_pack(laptop, stations.stick / "later.ikp", None)
    with recovered(file, shares, tmp_path / "again") as again:
        write_pack(again, stations.stick / "again.ikp", ())
    assert accept_pack(laptop, stations.stick / "again.ikp", None).pack.number > 1_000_000


def test_what_was_revoked_and_released_stays_so(
    laptop: Workspace, office: Workspace, stations: Stations, safe: Path, tmp_path: Path
) -> None:
    for _ in range(2):
        seal(laptop, record(laptop))
    export(laptop, stations.stick)
    import_bundles(office, [stations.stick])
    revoke(office, find_laptop(office, "T-1"), "T-stolen", 1)
    words = {"T-Ann": "quiet orchard behind walls", "T-Bo": "quiet lantern over water"}
    for name, passphrase in words.items():
        supervisors.add(office, name, passphrase, keys.FLOOR)
    release(office, held(office)[0].bundle.hex(), "T-asked", *words.items())
    shares, file = handed_out(office, safe)
    with recovered(file, shares, tmp_path / "again") as again:
        import_bundles(again, [stations.stick])
        assert {one.bundle for one in archive.listing(again)} == {
            one.bundle for one in archive.listing(office)
        }
        assert [one.number for one in held(again)] == [3]
        assert supervisors.names(again) == ["T-Ann", "T-Bo"]
        ended, then = (find_laptop(one, "T-1").ended for one in (again, office))
        assert ended is not None
        assert then is not None
        assert (ended.number, ended.time) == (1, then.time)


def test_the_custodian_gets_a_new_passphrase_with_shares_of_its_own(
    office: Workspace, stations: Stations, safe: Path
) -> None:
    import_bundles(office, [stations.stick])
    shares, file = handed_out(office, safe, 2, 3, whose="custodian")
    secrets = recovery.read(file, shares[1:])
    assert isinstance(secrets, CustodianSecrets)
    recovery.recover_custodian(office, secrets, NEW_PASSPHRASE, keys.FLOOR)
    with pytest.raises(InputError, match="custodian-passphrase-wrong"):
        custody.identities(office, CUSTODIAN_PASSPHRASE)
    assert len(custody.identities(office, NEW_PASSPHRASE)) == 1


def test_the_custodians_keys_of_another_office_are_not_taken(
    office: Workspace, stations: Stations, safe: Path
) -> None:
    shares, file = handed_out(office, safe, whose="custodian")
    secrets = recovery.read(file, shares)
    assert isinstance(secrets, CustodianSecrets)
    with (
        stations.with_office("other").open("other") as other,
        pytest.raises(InputError, match="shares-other-file"),
    ):
        recovery.recover_custodian(other, secrets, NEW_PASSPHRASE, keys.FLOOR)


def test_new_keys_need_a_new_recovery_file(office: Workspace, safe: Path, tmp_path: Path) -> None:
    shares, file = handed_out(office, safe)
    fingerprint = packs.office_fingerprint(office)
    with pytest.raises(InputError, match="recovery-folder-owed"):
        rotation.rotate(office)
    assert packs.office_fingerprint(office) == fingerprint
    rotation.rotate(office, safe)
    with recovered(file, shares, tmp_path / "again") as again:
        assert packs.office_fingerprint(again) == packs.office_fingerprint(office) != fingerprint
        assert len(own.past_keys(again)) == 1


def test_a_new_custodians_key_is_in_both_files(
    laptop: Workspace, office: Workspace, stations: Stations, safe: Path, tmp_path: Path
) -> None:
    """Else a recovered office could not read identities sealed since."""
    shares, file = handed_out(office, safe)
    of_custodian, file_of_custodian = handed_out(office, safe, whose="custodian")
    rotation.rotate_custodian(office, CUSTODIAN_PASSPHRASE, NEW_PASSPHRASE, safe, keys.FLOOR)
    now_used = custody.kept(office).recipient
    with recovered(file, shares, tmp_path / "again") as again:
        assert custody.kept(again).recipient == now_used
    secrets = recovery.read(file_of_custodian, of_custodian)
    assert isinstance(secrets, CustodianSecrets)
    assert len(secrets.seeds) == 2


def test_shares_of_before_do_not_open_what_new_ones_do(office: Workspace, safe: Path) -> None:
    old, _ = handed_out(office, safe)
    _, file = handed_out(office, safe)
    with pytest.raises(InputError, match="shares-other-file"):
        recovery.read(file, old)


def test_one_share_opens_nothing_and_no_file_is_written_without_shares(office: Workspace, safe: Path) -> None:
    assert recovery.write(office, safe) == []
    assert list(safe.iterdir()) == []
    shares, file = handed_out(office, safe)
    with pytest.raises(InputError, match="too-few"):
        recovery.read(file, shares[:1])


def test_shares_whose_sheets_did_not_come_out_change_nothing(
    office: Workspace, safe: Path, tmp_path: Path
) -> None:
    """A printer jams, the program is killed: the sheets of before still open what is written."""
    shares, _ = handed_out(office, safe)
    recovery.make_shares(2, 2)
    rotation.rotate(office, safe)
    (file,) = safe.iterdir()
    with recovered(file, shares, tmp_path / "again") as again:
        assert packs.office_fingerprint(again) == packs.office_fingerprint(office)


def test_a_recovery_file_is_owed_until_it_holds_what_is_in_force(
    laptop: Workspace, office: Workspace, stations: Stations, safe: Path
) -> None:
    assert recovery.owed(office) == ()
    handed_out(office, safe)
    assert recovery.owed(office) == ()
    for change in (
        lambda: office_keys.add_recipient(office, str(HybridIdentity.generate().recipient), "T-vault"),
        lambda: office_keys.rotate(office),
        lambda: revoke(office, find_laptop(office, "T-1"), "T-stolen", 0),
        lambda: supervisors.add(office, "T-Ann", "quiet orchard behind walls", keys.FLOOR),
    ):
        change()
        assert recovery.owed(office) == ("office",)
        recovery.write(office, safe)
        assert recovery.owed(office) == ()
    import_bundles(office, [stations.stick])
    assert recovery.owed(office) == ()


def test_a_rotation_cut_off_before_its_file_leaves_it_owed(office: Workspace, safe: Path) -> None:
    handed_out(office, safe, whose="custodian")
    office_keys.rotate_custodian(office, CUSTODIAN_PASSPHRASE, NEW_PASSPHRASE, keys.FLOOR)
    assert recovery.owed(office) == ("custodian",)
    recovery.write(office, safe, custody.identities(office, NEW_PASSPHRASE))
    assert recovery.owed(office) == ()


def test_with_shares_of_the_custodian_alone_the_office_replaces_its_keys_all_the_same(
    office: Workspace, safe: Path
) -> None:
    handed_out(office, safe, whose="custodian")
    before = packs.office_fingerprint(office)
    rotation.rotate(office, safe)
    assert packs.office_fingerprint(office) != before


class Odd(Part):
    """What no version of the program writes."""

    whose: str = "custodian"
    seeds: tuple[str, ...]


def test_a_file_of_another_form_is_refused_without_quoting_a_key(office: Workspace, safe: Path) -> None:
    made, shares = recovery.make_shares(2, 2)
    odd = Odd(seeds=("T-secret",))
    recovery._encrypt(HybridRecipient.parse(made.recipient), odd, safe / "odd.ikk")
    with pytest.raises(RefusedError, match="not-a-recovery-file") as refused:
        recovery.read(safe / "odd.ikk", shares)
    assert "T-secret" not in "".join(traceback.format_exception(refused.value))


def test_no_changed_byte_of_a_recovery_file_is_taken(office: Workspace, safe: Path) -> None:
    shares, file = handed_out(office, safe)
    whole = file.read_bytes()
    for _, altered in changed(whole, somewhere(whole, 30)):
        file.write_bytes(altered)
        with pytest.raises((RefusedError, InputError)):
            recovery.read(file, shares)


def test_the_workspace_keeps_nothing_that_opens_a_recovery_file(office: Workspace, safe: Path) -> None:
    shares, _ = handed_out(office, safe)
    kept = office.setting("recovery of office")
    assert isinstance(kept, dict)
    assert set(kept) == {"recipient", "set", "threshold", "count", "made", "written"}
    assert str(kept["recipient"]).startswith("age1pq")
    assert shares[0].threshold == 2


def test_a_laptop_has_no_recovery_file(laptop: Workspace, safe: Path) -> None:
    made, _ = recovery.make_shares(2, 2)
    with pytest.raises(InputError):
        recovery.hand_out(laptop, "office", made, safe)
    assert list(safe.iterdir()) == []
