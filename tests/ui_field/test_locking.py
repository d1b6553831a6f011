"""Locking never asks and loses nothing: it hands in, closes, and starts over at the unlock screen."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from desktop import CTRL, Person
from interviews import add_person, stored
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox
from stations import PASSPHRASE, Stations

from interview_kit_ui.cover import Cover
from interview_kit_ui.file_choice import Choice, Wanted, ask_for_path
from interview_kit_ui.widgets.sheet import Sheet


def test_a_syllable_in_composition_is_in_the_journal_after_ctrl_l(
    interviewer: Person, stations: Stations
) -> None:
    interviewer.press(Qt.Key.Key_PageDown, CTRL)
    interviewer.type("T-하")
    interviewer.compose("늘")
    interviewer.press(Qt.Key.Key_L, CTRL)
    interviewer.until(lambda: interviewer.started_over)
    assert interviewer.started_over == [stations.folder / "laptop"]
    assert stored(stations).answers_json(identifying=True) == {"/witness/name": "T-하늘"}


def test_nothing_can_be_read_from_the_moment_of_locking(beginner: Person) -> None:
    beginner.press(Qt.Key.Key_L, CTRL)
    assert isinstance(beginner.window.screen_shown, Cover)
    assert not beginner.reads("동의")


def removing(person: Person) -> None:
    add_person(person)
    person.push("Remove")


def choosing_a_file(person: Person) -> None:
    choice = Choice(Wanted.FOLDER, "entry.open", "entry.open-this")
    ask_for_path(person.window, person.worker.side, choice, lambda _path: None)


@pytest.mark.parametrize("something", [removing, choosing_a_file])
def test_locking_works_behind_a_sheet(interviewer: Person, something: Callable[[Person], None]) -> None:
    something(interviewer)
    interviewer.until(lambda: any(sheet.isVisible() for sheet in interviewer.window.findChildren(Sheet)))
    interviewer.press(Qt.Key.Key_L, CTRL)
    interviewer.until(lambda: interviewer.started_over)


def test_locking_works_while_a_list_hangs_open(interviewer: Person) -> None:
    interviewer.conduct.show_section("/witness")
    places = interviewer.question("/witness/home").findChild(QComboBox)
    assert places is not None
    places.showPopup()
    interviewer.press(Qt.Key.Key_L, CTRL)
    interviewer.until(lambda: interviewer.started_over)


def test_locking_works_in_a_window_that_is_not_active(interviewer: Person) -> None:
    window = interviewer.window
    window.hide()
    window.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
    window.show()
    assert QApplication.activeWindow() is None
    QTest.keyClick(interviewer.question("/consent/sc1"), Qt.Key.Key_L, CTRL)
    interviewer.until(lambda: interviewer.started_over)


def test_closing_the_window_keeps_what_is_being_typed(interviewer: Person, stations: Stations) -> None:
    interviewer.press(Qt.Key.Key_PageDown, CTRL)
    interviewer.type("T-하")
    interviewer.compose("늘")
    interviewer.window.close()
    interviewer.until(lambda: not interviewer.window.isVisible())
    assert not interviewer.started_over
    assert stored(stations).answers_json(identifying=True) == {"/witness/name": "T-하늘"}


def test_closing_the_window_while_a_passphrase_is_tried_closes_it_afterwards(
    locked_person: Person, stations: Stations
) -> None:
    locked_person.until(lambda: locked_person.window.session is not None)
    locked_person.type(PASSPHRASE)
    locked_person.press(Qt.Key.Key_Return)
    locked_person.window.close()
    assert locked_person.window.isVisible()
    locked_person.until(lambda: not locked_person.window.isVisible())
    stations.laptop().close()
