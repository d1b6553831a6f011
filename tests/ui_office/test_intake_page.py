"""Bundles come in at the desk: what is taken, what is refused, and what the stick takes back."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from supervisor import Supervisor

from interview_kit.messages import say
from interview_kit.office import archive
from interview_kit.office.revocation import find_laptop, revoke
from interview_kit.trust import receipts
from interview_kit.vault import interviews
from interview_kit.vault.header import Purpose
from interview_kit_ui.office.check_line import CheckLine
from interview_kit_ui.office.import_run import run_import
from interview_kit_ui.worker import Job
from tests.arrivals import damage, write_from_stranger, write_sound
from tests.stations import Stations, create_office


@pytest.fixture
def imported(supervisor: Supervisor, stations: Stations) -> list[str]:
    """Three sealed witnesses, imported by their folder."""
    sealed = write_sound(stations)
    supervisor.choose = stations.stick
    supervisor.press("supervisor.import-folder")
    return sealed


def test_a_folder_is_imported_and_the_stick_carries_receipts_back(
    supervisor: Supervisor, stations: Stations, imported: list[str]
) -> None:
    assert "3 new, 0 already here, 0 in quarantine." in supervisor.words()
    assert all(interview[:6].upper() in supervisor.words() for interview in imported)
    (receipt,) = stations.stick.glob("*.ikr")
    with stations.laptop() as laptop:
        receipts.accept_receipt(laptop, receipt)
        assert {row.progress for row in interviews.listing(laptop)} == {"received"}


def test_without_the_check_mark_nothing_is_written_to_the_stick(
    supervisor: Supervisor, stations: Stations
) -> None:
    write_sound(stations, 1)
    supervisor.choose = stations.stick
    supervisor.seen(CheckLine)[0].click()
    supervisor.press("supervisor.import-folder")
    assert "No receipt was written." in supervisor.words()
    assert not list(stations.stick.glob("*.ikr"))


def test_importing_the_same_folder_again_takes_nothing_twice(
    supervisor: Supervisor, imported: list[str]
) -> None:
    supervisor.press("supervisor.import-folder")
    assert "0 new, 3 already here, 0 in quarantine." in supervisor.words()
    assert len(supervisor.with_workspace(archive.listing)) == 3


def test_a_damaged_bundle_waits_in_quarantine_with_its_reason_in_the_readers_language(
    supervisor: Supervisor, stations: Stations
) -> None:
    write_sound(stations, 2)
    damage(min(stations.stick.glob("*.ikb")))
    supervisor.choose = stations.stick
    supervisor.press("supervisor.import-folder")
    (waiting,) = supervisor.with_workspace(archive.quarantine)
    assert "1 new, 0 already here, 1 in quarantine." in supervisor.words()
    assert supervisor.words().count(say(waiting.error.code, "en")) == 2  # as its outcome, and as it waits
    supervisor.speak("ko")
    assert supervisor.words().count(say(waiting.error.code, "ko")) == 2


def test_one_file_can_be_imported_and_its_receipt_goes_beside_it(
    supervisor: Supervisor, stations: Stations
) -> None:
    write_sound(stations, 2)
    supervisor.choose = min(stations.stick.glob("*.ikb"))
    supervisor.press("supervisor.import-file")
    assert "1 new, 0 already here, 0 in quarantine." in supervisor.words()
    assert len(list(stations.stick.glob("*.ikr"))) == 1


def test_a_bundle_of_an_unknown_laptop_says_what_to_do(
    seat: Callable[[Path], Supervisor], stations: Stations
) -> None:
    write_from_stranger(stations)
    supervisor = seat(stations.folder / "office")
    supervisor.choose = stations.stick
    supervisor.press("supervisor.import-folder")
    assert "Enrol it, then import again." in supervisor.words()


def test_a_folder_without_bundles_says_so_and_changes_nothing(supervisor: Supervisor, tmp_path: Path) -> None:
    supervisor.choose = tmp_path / "empty"
    supervisor.choose.mkdir()
    supervisor.press("supervisor.import-folder")
    assert "There is no bundle (.ikb) there." in supervisor.words()


def test_an_office_that_knows_nobody_is_told_to_enrol_first(
    seat: Callable[[Path], Supervisor], tmp_path: Path
) -> None:
    create_office(tmp_path / "new", Purpose.REAL).close()
    supervisor = seat(tmp_path / "new")
    assert "No laptop is enrolled yet." in supervisor.words()
    supervisor.press("supervisor.to-team")
    assert "Enrol a laptop" in supervisor.words()


def test_an_import_cancelled_before_it_began_changes_nothing(
    supervisor: Supervisor, stations: Stations
) -> None:
    write_sound(stations, 1)
    supervisor.choose = stations.stick
    busy = threading.Event()
    supervisor.session.run(lambda _workspace: busy.wait(20), lambda _done: None)
    supervisor.button("supervisor.import-folder").click()
    supervisor.button("widgets.cancel").click()
    busy.set()
    supervisor.wait_until_quiet()
    assert "Cancelled.\nNothing has changed." in supervisor.words()
    assert not supervisor.with_workspace(archive.listing)


def test_an_import_stopped_half_way_keeps_what_was_decided_and_can_go_on(
    stations: Stations,
) -> None:
    write_sound(stations)
    stopping = Job(lambda done, total: stopping.cancel() if done * 10 > total * 7 else None)
    with stations.office() as office:
        stopped = run_import(office, stations.stick, stations.stick, stopping)
        assert stopped.stopped
        assert (len(stopped.report.outcomes), stopped.report.files) == (2, 3)
        assert len(archive.listing(office)) == 2
        assert not list(stations.stick.glob("*.ikr"))
        went_on = run_import(office, stations.stick, stations.stick, Job(lambda done, total: None))
        assert (len(went_on.report.accepted), len(went_on.report.known)) == (1, 2)
        assert len(went_on.report.receipts) == 1


def test_locking_stops_an_import_instead_of_waiting_for_it(
    supervisor: Supervisor, stations: Stations
) -> None:
    write_sound(stations)
    supervisor.choose = stations.stick
    busy = threading.Event()
    supervisor.session.run(lambda _workspace: busy.wait(20), lambda _done: None)
    supervisor.button("supervisor.import-folder").click()
    supervisor.button("widgets.lock").click()
    busy.set()
    supervisor.wait(lambda: bool(supervisor.relaunched))
    supervisor.wait_until_quiet()
    assert "unforeseen" not in supervisor.words()  # nothing was asked of a workspace that is closed
    with stations.office() as office:
        assert not archive.listing(office)


def test_what_a_revoked_laptop_sealed_later_is_listed_as_held(
    supervisor: Supervisor, stations: Stations
) -> None:
    write_sound(stations, 2)
    supervisor.choose = stations.stick
    supervisor.press("supervisor.import-folder")
    supervisor.with_workspace(lambda office: revoke(office, find_laptop(office, "T-1"), "T-stolen", 1))
    supervisor.press("supervisor.import-folder")
    assert "Held" in supervisor.words()
    assert "T-1, bundle 2, sealed" in supervisor.words()
