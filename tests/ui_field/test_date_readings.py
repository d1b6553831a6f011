"""Words about a date are understood while they are typed, and taken when the interviewer says so."""

from __future__ import annotations

from desktop import Person
from interviews import add_person
from PySide6.QtCore import Qt

from interview_kit_ui.widgets.text_line import TextLine

WHEN = "/harm[1]/when"


def words_of(person: Person) -> tuple[TextLine, TextLine]:
    add_person(person)
    words, date = person.question(WHEN).findChildren(TextLine)
    words.setFocus()
    return words, date


def test_words_are_read_while_they_are_typed_and_taken_with_a_key(interviewer: Person) -> None:
    _, date = words_of(interviewer)
    interviewer.type("화폐개혁 다음 해 봄")
    assert interviewer.reads("spring 2010 · 2010-03-01 – 2010-05-31 · Currency reform: 30 November 2009")
    interviewer.saved()
    assert interviewer.answer(WHEN) == {"words": "화폐개혁 다음 해 봄"}
    interviewer.press(Qt.Key.Key_Down)
    assert date.text() == "2010-21"
    interviewer.saved()
    assert interviewer.answer(WHEN) == {"edtf": "2010-21", "words": "화폐개혁 다음 해 봄"}
    assert interviewer.buttons("Take as spring 2010") == []


def test_words_with_several_meanings_leave_the_choice(interviewer: Person) -> None:
    words_of(interviewer)
    interviewer.type("2009년 겨울")
    assert interviewer.buttons("Take as winter 2009")
    interviewer.push("Take as winter 2008")
    interviewer.saved()
    assert interviewer.answer(WHEN) == {"edtf": "2008-24", "words": "2009년 겨울"}
    assert interviewer.focus_in(WHEN)


def test_a_date_taken_from_words_goes_when_they_change(interviewer: Person) -> None:
    _, date = words_of(interviewer)
    interviewer.type("2009년")
    interviewer.press(Qt.Key.Key_Down)
    assert date.text() == "2009"
    interviewer.type(" 봄")
    assert date.text() == ""
    assert interviewer.buttons("Take as spring 2009")


def test_a_date_that_was_typed_stays_whatever_the_words(interviewer: Person) -> None:
    words, date = words_of(interviewer)
    date.setFocus()
    interviewer.type("2009-11")
    words.setFocus()
    interviewer.type("2010년 봄")
    assert date.text() == "2009-11"
    assert interviewer.buttons("Take as spring 2010") == []


def test_words_that_are_not_understood_offer_nothing_and_are_kept(interviewer: Person) -> None:
    words_of(interviewer)
    interviewer.type("언제인지 모른다")
    interviewer.press(Qt.Key.Key_Down)
    interviewer.saved()
    assert interviewer.answer(WHEN) == {"words": "언제인지 모른다"}
