"""Locking never asks and loses nothing: it hands in, closes, and starts over at the unlock screen."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from desktop import CTRL, Person
from interviews import add_person, stored
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from stations import PASSPHRASE, Stations, record_and_seal

from interview_kit.errors import KitError
from interview_kit.vault import interviews
from interview_kit.vault.workspace import Workspace
from interview_kit_ui.cover import Cover
from interview_kit_ui.field.desk import FieldDesk
from interview_kit_ui.file_choice import Choice, Wanted, ask_for_path
from interview_kit_ui.machine_events import MachineEvents
from interview_kit_ui.widgets.sheet import Sheet
from interview_kit_ui.widgets.text_line import TextLine
from interview_kit_ui.worker import Job


def test_invariant_07_a_syllable_in_composition_is_in_the_journal_after_ctrl_l(
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
def test_invariant_07_locking_works_behind_a_sheet(
    interviewer: Person, something: Callable[[Person], None]
) -> None:
    something(interviewer)
    interviewer.until(lambda: any(sheet.isVisible() for sheet in interviewer.window.findChildren(Sheet)))
    interviewer.press(Qt.Key.Key_L, CTRL)
    assert isinstance(interviewer.window.screen_shown, Cover)
    assert not any(sheet.isVisible() for sheet in interviewer.window.findChildren(Sheet))
    interviewer.until(lambda: interviewer.started_over)


def test_invariant_07_locking_keeps_what_was_typed_to_find_a_place(
    interviewer: Person, stations: Stations
) -> None:
    interviewer.conduct.show_section("/witness")
    view = interviewer.question("/witness/home")
    view.findChildren(TextLine)[1].setFocus()
    interviewer.type("회령 쪽")
    interviewer.press(Qt.Key.Key_L, CTRL)
    interviewer.until(lambda: interviewer.started_over)
    assert stored(stations).answers_json(identifying=False)["/witness/home"] == {"words": "회령 쪽"}


def test_invariant_07_locking_works_while_a_menu_hangs_open(interviewer: Person, stations: Stations) -> None:
    interviewer.press(Qt.Key.Key_PageDown, CTRL)
    interviewer.type("T-하늘")
    field = interviewer.focus
    QApplication.sendEvent(
        field, QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(5, 5), QPoint(5, 5))
    )
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    QTest.keyClick(menu, Qt.Key.Key_L, CTRL)
    assert QApplication.activePopupWidget() is None
    interviewer.until(lambda: interviewer.started_over)
    assert stored(stations).answers_json(identifying=True) == {"/witness/name": "T-하늘"}


def test_invariant_07_long_work_is_broken_off_and_what_was_typed_behind_it_is_kept(
    interviewer: Person, stations: Stations
) -> None:
    begun, heard = threading.Event(), []

    def work(_workspace: Workspace, job: Job) -> None:
        begun.set()
        for _ in range(1500):  # until the person cancels it, or locks
            job.check()
            time.sleep(0.01)

    session = interviewer.window.session
    assert session is not None
    session.run_long(work, heard.append, lambda error: heard.append(error.code))
    assert begun.wait(10)
    interviewer.press(Qt.Key.Key_PageDown, CTRL)
    interviewer.type("T-하늘")
    interviewer.press(Qt.Key.Key_L, CTRL)
    assert isinstance(interviewer.window.screen_shown, Cover)
    interviewer.until(lambda: interviewer.started_over)
    assert heard == ["widgets.cancelled"]
    assert stored(stations).answers_json(identifying=True) == {"/witness/name": "T-하늘"}


def test_invariant_07_work_that_cannot_stop_is_covered_at_once_and_closed_behind(
    interviewer: Person,
) -> None:
    begun, gate, heard = threading.Event(), threading.Event(), []

    def work(_workspace: Workspace, _job: Job) -> bool:
        begun.set()
        return gate.wait(10)

    session = interviewer.window.session
    assert session is not None
    session.run_long(work, heard.append, heard.append)
    assert begun.wait(10)
    interviewer.press(Qt.Key.Key_L, CTRL)
    assert isinstance(interviewer.window.screen_shown, Cover)
    assert not interviewer.started_over
    gate.set()
    interviewer.until(lambda: interviewer.started_over)
    assert heard == [True]


def test_nothing_that_comes_up_late_can_be_read_over_the_cover(interviewer: Person) -> None:
    gate = threading.Event()
    session = interviewer.window.session
    assert session is not None
    session.run(lambda _workspace: gate.wait(10), lambda _done: choosing_a_file(interviewer))
    session.run(lambda _workspace: failing(), lambda _done: None)
    interviewer.press(Qt.Key.Key_L, CTRL)
    gate.set()
    interviewer.until(lambda: interviewer.started_over)
    topmost = [one for one in interviewer.window.children() if isinstance(one, QWidget) and one.isVisible()]
    assert isinstance(topmost[-1], Cover)
    assert not interviewer.reads("Problem")


def failing() -> None:
    raise KitError("vault.passphrase-wrong")


class Lid(MachineEvents):
    """Stands for a machine: it can be closed, and it says whether it would sleep now."""

    def __init__(self) -> None:
        super().__init__()
        self.waits = False

    def hold(self) -> None:
        self.waits = True

    def release(self) -> None:
        self.waits = False

    def close(self) -> None:
        self.going_away.emit()


def test_invariant_07_a_closing_lid_locks_and_sleep_waits_until_all_is_closed(
    locked_person: Person, stations: Stations
) -> None:
    lid = Lid()
    locked_person.window.heed(lid)
    lid.close()  # nothing is open: nothing happens
    assert not lid.waits
    locked_person.unlock(PASSPHRASE)
    assert lid.waits
    locked_person.begin()
    lid.close()
    locked_person.until(lambda: locked_person.started_over)
    assert lid.waits, "sleep waits for the process to be replaced"
    stations.laptop().close()


def test_a_lid_that_closes_while_the_passphrase_is_tried_locks_what_it_opens(
    locked_person: Person, stations: Stations
) -> None:
    lid = Lid()
    locked_person.window.heed(lid)
    locked_person.until(lambda: locked_person.window.session is not None)
    locked_person.type(PASSPHRASE)
    locked_person.press(Qt.Key.Key_Return)
    lid.close()
    locked_person.until(lambda: locked_person.started_over)
    assert locked_person.started_over == [stations.folder / "laptop"]
    assert locked_person.window.findChild(FieldDesk) is None
    stations.laptop().close()


def test_a_lid_that_closed_at_a_wrong_passphrase_locks_nothing_later(locked_person: Person) -> None:
    lid = Lid()
    locked_person.window.heed(lid)
    locked_person.until(lambda: locked_person.window.session is not None)
    locked_person.type("quiet river at noon")
    locked_person.press(Qt.Key.Key_Return)
    lid.close()
    locked_person.until(locked_person.notices)
    assert not lid.waits
    locked_person.unlock(PASSPHRASE)
    assert not locked_person.started_over


def test_invariant_07_locking_works_where_no_window_is_active(interviewer: Person) -> None:
    other = QWindow()
    other.show()
    other.requestActivate()
    interviewer.until(lambda: QGuiApplication.focusWindow() is other)
    other.destroy()  # as without a window manager, nothing comes in its place
    assert QGuiApplication.focusWindow() is None
    QTest.keyClick(interviewer.window.windowHandle(), Qt.Key.Key_L, CTRL)
    interviewer.until(lambda: interviewer.started_over)


def test_unlocking_again_leads_back_to_the_same_question(
    interviewer: Person, unlock_again: Callable[[Person], Person], tmp_path: Path
) -> None:
    interviewer.conduct.show_section("/witness")
    interviewer.go_to("/witness/sex")
    open_one = interviewer.conduct.picture
    assert open_one is not None
    interviewer.press(Qt.Key.Key_L, CTRL)
    interviewer.until(lambda: interviewer.started_over)
    assert open_one.interview not in (tmp_path / "settings.json").read_text("utf-8")
    back = unlock_again(interviewer)
    back.until(lambda: back.conducting)
    assert back.focus_in("/witness/sex")


def test_unlocking_again_leads_back_to_the_last_page(
    interviewer: Person, unlock_again: Callable[[Person], Person]
) -> None:
    interviewer.conduct.show_section("seal")
    interviewer.press(Qt.Key.Key_L, CTRL)
    interviewer.until(lambda: interviewer.started_over)
    back = unlock_again(interviewer)
    back.until(lambda: back.conducting)
    assert back.reads("Still to solve")


def test_after_closing_the_list_comes_first(
    interviewer: Person, unlock_again: Callable[[Person], Person]
) -> None:
    interviewer.press(Qt.Key.Key_L, CTRL)
    interviewer.until(lambda: interviewer.started_over)
    back = unlock_again(interviewer)
    back.until(lambda: back.conducting)
    back.window.close()
    back.until(lambda: not back.window.isVisible())
    later = unlock_again(back)
    later.worker.run(lambda: None, lambda _: None, pytest.fail)
    assert later.home.picture is not None
    assert not later.conducting


def test_sealing_forgets_where_one_was(stations: Stations) -> None:
    with stations.laptop() as laptop:
        interviews.leave_open(laptop, "t" * 26, "/witness/name")
        record_and_seal(laptop)
        assert interviews.take_left_open(laptop) is None


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


class SlowStick:
    """A file on a stick that gives a megabyte whenever it is let, as large as one likes."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "T-slow.wav"
        os.mkfifo(self.file)
        self._thread = threading.Thread(target=self._give, daemon=True)
        self._thread.start()
        self.begun, self.gone = threading.Event(), False

    def _give(self) -> None:
        try:
            with self.file.open("wb", buffering=0) as pipe:
                while True:
                    pipe.write(bytes(1024 * 1024))
                    self.begun.set()
                    time.sleep(0.01)
        except BrokenPipeError:
            self.gone = True


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the stick is a pipe")
def test_invariant_07_locking_does_not_wait_for_a_large_file(
    interviewer: Person, stations: Stations, tmp_path: Path
) -> None:
    stick = SlowStick(tmp_path)
    interviewer.paths = [stick.file]
    interviewer.conduct.show_section("/story")
    interviewer.push("Choose a file")
    interviewer.until(stick.begun.is_set)
    interviewer.conduct.show_section("/witness")
    interviewer.type("T-하늘")
    interviewer.press(Qt.Key.Key_L, CTRL)
    interviewer.until(lambda: interviewer.started_over)
    interviewer.until(lambda: stick.gone)
    assert stored(stations).answers_json(identifying=True) == {"/witness/name": "T-하늘"}
    assert not any((stations.folder / "laptop" / "attachments").iterdir())
