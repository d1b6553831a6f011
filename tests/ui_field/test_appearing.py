"""Questions that an answer brings up appear gently, and everything can be done with them at once."""

from __future__ import annotations

from desktop import Person
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from interview_kit_ui import theme
from interview_kit_ui.widgets.arriving import _Veil

OTHERS = "/further/other_witnesses"


def veils(widget: QWidget) -> list[_Veil]:
    return widget.findChildren(_Veil)


def bring_up(person: Person) -> None:
    """Say that others know, which asks who."""
    person.conduct.show_section("/further")
    assert not person.on_screen(OTHERS)
    person.go_to("/further/others")
    person.press(Qt.Key.Key_1)
    person.until(lambda: person.on_screen(OTHERS))


def test_a_question_that_comes_up_appears_and_is_then_uncovered(interviewer: Person) -> None:
    bring_up(interviewer)
    view = interviewer.question(OTHERS)
    assert len(veils(view)) == 1
    interviewer.until(lambda: not veils(view))
    assert view.isVisible()


def test_keys_reach_it_before_it_has_appeared(interviewer: Person) -> None:
    bring_up(interviewer)
    assert veils(interviewer.question(OTHERS))
    interviewer.press(Qt.Key.Key_Return)
    interviewer.type("T")
    interviewer.saved()
    assert interviewer.answer(OTHERS) == "T"


def test_what_was_there_stays_uncovered(interviewer: Person) -> None:
    bring_up(interviewer)
    assert not veils(interviewer.question("/further/others"))


def test_a_section_one_goes_to_is_there_at_once(interviewer: Person) -> None:
    interviewer.conduct.show_section("/witness")
    assert not veils(interviewer.window)


def test_where_contrast_is_asked_for_nothing_fades(interviewer: Person) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app, theme.CONTRAST)
    bring_up(interviewer)
    theme.apply(app, theme.LIGHT)
    assert not veils(interviewer.window)
