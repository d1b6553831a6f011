"""The archive read at the desk: by label and in words, and identities only with the custodian."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from supervisor import Supervisor

from interview_kit.office import archive
from interview_kit.office.intake import import_bundles
from interview_kit_ui.office.identity_sheet import IdentitySheet
from interview_kit_ui.office.reading_page import ReadingPage
from interview_kit_ui.widgets.notice import Notice
from interview_kit_ui.widgets.passphrase_field import PassphraseField
from interview_kit_ui.widgets.words import Words
from tests.arrivals import write_contradicting, write_sittings, write_sound
from tests.attacks.forger import take_apart
from tests.attacks.journals import closed_by, torn
from tests.promotions import promoted_and_sealed
from tests.stations import CUSTODIAN_PASSPHRASE, Stations, export_one


@pytest.fixture
def reader(seat: Callable[[Path], Supervisor], stations: Stations) -> Supervisor:
    """Sits at an office that holds the first witness, and has the list of interviews in front."""
    write_sound(stations, 1)
    with stations.office() as office:
        import_bundles(office, [stations.stick])
    supervisor = seat(stations.folder / "office")
    supervisor.go(2)
    return supervisor


def opens_the_first(reader: Supervisor) -> None:
    QTest.keyClick(reader.table(), Qt.Key.Key_Return)
    reader.wait_until_quiet()


def asks_for_identity(reader: Supervisor, passphrase: str, reason: str) -> None:
    if not reader.seen(IdentitySheet):
        reader.press("supervisor.identity-open")
    reader.type_into("supervisor.identity-reason", reason)
    (field,) = reader.seen(PassphraseField)
    QTest.keyClicks(field.focusProxy(), passphrase)
    QTest.keyClick(field.focusProxy(), Qt.Key.Key_Return)
    reader.wait_until_quiet()


def test_the_list_names_interviews_by_code_title_date_laptop_and_state(reader: Supervisor) -> None:
    (listed,) = reader.with_workspace(archive.listing)
    (row,) = reader.rows()
    assert row[:2] == [listed.interview[:6].upper(), "Short general interview"]
    assert row[2][:2] == "20"
    assert row[3:] == ["T-1", "received"]


def test_answers_are_read_by_their_labels_in_the_readers_language(reader: Supervisor) -> None:
    opens_the_first(reader)
    assert "State Security, city or county" in reader.words()
    assert "MSS_COUNTY" not in reader.words()
    reader.speak("ko")
    assert "보위부 (시·군)" in reader.words()
    assert "누가 그렇게 했습니까?" in reader.words()
    assert "State Security" not in reader.words()


def test_dates_and_places_are_the_witnesss_words_with_what_was_understood(reader: Supervisor) -> None:
    opens_the_first(reader)
    read = reader.words()
    assert "화폐개혁 다음 해 봄\nspring 2010 · 2010-03-01 – 2010-05-31" in read
    assert "회령 집\nNorth Hamgyong, North Korea" in read


def test_what_stands_beside_an_answer_is_shown_small(reader: Supervisor) -> None:
    opens_the_first(reader)
    for beside in ("“보위부 차였다고 합디다”", "Told by another person", "Not certain"):
        assert beside in reader.words()


def test_the_side_panel_says_who_sat_together_and_what_was_hard(
    seat: Callable[[Path], Supervisor], stations: Stations
) -> None:
    write_sittings(stations)
    with stations.office() as office:
        import_bundles(office, [stations.stick])
    reader = seat(stations.folder / "office")
    reader.go(2)
    opens_the_first(reader)
    first, second = (line for line in reader.words().splitlines() if line.startswith("Witness, "))
    assert first == "Witness, Interviewer, Interpreter · breaks: 1 · hard moments: 1"
    assert second == "Witness, Interviewer"


def test_no_sittings_are_spoken_of_where_nobody_noted_any(reader: Supervisor) -> None:
    opens_the_first(reader)
    assert "Sittings" not in reader.words()


def test_the_side_panel_says_what_was_consented_to_and_where_it_comes_from(reader: Supervisor) -> None:
    opens_the_first(reader)
    (listed,) = reader.with_workspace(archive.listing)
    read = reader.words()
    assert "Investigators and courts\nlater" in read
    assert "Partner organisations\nno" in read
    assert "Copies of exhibits\nnot asked" in read
    assert f"Bundle\n{listed.bundle.hex()[:8].upper()}" in read
    assert f"Journal entries\n{listed.manifest.journal.entries}" in read


def test_identifying_answers_are_with_the_custodian(reader: Supervisor) -> None:
    opens_the_first(reader)
    assert "Answers that could tell who somebody is: 5." in reader.words()
    assert reader.words().count("With the custodian") == 5
    assert "T-하늘" not in reader.words()


def test_the_custodian_opens_them_until_the_page_is_left_and_it_is_logged(reader: Supervisor) -> None:
    opens_the_first(reader)
    asks_for_identity(reader, CUSTODIAN_PASSPHRASE, "family asks")
    assert "T-하늘" in reader.words()
    assert "this look was logged" in reader.words()
    ((_, what, detail),) = reader.with_workspace(archive.audit)
    assert (what, detail["reason"]) == ("identity-read", "family asks")
    reader.go(1)
    assert all("T-하늘" not in words.text() for words in reader.desk.findChildren(Words))
    reader.go(2)
    opens_the_first(reader)
    assert "With the custodian" in reader.words()


def test_opened_identities_follow_the_language(reader: Supervisor) -> None:
    opens_the_first(reader)
    asks_for_identity(reader, CUSTODIAN_PASSPHRASE, "family asks")
    reader.speak("ko")
    assert "T-하늘" in reader.words()
    assert "신원이 드러나는 답이 열려 있으며" in reader.words()


def test_a_wrong_passphrase_is_refused_on_the_sheet_and_forgotten(reader: Supervisor) -> None:
    opens_the_first(reader)
    asks_for_identity(reader, "not the custodian's", "family asks")
    assert "This is not the custodian's passphrase." in reader.words()
    assert reader.seen(PassphraseField)[0].text() == ""
    assert "T-하늘" not in reader.words()
    assert not reader.with_workspace(archive.audit)
    asks_for_identity(reader, CUSTODIAN_PASSPHRASE, "family asks")
    assert "T-하늘" in reader.words()


def test_without_a_reason_nothing_is_opened(reader: Supervisor) -> None:
    opens_the_first(reader)
    asks_for_identity(reader, CUSTODIAN_PASSPHRASE, " ")
    assert "Give the reason." in reader.words()
    assert not reader.with_workspace(archive.audit)


def test_escape_leaves_the_sheet_first_and_the_page_next(reader: Supervisor) -> None:
    opens_the_first(reader)
    reader.press("supervisor.identity-open")
    QTest.keyClick(reader.seen(IdentitySheet)[0], Qt.Key.Key_Escape)
    assert reader.seen(ReadingPage)
    assert not reader.seen(IdentitySheet)
    QTest.keyClick(reader.seen(ReadingPage)[0], Qt.Key.Key_Escape)
    reader.wait_until_quiet()
    assert not reader.seen(ReadingPage)
    assert reader.rows()


def test_going_to_another_room_takes_the_sheet_away(reader: Supervisor) -> None:
    opens_the_first(reader)
    reader.press("supervisor.identity-open")
    reader.go(5)
    assert not reader.seen(IdentitySheet)


def test_bundles_that_contradict_each_other_are_flagged(
    seat: Callable[[Path], Supervisor], stations: Stations, tmp_path: Path
) -> None:
    write_contradicting(stations, tmp_path / "backup")
    with stations.office() as office:
        import_bundles(office, [stations.stick])
    reader = seat(stations.folder / "office")
    reader.go(2)
    assert [row[-1] for row in reader.rows()] == ["conflict"]
    opens_the_first(reader)
    assert "The bundles of this interview contradict each other." in reader.words()


def test_an_empty_archive_says_what_to_do_first(supervisor: Supervisor) -> None:
    supervisor.go(2)
    assert "Import an interviewer's bundles at intake." in supervisor.words()
    supervisor.press("supervisor.to-intake")
    assert "Import a folder" in supervisor.words()


def test_how_a_record_came_about_is_said_where_it_is_read_and_in_the_list(
    seat: Callable[[Path], Supervisor], stations: Stations
) -> None:
    """A disk lost two entries, and the interview was sealed all the same."""
    with stations.laptop() as laptop:
        export_one(laptop, stations.stick)
    forger = take_apart(stations)
    for path in {entry.path for entry in forger.journal() if entry.counter in (2, 3)}:
        forger.retell("interview.json", lambda it, gone=path: it["answers"].pop(gone, None))
    forger.rewrite_journal(closed_by(torn(forger, 2, 3), [{"after": 1, "before": 4}]))
    with stations.office() as office:
        import_bundles(office, [forger.write(stations.folder)])
    reader = seat(stations.folder / "office")
    reader.go(2)
    assert reader.rows()[0][-1] == "entries lost"
    opens_the_first(reader)
    assert "Entries of the journal that were lost: 2 (after 1, before 4)." in reader.words()
    reader.speak("ko")
    assert "없어진 기록 항목: 2개(1번 뒤, 4번 앞)." in reader.words()


def test_what_was_told_before_a_promotion_is_read_with_the_identities(
    seat: Callable[[Path], Supervisor], stations: Stations
) -> None:
    bundle = promoted_and_sealed(stations)
    with stations.office() as office:
        import_bundles(office, [bundle])
    reader = seat(stations.folder / "office")
    reader.go(2)
    opens_the_first(reader)
    assert any("Begun under ed-short@1" in words.accessibleDescription() for words in reader.seen(Notice))
    assert "How old are you" not in reader.words()
    asks_for_identity(reader, CUSTODIAN_PASSPHRASE, "T: what was told first")
    assert "Before it went on under this protocol" in reader.words()
    assert "How old are you" in reader.words()
