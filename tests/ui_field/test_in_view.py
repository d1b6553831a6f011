"""What the person has just opened can be seen whole."""

from __future__ import annotations

from desktop import Person
from interviews import add_person
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QWidget

from interview_kit_ui.field.instance_card import InstanceCard
from interview_kit_ui.field.questions.side_editor import SideEditor
from interview_kit_ui.field.still_page import StillPage


def wholly_seen(person: Person, widget: QWidget) -> bool:
    page = person.conduct.desk.pages.currentWidget()
    assert isinstance(page, StillPage)
    top = widget.mapTo(page, QPoint(0, 0)).y()
    return top >= 0 and top + widget.height() <= page.viewport().height()


def comes_to_be_seen(person: Person, widget: QWidget) -> bool:
    """Whether it is seen once the page has come to rest: what was saved meanwhile may still arrive."""
    person.until(lambda: wholly_seen(person, widget))
    return wholly_seen(person, widget)


def test_the_question_that_enter_leads_to(interviewer: Person) -> None:
    interviewer.conduct.show_section("/use")
    for path in ("/use/sc6", "/use/sc7", "/use/sc8", "/use/sc9", "/use/sc10"):
        interviewer.press(Qt.Key.Key_Return)
        QApplication.processEvents()
        assert interviewer.focus_in(path)
        assert comes_to_be_seen(interviewer, interviewer.question(path))


def test_the_header_of_somebody_just_added(interviewer: Person) -> None:
    add_person(interviewer)
    add_person(interviewer, 2)
    QApplication.processEvents()
    headers = [card for card in interviewer.conduct.findChildren(InstanceCard) if card.isVisible()]
    assert comes_to_be_seen(interviewer, max(headers, key=lambda card: card.header.accessibleName()))
    assert comes_to_be_seen(interviewer, interviewer.question("/harm[2]/person"))


def test_side_fields_below_the_last_line(interviewer: Person) -> None:
    add_person(interviewer)
    interviewer.go_to("/harm[1]/where")
    interviewer.press(Qt.Key.Key_S, Qt.KeyboardModifier.AltModifier)
    QApplication.processEvents()
    editor = interviewer.question("/harm[1]/where").findChild(SideEditor)
    assert editor is not None
    assert comes_to_be_seen(interviewer, editor)


def test_side_fields_below_a_list_taller_than_the_window(interviewer: Person) -> None:
    interviewer.window.resize(interviewer.window.minimumSize())
    for _ in range(3):
        interviewer.preferences.resize_text(1)
    add_person(interviewer)
    view = interviewer.go_to("/harm[1]/acts")
    interviewer.press(Qt.Key.Key_Return)
    interviewer.press(Qt.Key.Key_V, Qt.KeyboardModifier.AltModifier)
    QApplication.processEvents()
    editor = view.findChild(SideEditor)
    assert editor is not None
    assert not wholly_seen(interviewer, view)
    assert comes_to_be_seen(interviewer, editor)

    interviewer.press(Qt.Key.Key_Escape)
    QApplication.processEvents()
    page = interviewer.conduct.desk.pages.currentWidget()
    assert interviewer.focus_in("/harm[1]/acts")
    assert 0 <= view.mapTo(page, QPoint(0, 0)).y() < 40, "the question is read again from its top"


def test_a_list_that_was_just_unfolded(interviewer: Person) -> None:
    add_person(interviewer)
    interviewer.go_to("/harm[1]/acts")
    interviewer.press(Qt.Key.Key_Return)
    QApplication.processEvents()
    assert comes_to_be_seen(interviewer, interviewer.question("/harm[1]/acts"))
