"""Nobody touches the program: half a minute is counted down, then it locks, or covers what must go on."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from desktop import CTRL, NONE, Person
from interviews import add_person, stored
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from stations import Stations

from interview_kit.vault.workspace import Workspace
from interview_kit_ui.cover import Cover
from interview_kit_ui.idle_lock import IdleLock
from interview_kit_ui.idle_strip import IdleStrip
from interview_kit_ui.session import Session, State
from interview_kit_ui.widgets.sheet import Sheet
from interview_kit_ui.worker import Job

MINUTES = 5


class Quiet:
    """The time that passes while nobody does anything."""

    def __init__(self, person: Person) -> None:
        self._now = 1000.0
        (self._idle,) = person.window.findChildren(IdleLock)
        self._idle._clock = lambda: self._now
        self._idle.watch(True)
        (self.strip,) = person.window.findChildren(IdleStrip)

    def __call__(self, minutes: float) -> None:
        """Let time pass, second by second where it could matter."""
        end = self._now + minutes * 60
        while self._now < end:
            self._now = min(self._now + 10, end)
            self._idle.look()


@pytest.fixture
def quiet(interviewer: Person) -> Quiet:
    return Quiet(interviewer)


def session_of(person: Person) -> Session:
    assert person.window.session is not None
    return person.window.session


def test_half_a_minute_is_counted_down_and_then_it_locks(
    interviewer: Person, quiet: Quiet, stations: Stations
) -> None:
    quiet(MINUTES - 0.6)
    assert not quiet.strip.isVisible()
    quiet(0.1)
    assert interviewer.reads("The screen locks in 30 seconds.")
    quiet(0.25)
    assert interviewer.reads("The screen locks in 15 seconds.")
    assert not interviewer.started_over
    quiet(0.25)
    interviewer.until(lambda: interviewer.started_over)
    assert interviewer.started_over == [stations.folder / "laptop"]


def test_invariant_07_idle_time_loses_no_syllable(
    interviewer: Person, quiet: Quiet, stations: Stations
) -> None:
    interviewer.press(Qt.Key.Key_PageDown, CTRL)
    interviewer.type("T-하")
    interviewer.compose("늘")
    quiet(MINUTES)
    interviewer.until(lambda: interviewer.started_over)
    assert stored(stations).answers_json(identifying=True) == {"/witness/name": "T-하늘"}


def press_a_key(person: Person) -> None:
    person.press(Qt.Key.Key_Shift)


def move_the_mouse(person: Person) -> None:
    for x in (100, 140):
        QTest.mouseMove(person.window.windowHandle(), QPoint(x, 100))


def click(person: Person) -> None:
    QTest.mouseClick(person.window, Qt.MouseButton.LeftButton, NONE, QPoint(600, 500))


def turn_the_wheel(person: Person) -> None:
    here, none = QPointF(600, 500), QPoint()
    turned = QWheelEvent(
        here, here, none, QPoint(0, 120), Qt.MouseButton.NoButton, NONE, Qt.ScrollPhase.NoScrollPhase, False
    )
    QApplication.sendEvent(person.focus, turned)


def compose(person: Person) -> None:
    person.compose("ㅎ")


@pytest.mark.parametrize("sign", [press_a_key, move_the_mouse, click, turn_the_wheel, compose])
def test_whatever_a_person_does_begins_the_time_anew(
    interviewer: Person, quiet: Quiet, sign: Callable[[Person], None]
) -> None:
    interviewer.press(Qt.Key.Key_PageDown, CTRL)
    quiet(MINUTES - 0.2)
    assert quiet.strip.isVisible()
    sign(interviewer)
    assert not quiet.strip.isVisible()
    quiet(MINUTES - 0.6)
    assert not quiet.strip.isVisible()
    assert not interviewer.started_over


def test_the_key_that_says_somebody_is_there_answers_nothing(interviewer: Person, quiet: Quiet) -> None:
    interviewer.conduct.show_section("/witness")
    interviewer.go_to("/witness/sex")
    quiet(MINUTES - 0.2)
    interviewer.press(Qt.Key.Key_1)
    assert not quiet.strip.isVisible()
    interviewer.press(Qt.Key.Key_2)
    interviewer.until(lambda: interviewer.answer("/witness/sex"))


def test_a_key_that_is_a_shortcut_does_nothing_else_but_a_chord_is_meant(
    interviewer: Person, quiet: Quiet
) -> None:
    interviewer.conduct.show_section("/witness")
    before = interviewer.go_to("/witness/sex")
    quiet(MINUTES - 0.2)
    interviewer.press(Qt.Key.Key_F8)  # the next thing to check
    assert not quiet.strip.isVisible()
    assert before.isAncestorOf(interviewer.focus)
    interviewer.press(Qt.Key.Key_F8)
    assert not before.isAncestorOf(interviewer.focus)
    interviewer.conduct.show_section("/witness")
    quiet(MINUTES - 0.2)
    interviewer.press(Qt.Key.Key_PageDown, CTRL)
    assert not interviewer.on_screen("/witness/sex")


def test_a_letter_typed_meanwhile_is_not_lost(interviewer: Person, quiet: Quiet) -> None:
    interviewer.press(Qt.Key.Key_PageDown, CTRL)
    interviewer.type("T")
    quiet(MINUTES - 0.2)
    interviewer.type("ab")
    interviewer.saved()
    interviewer.until(lambda: interviewer.answer("/witness/name") == "Tab")
    assert session_of(interviewer).state is State.OPEN


def test_off_means_off(interviewer: Person, quiet: Quiet) -> None:
    interviewer.preferences.lock_after(0)
    quiet(24 * 60)
    assert not quiet.strip.isVisible()
    assert session_of(interviewer).state is State.OPEN


def test_nothing_is_counted_while_nothing_is_open(locked_person: Person) -> None:
    (idle,) = locked_person.window.findChildren(IdleLock)
    idle._clock = lambda: 1e9
    told: list[int] = []
    idle.countdown.connect(told.append)
    idle.look()
    assert (told, idle.over) == ([], False)


def test_the_countdown_is_seen_over_a_sheet(interviewer: Person, quiet: Quiet) -> None:
    add_person(interviewer)
    interviewer.push("Remove")
    interviewer.until(lambda: any(sheet.isVisible() for sheet in interviewer.window.findChildren(Sheet)))
    quiet(MINUTES - 0.2)
    above = [child for child in interviewer.window.children() if isinstance(child, QWidget)]
    visible = [child for child in above if child.isVisible()]
    assert visible[-1] is quiet.strip
    quiet(0.2)
    interviewer.until(lambda: interviewer.started_over)


def test_the_time_is_chosen_at_the_foot_of_the_rail(interviewer: Person, tmp_path: Path) -> None:
    interviewer.push("Locks after 5 min")
    (menu,) = [menu for menu in interviewer.window.findChildren(QMenu) if menu.isVisible()]
    labels = [entry.text() for entry in menu.actions()]
    assert labels[0] == "Locks after 1 min"
    assert labels[-1] == "Does not lock by itself"
    assert [entry.text() for entry in menu.actions() if entry.isChecked()] == ["Locks after 5 min"]
    QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    assert interviewer.buttons("Locks after 10 min")
    interviewer.until(
        lambda: json.loads((tmp_path / "settings.json").read_text("utf-8"))["idle_minutes"] == 10
    )


# What must go on ------------------------------------------------------------------------------


def test_recording_goes_on_behind_a_cover_and_a_key_lifts_it(interviewer: Person, quiet: Quiet) -> None:
    interviewer.conduct.show_section("/witness")
    interviewer.go_to("/witness/sex")
    session_of(interviewer).set_recording(True)
    quiet(MINUTES + 60)
    cover = interviewer.screen(Cover)
    assert interviewer.reads("Recording goes on.")
    press_a_key(interviewer)
    move_the_mouse(interviewer)
    assert cover.isVisible()
    interviewer.press(Qt.Key.Key_1)
    assert not cover.isVisible()
    assert interviewer.on_screen("/witness/sex")
    assert interviewer.answer("/witness/sex") is None
    assert session_of(interviewer).state is State.OPEN


def test_the_lock_key_locks_from_behind_the_cover_and_reveals_nothing(
    interviewer: Person, quiet: Quiet
) -> None:
    session_of(interviewer).set_recording(True)
    quiet(MINUTES)
    window = interviewer.window.windowHandle()
    control = QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key.Key_Control, NONE)
    QApplication.sendEvent(window, control)
    assert isinstance(interviewer.window.screen_shown, Cover)
    QTest.keyClick(window, Qt.Key.Key_L, CTRL)
    assert isinstance(interviewer.window.screen_shown, Cover)
    interviewer.until(lambda: interviewer.started_over)


def test_what_was_covered_locks_once_the_recording_ends(interviewer: Person, quiet: Quiet) -> None:
    session = session_of(interviewer)
    session.set_recording(True)
    quiet(MINUTES)
    assert not interviewer.started_over
    session.set_recording(False)
    interviewer.until(lambda: interviewer.started_over)


def test_long_work_is_not_broken_off_by_idle_time(interviewer: Person, quiet: Quiet) -> None:
    gate, outcome = threading.Event(), []

    def work(_workspace: Workspace, job: Job) -> str:
        gate.wait(10)
        job.check()
        return "done"

    session = session_of(interviewer)
    session.run_long(work, outcome.append, lambda error: outcome.append(error.code))
    quiet(MINUTES)
    assert isinstance(interviewer.window.screen_shown, Cover)
    assert session.state is State.OPEN
    gate.set()
    interviewer.until(lambda: interviewer.started_over)
    assert outcome == ["done"]
