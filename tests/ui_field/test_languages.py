"""Languages: the program's and the witness's are switched at any moment, and nothing is lost."""

from __future__ import annotations

from desktop import CTRL, Person
from PySide6.QtCore import Qt

from interview_kit_ui.widgets.text_line import TextLine


def test_switching_the_program_keeps_everything(interviewer: Person) -> None:
    interviewer.press(Qt.Key.Key_PageDown, CTRL)
    interviewer.pick("/witness/age_band", "40-49")
    interviewer.go_to("/witness/name")
    interviewer.type("T-하")
    interviewer.compose("늘")
    interviewer.preferences.use_language("ko")
    field = interviewer.question("/witness/name").answer
    assert isinstance(field, TextLine)
    assert interviewer.focus is field
    assert interviewer.reads("증언자")
    assert interviewer.conduct.desk.rail.items[0].text() == "동의"
    interviewer.compose("", "늘")
    assert field.text() == "T-하늘"
    interviewer.until(lambda: interviewer.answer("/witness/name") == "T-하늘")
    assert interviewer.answer("/witness/age_band") == "40-49"


def test_options_speak_the_new_language_and_stay_chosen(beginner: Person) -> None:
    beginner.pick("/consent/understood", "AGAIN")
    beginner.preferences.use_language("ko")
    rows = beginner.question("/consent/understood").answer.rows  # type: ignore[union-attr]  # a grid
    assert [(row.text(), row.isChecked()) for row in rows][1] == ("다시 설명한 뒤 이해함", True)


def test_the_witness_is_asked_in_their_language(beginner: Person) -> None:
    view = beginner.question("/consent/sc1")
    assert view.accessibleName() == "이 면담에 참여하시겠습니까?"
    assert beginner.reads("Do you agree to take part in this interview?")
    beginner.push("Witness: 한국어")
    assert view.accessibleName() == "Do you agree to take part in this interview?"
    assert beginner.reads("이 면담에 참여하시겠습니까?")


def test_the_themes_and_size_are_at_hand_and_remembered(beginner: Person) -> None:
    beginner.push("Dark")
    assert beginner.preferences.theme == "dark"
    beginner.push("A+")
    beginner.push("Contrast")
    assert beginner.preferences.theme == "contrast"
    beginner.push("Light")
    assert beginner.preferences.theme == "light"
