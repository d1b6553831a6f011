"""Finding one's way through folders by keys; what is named anew replaces nothing."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from desktop import Person
from PySide6.QtCore import Qt

from interview_kit.errors import StorageError
from interview_kit_ui.file_choice import Choice, Wanted, ask_for_path
from interview_kit_ui.file_choice_sheet import FileChoice
from interview_kit_ui.folder_listing import list_folder
from interview_kit_ui.widgets.data_table import DataTable
from interview_kit_ui.widgets.text_line import TextLine
from interview_kit_ui.worker import Failure, Job, Lane

T = TypeVar("T")
Start = Callable[..., Person]
OPEN = Choice(Wanted.FILE, "entry.open", "entry.open-this", ".ikp")
SAVE = Choice(Wanted.NEW_FILE, "entry.open", "entry.use-this", ".ike", "laptop.ike")
FOLDER = Choice(Wanted.FOLDER, "entry.open", "entry.use-this")


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    (folder / "inside").mkdir(parents=True)
    for name in ("office.ikp", "notes.txt", ".hidden.ikp", "inside/newer.ikp", "taken.ike"):
        (folder / name).write_bytes(b"x" * 1500)
    return folder


@pytest.fixture
def person(start: Start) -> Person:
    return start()


def ask(person: Person, choice: Choice, folder: Path) -> list[Path]:
    """Open the sheet at ``folder`` and return what will be chosen."""
    chosen: list[Path] = []
    sheet = ask_for_path(person.window, person.worker.side, choice, chosen.append)
    sheet.go_to(folder)
    person.until(lambda: person.reads(str(folder)))
    return chosen


def listed(person: Person) -> list[str]:
    table = person.window.findChild(DataTable)
    assert table is not None
    model = table.model()
    return [str(model.data(model.index(row, 0))) for row in range(model.rowCount())]


def write_name(person: Person, name: str) -> None:
    line = next(line for line in person.window.findChildren(TextLine) if line.isVisible())
    line.setFocus()
    line.selectAll()
    person.type(name)
    person.press(Qt.Key.Key_Return)


def test_only_what_can_be_chosen_is_listed(person: Person, stick: Path) -> None:
    ask(person, OPEN, stick)
    assert listed(person) == ["inside", "office.ikp"]


def test_enter_goes_into_a_folder_and_takes_a_file(person: Person, stick: Path) -> None:
    chosen = ask(person, OPEN, stick)
    person.press(Qt.Key.Key_Return)
    person.until(lambda: listed(person) == ["newer.ikp"])
    person.press(Qt.Key.Key_Return)
    assert chosen == [stick / "inside" / "newer.ikp"]
    person.until(lambda: person.window.findChild(FileChoice) is None)


def test_backspace_goes_up(person: Person, stick: Path) -> None:
    ask(person, OPEN, stick / "inside")
    assert listed(person) != ["inside", "office.ikp"]
    person.press(Qt.Key.Key_Backspace)
    person.until(lambda: listed(person) == ["inside", "office.ikp"])


def test_a_folder_is_chosen_from_inside(person: Person, stick: Path) -> None:
    chosen = ask(person, FOLDER, stick)
    person.push("Put it here")
    assert chosen == [stick]


def test_a_new_file_gets_its_ending_and_replaces_nothing(person: Person, stick: Path) -> None:
    chosen = ask(person, SAVE, stick)
    write_name(person, "taken")
    assert person.notices()[-1].startswith("taken.ike is already there.")
    write_name(person, "a/b")
    assert person.notices()[-1].startswith("This cannot be the name of a file.")
    write_name(person, "mine")
    assert chosen == [stick / "mine.ike"]


def test_escape_chooses_nothing_and_gives_the_focus_back(person: Person, stick: Path) -> None:
    before = person.focus
    chosen = ask(person, OPEN, stick)
    person.press(Qt.Key.Key_Escape)
    person.until(lambda: person.window.findChild(FileChoice) is None)
    assert chosen == []
    assert person.focus is before


class LateStick(Lane):
    """A lane whose first folder answers after the second."""

    def __init__(self) -> None:
        super().__init__("late")
        self.answers: list[Callable[[], None]] = []

    def run(self, operation: Callable[[], T], on_success: Callable[[T], None], _on_failure: Failure) -> Job:
        self.answers.append(lambda: on_success(operation()))
        return Job(lambda done, total: None)


def test_a_slow_stick_does_not_take_the_place_of_where_one_went_since(person: Person, stick: Path) -> None:
    lane = LateStick()
    sheet = FileChoice(person.window, lane, OPEN, print)
    sheet.go_to(stick)
    sheet.go_to(stick / "inside")
    sheet.open()
    for answer in reversed(lane.answers):
        answer()
    assert listed(person) == ["newer.ikp"]


def test_a_folder_that_is_gone_leads_to_the_nearest_one(stick: Path) -> None:
    assert list_folder(stick / "gone" / "deeper", "").folder == stick


@pytest.mark.skipif(os.name == "nt" or os.getuid() == 0, reason="root may read every folder")
def test_a_folder_that_may_not_be_read_says_so(stick: Path) -> None:
    stick.chmod(0)
    with pytest.raises(StorageError, match="not-permitted"):
        list_folder(stick, "")
    stick.chmod(0o700)
