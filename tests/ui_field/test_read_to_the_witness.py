"""Before the end the witness hears what was recorded, corrects it, and says that it is right."""

from __future__ import annotations

import pytest
from desktop import CTRL, Person
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListView

from interview_kit.interview.answer import from_json
from interview_kit_ui.field.reading_back.reading_sheet import ReadingSheet
from interview_kit_ui.field.reading_back.spoken_list import SpokenList

RESULT = "/closing/readback_result"


@pytest.fixture
def reader(interviewer: Person) -> Person:
    """Somebody who has heard two things, and is at the end of the interview."""
    for path, value in {"/witness/name": "T-언니", "/witness/other_names": "T-순이"}.items():
        interviewer.conduct._conductor.answer(path, from_json(value, path=path))
    interviewer.until(lambda: interviewer.answer("/witness/other_names") == "T-순이")
    interviewer.conduct.show_section("/closing")
    interviewer.go_to(RESULT)
    return interviewer


def sheets(person: Person) -> list[ReadingSheet]:
    return [one for one in person.window.findChildren(ReadingSheet) if one.isVisible()]


def spoken(person: Person) -> SpokenList:
    (sheet,) = sheets(person)
    return sheet.spoken


def lines(view: QListView) -> list[str]:
    model = view.model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def marked(person: Person) -> str:
    return str(spoken(person).currentIndex().data())


def test_a_key_shows_what_was_answered_in_the_witnesss_language(reader: Person) -> None:
    reader.press(Qt.Key.Key_R, CTRL)
    shown = lines(spoken(reader))
    assert shown[0] == "증언자"
    assert [line.rpartition(". ")[2] for line in shown[1:3]] == ["T-언니", "T-순이"]


def test_the_button_on_the_question_does_the_same(reader: Person) -> None:
    reader.push("Read back what was recorded")
    assert marked(reader).endswith("T-언니")


def test_arrows_go_from_line_to_line_and_pass_over_headings(reader: Person) -> None:
    reader.press(Qt.Key.Key_R, CTRL)
    reader.press(Qt.Key.Key_Down)
    assert marked(reader).endswith("T-순이")
    reader.press(Qt.Key.Key_Up)
    reader.press(Qt.Key.Key_Up)
    assert marked(reader).endswith("T-언니")


def test_a_line_leads_to_its_question_and_the_key_back_to_the_line(reader: Person) -> None:
    reader.press(Qt.Key.Key_R, CTRL)
    reader.press(Qt.Key.Key_Down)
    reader.press(Qt.Key.Key_Return)
    assert not sheets(reader)
    assert reader.focus_in("/witness/other_names")
    reader.press(Qt.Key.Key_End)
    reader.type("K")
    reader.press(Qt.Key.Key_R, CTRL)
    reader.until(lambda: marked(reader).endswith("T-순이K"))
    assert reader.answer("/witness/other_names") == "T-순이K"


def test_a_number_says_whether_it_is_right(reader: Person) -> None:
    reader.press(Qt.Key.Key_R, CTRL)
    reader.press(Qt.Key.Key_1)
    reader.until(lambda: reader.answer(RESULT) == "CONFIRMED")
    assert not sheets(reader)
    assert reader.focus_in(RESULT)


def test_escape_leaves_everything_as_it_was(reader: Person) -> None:
    reader.press(Qt.Key.Key_R, CTRL)
    reader.press(Qt.Key.Key_Escape)
    assert not sheets(reader)
    assert reader.answer(RESULT) is None
    assert reader.focus_in(RESULT)


def test_nothing_is_read_where_nothing_was_answered(interviewer: Person) -> None:
    interviewer.conduct.show_section("/closing")
    interviewer.go_to(RESULT)
    interviewer.press(Qt.Key.Key_R, CTRL)
    assert interviewer.reads("Nothing was recorded in this part.")


def test_the_sheet_goes_when_the_screen_is_locked(reader: Person) -> None:
    reader.press(Qt.Key.Key_R, CTRL)
    reader.press(Qt.Key.Key_L, CTRL)
    reader.until(lambda: not sheets(reader))
    assert not reader.reads("T-언니")
