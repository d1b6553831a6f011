"""Tab goes where the eye goes next, also past what came later."""

from __future__ import annotations

from desktop import Person
from interviews import add_person
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from interview_kit_ui.field.question_view import QuestionView
from interview_kit_ui.widgets.chip import Chip
from interview_kit_ui.widgets.option_row import OptionRow


def questions_on_the_way(person: Person, steps: int) -> list[str]:
    """Press Tab and return the questions it goes through, each once."""
    passed: list[str] = []
    for _ in range(steps):
        holder: QWidget | None = person.focus
        while holder is not None and not isinstance(holder, QuestionView):
            holder = holder.parentWidget()
        if isinstance(holder, QuestionView) and holder.node.path not in passed:
            passed.append(holder.node.path)
        person.press(Qt.Key.Key_Tab)
    return passed


def test_tab_passes_a_question_that_came_later_in_its_place(interviewer: Person) -> None:
    interviewer.conduct.show_section("/further")
    interviewer.pick("/further/exhibits", "YES")
    interviewer.until(lambda: interviewer.on_screen("/further/copy"))
    interviewer.go_to("/further/others")
    assert questions_on_the_way(interviewer, 14) == [
        "/further/others",
        "/further/exhibits",
        "/further/sc4",
        "/further/told_before",
    ]


def test_tab_keeps_its_order_when_the_language_was_switched(interviewer: Person) -> None:
    interviewer.preferences.use_language("ko")
    interviewer.conduct.show_section("/witness")
    interviewer.go_to("/witness/age_band")
    passed = []
    for _ in range(4):
        passed.append(type(interviewer.focus))
        interviewer.press(Qt.Key.Key_Tab)
    assert passed == [OptionRow, Chip, Chip, Chip]
    assert interviewer.focus_in("/witness/sex")


def test_shift_tab_is_the_way_back(interviewer: Person) -> None:
    add_person(interviewer)
    start = interviewer.focus
    for _ in range(5):
        interviewer.press(Qt.Key.Key_Tab)
    for _ in range(5):
        interviewer.press(Qt.Key.Key_Backtab)
    assert interviewer.focus is start


def test_every_stop_is_reached_and_the_way_is_round(beginner: Person) -> None:
    start, seen = beginner.focus, set()
    for _ in range(200):
        seen.add(beginner.focus)
        beginner.press(Qt.Key.Key_Tab)
        if beginner.focus is start:
            break
    assert beginner.focus is start
    assert set(beginner.buttons("Lock")) | set(beginner.buttons("Back to the list")) <= seen
