"""The desk as a whole: rooms by key, practice, lock, and every word in the language on screen."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from supervisor import Supervisor

from interview_kit.data import shipped
from interview_kit.office import archive
from interview_kit.office.intake import import_bundles
from interview_kit.vault.header import Purpose
from interview_kit_ui.widgets.practice import PracticeBar
from tests.arrivals import write_sound
from tests.stations import CUSTODIAN_PASSPHRASE, Stations, create_office

ROOMS = ("Intake", "Interviews", "Statistics", "Team", "Audit")


@pytest.fixture
def busy(seat: Callable[[Path], Supervisor], stations: Stations) -> Supervisor:
    """Sits at an office where something is to be seen in every room."""
    write_sound(stations)
    with stations.office() as office:
        import_bundles(office, [stations.stick])
        archive.read_identity(
            office,
            archive.listing(office)[0].interview,
            custodian_passphrase=CUSTODIAN_PASSPHRASE,
            reason="가족이 찾는 분인지 확인",
        )
    return seat(stations.folder / "office")


@pytest.mark.parametrize("number", range(1, 6))
def test_every_room_is_one_key_away(supervisor: Supervisor, number: int) -> None:
    supervisor.go(number)
    assert supervisor.desk.windowTitle() == ""
    titles = [line for line in supervisor.words().split("\n") if line in ROOMS]
    assert titles == [ROOMS[number - 1]]


@pytest.mark.parametrize("number", range(1, 6))
def test_a_switch_of_language_leaves_no_word_of_the_other_behind(busy: Supervisor, number: int) -> None:
    busy.go(number)
    texts = [
        json.loads(shipped("resources", "translations", language, "supervisor.json").read_text("utf-8"))
        for language in ("en", "ko")
    ]
    english = {text for key, text in texts[0].items() if text != texts[1][key]}
    assert english & set(busy.words().split("\n"))
    busy.speak("ko")
    assert not english & set(busy.words().split("\n"))
    busy.speak("en")
    assert english & set(busy.words().split("\n"))


def test_the_audit_room_tells_who_was_looked_at_when_and_why(busy: Supervisor) -> None:
    busy.go(5)
    ((time, what, code, reason),) = busy.rows()
    assert (time[:2], what, reason) == ("20", "Identity opened", "가족이 찾는 분인지 확인")
    assert code == busy.with_workspace(archive.audit)[0][2]["interview"][:6].upper()
    assert f"Identity opened · {code}" in busy.words()  # the whole entry stands below the table


def test_an_office_where_nobody_has_looked_says_so(supervisor: Supervisor) -> None:
    supervisor.go(5)
    assert "Nobody has opened an identity" in supervisor.words()


def test_locking_replaces_the_program_at_the_offices_own_unlock_window(
    supervisor: Supervisor, stations: Stations
) -> None:
    supervisor.button("widgets.lock").click()
    supervisor.wait(lambda: bool(supervisor.relaunched))
    assert supervisor.relaunched == [stations.folder / "office"]
    stations.office().close()  # it is closed: somebody else can open it


def test_a_practice_office_bears_its_marks_and_a_real_one_does_not(
    supervisor: Supervisor, seat: Callable[[Path], Supervisor], tmp_path: Path
) -> None:
    create_office(tmp_path / "practice", Purpose.PRACTICE).close()
    assert not supervisor.seen(PracticeBar)
    assert seat(tmp_path / "practice").seen(PracticeBar)
