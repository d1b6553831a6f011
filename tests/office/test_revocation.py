"""A laptop is revoked up to a bundle: what chains up to it counts, the rest is held until two people agree.

Invariant 8: importing is idempotent and order-free: same bundles and roster, same archive.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from interview_kit.bundle.export import export
from interview_kit.bundle.seal import seal
from interview_kit.crypto import keys
from interview_kit.errors import InputError, RefusedError
from interview_kit.office import archive, chains, revocation
from interview_kit.office.enrolling import enrol
from interview_kit.office.intake import import_bundles
from interview_kit.office.reopening import reopened, seal_for
from interview_kit.office.revocation import find_laptop, held, release, revoke
from interview_kit.trust import enrolment, office_keys, own, roster, supervisors
from interview_kit.trust.supervisors import Signed
from interview_kit.vault.workspace import Workspace
from tests.attacks.forger import Forger, take_apart
from tests.changes import chance
from tests.stations import CUSTODIAN_PASSPHRASE, Stations, record

WORDS = {"T-Ann": "quiet orchard behind walls", "T-Bo": "quiet lantern over water"}


@pytest.fixture
def forger(stations: Stations) -> Forger:
    """Somebody who holds the laptop's keys; asked for before the office, whose keys he borrows."""
    return take_apart(stations)


@pytest.fixture
def office(stations: Stations) -> Iterator[Workspace]:
    with stations.office() as opened:
        yield opened


@pytest.fixture
def files(stations: Stations) -> list[Path]:
    """Four bundles of one laptop, by seal number."""
    with stations.laptop() as laptop:
        for _ in range(3):
            seal(laptop, record(laptop))
        written = [stations.bundle, *export(laptop, stations.new_folder("more"))]
    return [written[0], *written[2:]]


def numbers(office: Workspace) -> list[int]:
    """The seal numbers of what counts."""
    return sorted(one.manifest.number for one in archive.listing(office))


def content(office: Workspace) -> dict[str, list[tuple[Any, ...]]]:
    """What the archive holds, without times and names of files."""
    run = office.database.run
    return {
        "bundles": run(
            "SELECT id, interview, laptop, number, manifest, body, digest, standing FROM bundle ORDER BY id"
        ),
        "answers": run("SELECT * FROM archived_answer ORDER BY bundle, path"),
        "protocols": run("SELECT digest FROM protocol ORDER BY digest"),
        "quarantined": run("SELECT digest, code FROM quarantined ORDER BY digest"),
    }


def test_what_was_sealed_up_to_the_last_trusted_bundle_counts(office: Workspace, files: list[Path]) -> None:
    import_bundles(office, files)
    assert revoke(office, find_laptop(office, "T-1"), "T-stolen", 2) == (2, 2)
    assert numbers(office) == [1, 2]
    assert [one.number for one in held(office)] == [3, 4]


def test_what_arrives_after_a_revocation_is_held_and_received(
    office: Workspace, files: list[Path], stations: Stations
) -> None:
    import_bundles(office, files[:2])
    revoke(office, find_laptop(office, "T-1"), "T-stolen")
    report = import_bundles(office, files[2:], stations.new_folder("receipts"))
    assert (len(report.accepted), len(report.held), len(report.receipts)) == (0, 2, 1)
    assert numbers(office) == [1, 2]
    assert import_bundles(office, files[2:]).known == report.held


def test_a_bundle_below_the_number_that_does_not_chain_up_to_the_last_one_is_held(
    forger: Forger, office: Workspace, files: list[Path], stations: Stations
) -> None:
    """Whoever holds the stolen keys may sign any number; the genuine ones are named by what follows them."""
    import_bundles(office, files)
    revoke(office, find_laptop(office, "T-1"), "T-stolen", 3)
    forger.manifest["sealed"] = "2027-01-01T00:00:00.000Z"
    assert import_bundles(office, [forger.write(stations.folder)]).quarantined == []
    assert numbers(office) == [1, 2, 3]
    assert [one.number for one in held(office)] == [1, 4]


def archive_after(stations: Stations, before: list[Path], after: list[Path]) -> dict[str, list[Any]]:
    """Import some bundles, revoke the laptop from its fourth on, import the others; return what there is."""
    with stations.office() as office:
        for place in before:
            import_bundles(office, [place])
        laptop, last = find_laptop(office, "T-1").key, stations.folder / "last"
        with office.transaction():
            roster.end(office, laptop, "revoked", (3, bytes.fromhex(last.read_text("ascii"))), "T-stolen")
            chains.settle(office, laptop)
        for place in after:
            import_bundles(office, [place])
        return content(office)


def test_invariant_08_whatever_the_order_the_same_bundles_and_roster_give_the_same_archive(
    stations: Stations, files: list[Path], tmp_path: Path
) -> None:
    damaged = stations.folder / "damaged.ikb"
    damaged.write_bytes(files[0].read_bytes()[:-1])
    with stations.laptop() as laptop:
        rows = laptop.database.run("SELECT lower(hex(bundle)) FROM sealed WHERE number = 3")
    (stations.folder / "last").write_text(rows[0][0], "ascii")
    places = [*files, damaged]
    orders = [list(order) for order in itertools.permutations(places)]
    chosen = [places, *chance(8).sample(orders, 10)]
    found = [
        archive_after(stations.copied_to(tmp_path / str(number)), order[: number % 5], [*order, *order])
        for number, order in enumerate(chosen)
    ]
    assert [row[-1] for row in found[0]["bundles"]].count("held") == 1
    assert len(found[0]["quarantined"]) == 1
    assert all(one == found[0] for one in found)


def test_two_supervisors_release_a_bundle_with_a_reason(office: Workspace, files: list[Path]) -> None:
    import_bundles(office, files)
    revoke(office, find_laptop(office, "T-1"), "T-stolen", 3)
    for name, words in WORDS.items():
        supervisors.add(office, name, words, keys.FLOOR)
    (one,) = held(office)
    released = release(office, one.bundle.hex()[:10], "T-the interviewer was asked", *WORDS.items())
    assert released == one
    assert numbers(office) == [1, 2, 3, 4]
    assert held(office) == []
    _, what, detail = archive.audit(office)[0]
    assert (what, detail["by"]) == ("bundle-released", ["T-Ann", "T-Bo"])
    import_bundles(office, files)
    assert numbers(office) == [1, 2, 3, 4]


def test_what_supervisors_signed_can_be_checked_later(office: Workspace, files: list[Path]) -> None:
    import_bundles(office, files)
    revoke(office, find_laptop(office, "T-1"), "T-stolen", 3)
    for name, words in WORDS.items():
        supervisors.add(office, name, words, keys.FLOOR)
    release(office, held(office)[0].bundle.hex(), "T-asked", *WORDS.items())
    kept = json.loads(office.database.run("SELECT body FROM released")[0][0])
    signatures = [Signed.model_validate(one) for one in kept["signatures"]]
    for one in signatures:
        one.must_hold(kept["statement"], office.purpose)
    with pytest.raises(RefusedError, match="signature-invalid"):
        signatures[0].must_hold(kept["statement"] | {"reason": "T-other"}, office.purpose)


def test_one_supervisor_or_a_wrong_passphrase_releases_nothing(office: Workspace, files: list[Path]) -> None:
    import_bundles(office, files)
    revoke(office, find_laptop(office, "T-1"), "T-stolen", 3)
    for name, words in WORDS.items():
        supervisors.add(office, name, words, keys.FLOOR)
    ann, bo = WORDS.items()
    bundle = held(office)[0].bundle.hex()
    for reason, second, code in (
        ("T-asked", ann, "two-supervisors"),
        ("T-asked", ("T-Bo", ann[1]), "supervisor-passphrase-wrong"),
        ("T-asked", ("T-Cy", ann[1]), "no-supervisor"),
        (" ", bo, "reason-needed"),
    ):
        with pytest.raises(InputError, match=code):
            release(office, bundle, reason, ann, second)
    assert len(held(office)) == 1


def test_what_counts_can_be_shortened_and_never_lengthened(office: Workspace, files: list[Path]) -> None:
    import_bundles(office, files)
    laptop = find_laptop(office, "T-1")
    revoke(office, laptop, "T-stolen", 2)
    with pytest.raises(InputError, match="ended-before"):
        revoke(office, laptop, "T-mistaken", 3)
    assert revoke(office, laptop, "T-earlier", 0) == (0, 4)
    assert numbers(office) == []


def test_revoking_needs_a_reason_and_a_bundle_that_is_here(office: Workspace, files: list[Path]) -> None:
    import_bundles(office, files[:2])
    laptop = find_laptop(office, "T-1")
    with pytest.raises(InputError, match="reason-needed"):
        revoke(office, laptop, "")
    with pytest.raises(InputError, match="no-such-bundle"):
        revoke(office, laptop, "T-stolen", 3)
    assert find_laptop(office, "T-1").ended is None
    with pytest.raises(InputError, match="no-such-laptop"):
        find_laptop(office, "T-2")


def test_gaps_and_doubled_numbers_are_told(
    forger: Forger, office: Workspace, files: list[Path], stations: Stations
) -> None:
    import_bundles(office, [files[0], files[3]])
    (chain,) = chains.chains(office).values()
    assert (chain.missing, chain.doubled, chain.broken, chain.whole) == (((2, 3),), (), (), False)
    forger.manifest["sealed"] = "2027-01-01T00:00:00.000Z"
    import_bundles(office, [*files, forger.write(stations.folder)])
    (chain,) = chains.chains(office).values()
    assert (chain.missing, chain.doubled, chain.broken) == ((), (1,), ())
    assert chains.last_whole(chain.links) == (0, None)


def test_a_chain_that_names_another_bundle_before_it_is_told(
    forger: Forger, office: Workspace, files: list[Path], stations: Stations
) -> None:
    import_bundles(office, files[:1])
    forger.manifest |= {"number": 2, "previous": "0" * 64}
    import_bundles(office, [forger.write(stations.folder)])
    (chain,) = chains.chains(office).values()
    assert chain.broken == (2,)
    assert chains.last_whole(chain.links)[0] == 1
    assert revocation.revoke(office, find_laptop(office, "T-1"), "T-odd") == (1, 1)


def test_invariant_08_it_does_not_matter_whether_a_bundle_or_its_laptops_request_came_first(
    stations: Stations, tmp_path: Path
) -> None:
    with stations.laptop() as laptop:
        enrolment.rotate(laptop)
        seal(laptop, record(laptop))
        enrolment.write_request(laptop, stations.stick / "new.ike")
        export(laptop, stations.stick)
    found = []
    for number, request_first in enumerate((True, False)):
        there = stations.copied_to(tmp_path / str(number))
        with there.office() as office:
            if request_first:
                enrol(office, stations.stick / "new.ike")
            import_bundles(office, [stations.stick])
            if not request_first:
                _, report = enrol(office, stations.stick / "new.ike")
                assert len(report.accepted) == 1
            found.append(content(office))
    assert found[0] == found[1]
    assert found[0]["quarantined"] == []


def test_invariant_08_new_keys_hold_what_the_old_ones_sealed_after_them_whenever_they_are_told(
    stations: Stations, files: list[Path], tmp_path: Path
) -> None:
    """A request says up to where the keys before count; a copy of the laptop may have gone on with them."""
    copy = stations.copied_to(tmp_path / "copy")
    with stations.laptop() as laptop:
        enrolment.rotate(laptop)
        enrolment.write_request(laptop, stations.stick / "new.ike")
    with copy.laptop() as gone_on:
        seal(gone_on, record(gone_on))
        (fifth, *_) = [file for file in export(gone_on, tmp_path / "copy" / "stick") if file not in files]
    found = []
    for number, request_first in enumerate((True, False)):
        there = stations.copied_to(tmp_path / str(number))
        with there.office() as office:
            if request_first:
                enrol(office, stations.stick / "new.ike")
            import_bundles(office, [*files, tmp_path / "copy" / "stick"])
            if not request_first:
                enrol(office, stations.stick / "new.ike")
            found.append(content(office))
    assert found[0] == found[1]
    assert [row[-1] for row in found[0]["bundles"]].count("held") == 1
    assert fifth.exists()


def test_where_numbers_came_twice_somebody_says_which_bundle_counts(
    forger: Forger, office: Workspace, files: list[Path], stations: Stations
) -> None:
    """A thief who doubles numbers must not be able to make a revocation useless."""
    import_bundles(office, files)
    genuine = next(link for link in links(office) if link.number == 4)
    forger.manifest |= {"number": 4, "previous": "0" * 64}
    import_bundles(office, [forger.write(stations.folder)])
    with pytest.raises(InputError, match="doubled"):
        revoke(office, find_laptop(office, "T-1"), "T-stolen")
    with pytest.raises(InputError, match="no-such-bundle"):
        revoke(office, find_laptop(office, "T-1"), "T-stolen", 4)
    assert revoke(office, find_laptop(office, "T-1"), "T-stolen", genuine.id.hex()[:12]) == (4, 1)
    assert numbers(office) == [1, 2, 3, 4]


def links(office: Workspace) -> tuple[chains.Link, ...]:
    (chain,) = chains.chains(office).values()
    return chain.links


def test_a_later_revocation_never_exchanges_what_counts(
    forger: Forger, office: Workspace, files: list[Path], stations: Stations
) -> None:
    import_bundles(office, files)
    laptop = find_laptop(office, "T-1")
    revoke(office, laptop, "T-stolen", 2)
    forger.manifest |= {"number": 2, "previous": "0" * 64}
    import_bundles(office, [forger.write(stations.folder)])
    forged = next(link for link in links(office) if link.number == 2 and link.held)
    with pytest.raises(InputError, match="no-such-bundle"):
        revoke(office, find_laptop(office, "T-1"), "T-again", forged.id.hex())
    assert numbers(office) == [1, 2]


def test_what_an_old_office_key_signs_counts_only_if_the_office_wrote_it_down(
    office: Workspace, stations: Stations
) -> None:
    """A stolen key that was replaced must not seal for anybody."""
    with stations.laptop() as laptop:
        interview = record(laptop)
        stolen = own.signing_keys(office)
        office_keys.rotate(office)
        seal(laptop, interview, signer=stolen)
        (file,) = (
            one for one in export(laptop, stations.new_folder("more")) if one.name != stations.bundle.name
        )
    assert import_bundles(office, [file]).held == [interview]
    assert archive.listing(office) == []


def test_what_the_office_sealed_for_somebody_and_wrote_down_counts(stations: Stations) -> None:
    with stations.laptop() as laptop:
        interview = record(laptop)
    with stations.office() as office:
        with reopened(office, stations.folder / "laptop", CUSTODIAN_PASSPHRASE) as there:
            sealed = seal_for(office, there, interview)
        assert import_bundles(office, [sealed.file]).accepted == [interview]


def test_a_revoked_key_leads_to_no_other(office: Workspace, stations: Stations) -> None:
    with stations.laptop() as laptop:
        enrolment.rotate(laptop)
        enrolment.write_request(laptop, stations.stick / "second.ike")
        enrol(office, stations.stick / "second.ike")
        revoke(office, find_laptop(office, laptop.author), "T-stolen", 0)
        enrolment.rotate(laptop)
        enrolment.write_request(laptop, stations.stick / "third.ike")
    with pytest.raises((InputError, RefusedError), match=r"laptop-fingerprint-needed|trust\.succession"):
        enrol(office, stations.stick / "third.ike")
    assert len(roster.roster(office)) == 2


def test_two_supervisors_are_two_people(office: Workspace) -> None:
    supervisors.add(office, "T-Ann", WORDS["T-Ann"], keys.FLOOR)
    for name in ("T-Ann", "t-ann ", "Ｔ-Ann", " "):
        with pytest.raises(InputError, match="supervisor-known"):
            supervisors.add(office, name, WORDS["T-Bo"], keys.FLOOR)
    with pytest.raises(InputError, match="supervisor-passphrase-known"):
        supervisors.add(office, "T-Bo", WORDS["T-Ann"], keys.FLOOR)
    assert supervisors.names(office) == ["T-Ann"]


def test_what_a_supervisor_signed_is_checked_after_they_left(office: Workspace, files: list[Path]) -> None:
    import_bundles(office, files)
    revoke(office, find_laptop(office, "T-1"), "T-stolen", 3)
    for name, words in WORDS.items():
        supervisors.add(office, name, words, keys.FLOOR)
    release(office, held(office)[0].bundle.hex(), "T-asked", *WORDS.items())
    supervisors.remove(office, "T-Ann")
    assert supervisors.names(office) == ["T-Bo"]
    kept = json.loads(office.database.run("SELECT body FROM released")[0][0])
    signed = Signed.model_validate(kept["signatures"][0])
    supervisors.must_have_signed(office, signed, kept["statement"])
    with pytest.raises(RefusedError, match="signature-invalid"):
        supervisors.must_have_signed(office, signed.model_copy(update={"name": "T-Bo"}), kept["statement"])
    with pytest.raises(InputError, match="no-supervisor"):
        supervisors.sign(office, "T-Ann", WORDS["T-Ann"], kept["statement"])
