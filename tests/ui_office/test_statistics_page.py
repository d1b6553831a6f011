"""Counting at the desk: one question, one table, and in words what it does not tell."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from supervisor import Supervisor

from interview_kit.office.intake import import_bundles
from interview_kit_ui.office.question_sheet import QuestionSheet
from tests.arrivals import write_sound, write_uncounted
from tests.stations import Stations


@pytest.fixture
def counter(seat: Callable[[Path], Supervisor], stations: Stations) -> Supervisor:
    """Sits at an office with three witnesses who agreed to be counted and one who did not."""
    write_sound(stations)
    write_uncounted(stations)
    with stations.office() as office:
        import_bundles(office, [stations.stick])
    supervisor = seat(stations.folder / "office")
    supervisor.go(3)
    return supervisor


def test_interviews_are_counted_and_the_left_out_are_named(counter: Supervisor) -> None:
    assert counter.rows() == [["Short general interview", "3", "100%"]]
    assert "Interviews counted: 3." in counter.words()
    assert "did not agree to be counted: 1." in counter.words()


def test_what_cannot_be_told_stays_in_the_total_in_a_row_of_its_own(counter: Supervisor) -> None:
    counter.count_by("/harm/agency")
    assert counter.rows() == [
        ["State Security, city or county", "2", "50%"],
        ["Border guard", "1", "25%"],
        ["Cannot be told", "1", "25%"],
    ]
    assert "Entries counted under “Who was harmed”: 4." in counter.words()
    assert "It cannot be told for 1:" in counter.words()


def test_several_answers_each_are_explained(counter: Supervisor) -> None:
    counter.count_by("/harm/acts")
    assert "so the counts add up to more." in counter.words()


def test_the_table_and_its_words_follow_the_language(counter: Supervisor) -> None:
    counter.count_by("/harm/where")
    counter.speak("ko")
    assert [row[0] for row in counter.rows()] == ["함경북도", "량강도", "알 수 없음"]
    assert "“피해를 입은 사람” 4건을 세었습니다." in counter.words()


def test_without_interviews_it_says_what_to_do_first(supervisor: Supervisor) -> None:
    supervisor.go(3)
    assert "Nothing to count yet" in supervisor.words()
    assert "Import bundles first." in supervisor.words()


def test_a_question_is_found_by_typing_and_taken_by_enter(counter: Supervisor) -> None:
    counter.press("supervisor.choose-question")
    counter.type_into("supervisor.find-question", "who did")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    counter.wait_until_quiet()
    assert not counter.seen(QuestionSheet)
    assert "Counted by\nWho did it?" in counter.words()
    assert counter.rows()[0][0] == "State Security, city or county"


def test_leaving_the_choice_leaves_the_count_alone(counter: Supervisor) -> None:
    counter.press("supervisor.choose-question")
    QTest.keyClick(counter.seen(QuestionSheet)[0], Qt.Key.Key_Escape)
    counter.wait_until_quiet()
    assert counter.rows() == [["Short general interview", "3", "100%"]]
