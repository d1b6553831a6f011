"""Questions come and go around the one that is being answered, and it does not move."""

from __future__ import annotations

from desktop import Person
from interviews import add_person
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication

from interview_kit_ui.field.question_view import QuestionView
from interview_kit_ui.field.still_page import StillPage


def top(view: QuestionView) -> int:
    return view.mapTo(view.window(), QPoint(0, 0)).y()


def test_a_question_that_opens_another_stays_where_it_is(interviewer: Person) -> None:
    interviewer.conduct.show_section("/further")
    view = interviewer.go_to("/further/exhibits")
    interviewer.saved()
    before = top(view)
    interviewer.press(Qt.Key.Key_1)
    interviewer.until(lambda: interviewer.on_screen("/further/sc4"))
    QApplication.processEvents()
    assert top(view) == before


def test_the_last_question_stays_when_the_one_below_goes_away(interviewer: Person) -> None:
    interviewer.conduct.show_section("/use")
    interviewer.pick("/use/sc10", "YES")
    interviewer.until(lambda: interviewer.on_screen("/use/safe_channel"))
    view = interviewer.go_to("/use/sc10")
    page = interviewer.conduct.desk.pages.currentWidget()
    assert isinstance(page, StillPage)
    page.verticalScrollBar().setValue(page.verticalScrollBar().maximum())
    before = top(view)
    interviewer.press(Qt.Key.Key_2)
    interviewer.until(lambda: not interviewer.on_screen("/use/safe_channel"))
    QApplication.processEvents()
    assert top(view) == before


def test_a_person_closed_above_does_not_push_the_page(interviewer: Person) -> None:
    add_person(interviewer)
    add_person(interviewer, 2)
    view = interviewer.question("/harm[2]/person")
    page = interviewer.conduct.desk.pages.currentWidget()
    assert page is not None
    assert 0 <= view.mapTo(page, QPoint(0, 0)).y() < page.height() - view.height()


def at_rest() -> None:
    """Let everything come to its place."""
    for _ in range(5):
        QApplication.processEvents()


def in_sight(view: QuestionView) -> bool:
    page = view.parentWidget()
    while not isinstance(page, StillPage):
        assert page is not None
        page = page.parentWidget()
    there = view.mapTo(page, QPoint(0, 0)).y()
    return there >= 0 and there + min(view.height(), page.height() // 2) <= page.height()


def test_the_question_one_is_at_stays_in_sight_when_the_letters_grow(interviewer: Person) -> None:
    interviewer.conduct.jump_to("/use/sc9")
    view = interviewer.question("/use/sc9")
    for _ in range(4):
        interviewer.preferences.resize_text(1)
        interviewer.until(lambda: in_sight(view))
    assert interviewer.conduct.place == "/use/sc9"


def test_it_stays_in_sight_when_the_window_shrinks(interviewer: Person) -> None:
    interviewer.window.resize(1400, 1000)
    interviewer.conduct.jump_to("/use/sc9")
    view = interviewer.question("/use/sc9")
    interviewer.until(lambda: in_sight(view))
    interviewer.window.resize(1024, 640)
    interviewer.until(lambda: interviewer.window.height() == 640 and in_sight(view))
    assert interviewer.conduct.place == "/use/sc9"


def test_who_looks_elsewhere_is_not_called_back(interviewer: Person) -> None:
    interviewer.conduct.jump_to("/use/sc9")
    view = interviewer.question("/use/sc9")
    at_rest()
    page = interviewer.conduct.desk.pages.currentWidget()
    assert isinstance(page, StillPage)
    page.verticalScrollBar().setValue(0)
    assert not in_sight(view)
    interviewer.window.resize(interviewer.window.width(), interviewer.window.height() - 40)
    at_rest()
    assert page.verticalScrollBar().value() == 0
