"""A bundle is for the office it names, from a laptop that office knows, and of that office's purpose."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from interview_kit.bundle.export import export
from interview_kit.crypto.signatures import SigningKeys
from interview_kit.errors import RefusedError
from interview_kit.office.intake import import_bundles
from interview_kit.trust import enrolment, own
from interview_kit.trust.roster import roster
from interview_kit.vault.header import Purpose
from tests.attacks.forger import for_office, relink, take_apart
from tests.attacks.refusals import assert_refused
from tests.stations import Stations, enrol, enrolled_stations, introduce, record_and_seal


def test_a_laptop_that_is_not_enrolled_is_not_believed(stations: Stations, tmp_path: Path) -> None:
    forger = take_apart(stations)
    forger.keys = SigningKeys.generate()
    with stations.office() as office:
        assert_refused(office, forger.write(tmp_path), "bundle.unknown-laptop")


def test_enrolling_the_laptop_afterwards_lets_its_bundles_in(stations: Stations) -> None:
    """A colleague's laptop that was handed the office's pack but has not been enrolled yet."""
    stations = stations.with_laptop("colleague")
    with stations.office() as office, stations.open("colleague") as colleague:
        introduce(colleague, office, stations.stick)
        office.database.run("DELETE FROM laptop WHERE key = ?", (str(colleague.setting("author")),))
        sealed = record_and_seal(colleague)
        export(colleague, stations.new_folder("theirs"))
        file = stations.new_folder("theirs") / sealed.file.name
        assert_refused(office, file, "bundle.unknown-laptop")
        enrol(colleague, office, stations.stick)
        assert import_bundles(office, [file]).accepted == [sealed.interview]
        assert office.database.run("SELECT * FROM quarantined") == []
        assert list((office.folder / "quarantine").iterdir()) == []


def test_an_office_does_not_open_what_was_sealed_for_another(stations: Stations) -> None:
    stations = stations.with_office("other")
    with stations.open("other") as other:
        assert_refused(other, stations.bundle, "bundle.not-for-us")


def test_invariant_04_an_office_cannot_pass_a_bundle_on_to_another(stations: Stations) -> None:
    """The laptop is enrolled at both, and the signed words are the same; only the envelope is new."""
    stations = stations.with_office("other")
    forger = take_apart(stations)
    with stations.open("other") as other, stations.laptop() as laptop:
        enrol(laptop, other, stations.stick)
        forger.recipients = [own.identity(other).recipient]
        assert_refused(other, forger.write(stations.folder), "bundle.not-for-us")
        with stations.office() as office:
            forger.recipients.append(own.identity(office).recipient)
        assert_refused(other, forger.write(stations.folder), "bundle.not-for-us")


def test_a_new_envelope_around_the_same_words_is_the_same_bundle(stations: Stations) -> None:
    forger = take_apart(stations)
    with stations.office() as office:
        first = import_bundles(office, [stations.bundle])
        again = import_bundles(office, [forger.write(stations.folder)])
    assert (again.known, again.accepted) == (first.accepted, [])


def test_invariant_11_a_practice_bundle_is_not_for_a_real_office(stations: Stations, tmp_path: Path) -> None:
    practice = enrolled_stations(tmp_path / "practice", Purpose.PRACTICE)
    with practice.laptop() as laptop:
        sealed = record_and_seal(laptop)
        export(laptop, practice.stick)
    with stations.office() as office:
        assert_refused(office, practice.stick / sealed.file.name, "bundle.not-for-us")


def test_invariant_11_a_practice_laptop_cannot_be_enrolled_at_a_real_office(stations: Stations) -> None:
    stations = stations.with_laptop("practice", Purpose.PRACTICE)
    with stations.open("practice") as practice, stations.office() as office:
        fingerprint = enrolment.write_request(practice, stations.stick / "practice.ike")
        before = roster(office)
        with pytest.raises(RefusedError, match="from-practice"):
            enrolment.enrol(office, stations.stick / "practice.ike", fingerprint)
        assert roster(office) == before


def test_invariant_11_practice_words_do_not_become_real_by_a_real_signature(
    stations: Stations, tmp_path: Path
) -> None:
    """Even a real laptop with all its keys cannot dress up what a practice workspace recorded."""
    practice = enrolled_stations(tmp_path / "practice", Purpose.PRACTICE)
    with practice.laptop() as laptop:
        record_and_seal(laptop)
        export(laptop, practice.stick)
    forger = take_apart(practice)
    genuine = take_apart(stations)
    forger.keys, forger.recipients = genuine.keys, genuine.recipients
    author = genuine.manifest["laptop"]
    forger.manifest |= {"laptop": author, "recipients": genuine.manifest["recipients"]}
    entries = [replace(entry, author=author) for entry in forger.journal()]
    forger.rewrite_journal(relink(forger.manifest["interview"], entries))
    with stations.office() as office:
        assert_refused(office, forger.write(tmp_path), "bundle.manifest")  # it says practice
        forger.purpose = Purpose.PRACTICE
        assert_refused(office, forger.write(tmp_path), "trust.from-practice")  # signed as practice
        forger.purpose, forger.manifest["purpose"] = Purpose.REAL, "real"
        assert_refused(office, forger.write(tmp_path), "bundle.manifest")  # its first entry says practice


def test_invariant_11_real_words_do_not_become_practice(stations: Stations, tmp_path: Path) -> None:
    """Nor the other way round: evidence must not end up where it is thrown away."""
    practice = enrolled_stations(tmp_path / "practice", Purpose.PRACTICE)
    forger = take_apart(stations)
    with practice.office() as office:
        for_office(forger, own.identity(office).recipient)
        assert_refused(office, forger.write(tmp_path), "bundle.unknown-laptop")
