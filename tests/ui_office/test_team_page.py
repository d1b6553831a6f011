"""The team at the desk: laptops come in by their fingerprint, and the pack goes out."""

from __future__ import annotations

from pathlib import Path

from supervisor import Supervisor

from interview_kit.office import archive
from interview_kit.trust import enrolment, packs, team
from interview_kit.trust.roster import roster
from interview_kit.vault.header import Purpose
from interview_kit_ui.widgets.fingerprint_view import FingerprintView
from tests.arrivals import write_sound
from tests.stations import Stations, create_laptop


def request(folder: Path) -> tuple[Path, str]:
    """A new laptop's enrolment request, and the fingerprint its interviewer reads aloud."""
    with create_laptop(folder / "new-laptop", Purpose.REAL) as laptop:
        return folder / "new.ike", enrolment.write_request(laptop, folder / "new.ike")


def enrols(supervisor: Supervisor, file: Path, fingerprint: str, name: str = "") -> None:
    supervisor.go(4)
    supervisor.choose = file
    supervisor.press("supervisor.choose-request")
    supervisor.type_into("supervisor.fingerprint-read", fingerprint)
    supervisor.type_into("supervisor.laptop-name", name)
    supervisor.press("supervisor.enrol")


def test_a_laptop_is_enrolled_by_the_fingerprint_that_was_read_aloud(
    supervisor: Supervisor, tmp_path: Path
) -> None:
    file, fingerprint = request(tmp_path)
    enrols(supervisor, file, fingerprint, "T-2")
    assert "T-2 is enrolled." in supervisor.words()
    assert [row[:2] for row in supervisor.rows()][1] == [
        "T-2",
        " ".join(fingerprint.split()[:2]) + " …",
    ]


def test_another_fingerprint_is_refused_in_words_and_nobody_is_enrolled(
    supervisor: Supervisor, tmp_path: Path
) -> None:
    file, _ = request(tmp_path)
    enrols(supervisor, file, "12345 " * 8)
    assert "The fingerprint is not the one you typed." in supervisor.words()
    assert len(supervisor.with_workspace(roster)) == 1
    supervisor.speak("ko")
    assert "입력하신 지문과 다릅니다." in supervisor.words()


def test_a_fingerprint_cut_short_is_asked_for_again(supervisor: Supervisor, tmp_path: Path) -> None:
    file, fingerprint = request(tmp_path)
    enrols(supervisor, file, fingerprint[:-2])
    assert supervisor.button("supervisor.enrol").isEnabled()
    assert len(supervisor.with_workspace(roster)) == 1


def test_nothing_is_enrolled_without_a_request_nor_a_stranger_without_a_fingerprint(
    supervisor: Supervisor, tmp_path: Path
) -> None:
    supervisor.go(4)
    assert not supervisor.button("supervisor.enrol").isEnabled()
    supervisor.choose = request(tmp_path)[0]
    supervisor.press("supervisor.choose-request")
    supervisor.press("supervisor.enrol")
    assert "Type the laptop's fingerprint" in supervisor.words()
    assert len(supervisor.with_workspace(roster)) == 1


def test_the_pack_is_taken_by_a_laptop_that_heard_the_fingerprint_on_the_page(
    supervisor: Supervisor, tmp_path: Path
) -> None:
    supervisor.go(4)
    supervisor.choose = tmp_path / "team.ikp"
    supervisor.press("supervisor.write-pack")
    assert "Pack written to team.ikp." in supervisor.words()
    heard = supervisor.seen(FingerprintView)[0].accessibleDescription()
    with create_laptop(tmp_path / "laptop", Purpose.REAL) as laptop:
        pinned = packs.accept_pack(laptop, tmp_path / "team.ikp", heard)
    assert [one.id for one in pinned.pack.protocols] == ["ed-full", "ed-short", "follow-up"]


def test_a_file_that_is_there_is_never_written_over(supervisor: Supervisor, stations: Stations) -> None:
    before = (stations.stick / "office.ikp").read_bytes()
    supervisor.go(4)
    supervisor.choose = stations.stick / "office.ikp"
    supervisor.press("supervisor.write-pack")
    assert "is already there.\nChoose another name." in supervisor.words()
    assert (stations.stick / "office.ikp").read_bytes() == before


def test_a_laptop_is_revoked_with_a_reason_and_told_so(supervisor: Supervisor, stations: Stations) -> None:
    write_sound(stations, 2)
    supervisor.go(1)
    supervisor.choose = stations.stick
    supervisor.press("supervisor.import-folder")
    supervisor.go(4)
    supervisor.press("supervisor.revoke")
    supervisor.press_in_sheet("supervisor.revoke")
    assert "Give the reason" in supervisor.words()
    supervisor.type_into("supervisor.revoke-reason", "T-stolen")
    supervisor.type_into("supervisor.revoke-last", "one")
    supervisor.press_in_sheet("supervisor.revoke")
    assert "A seal number is a whole number" in supervisor.words()
    supervisor.type_into("supervisor.revoke-last", "1")
    supervisor.press_in_sheet("supervisor.revoke")
    assert "It counts up to bundle 1.\nHeld now: 1." in supervisor.words()
    assert supervisor.rows()[0][3] == "Revoked, up to 1"
    assert not supervisor.button("supervisor.revoke").isEnabled()
    assert len(supervisor.with_workspace(archive.listing)) == 1


def test_a_team_pack_is_written_for_the_team(supervisor: Supervisor, stations: Stations) -> None:
    supervisor.go(4)
    supervisor.choose = stations.folder / "team.ikp"
    supervisor.press("supervisor.write-team-pack")
    assert "written as team.ikp" in supervisor.words()
    with stations.laptop() as laptop:
        assert team.accept_team_pack(laptop, stations.folder / "team.ikp").number > 0
