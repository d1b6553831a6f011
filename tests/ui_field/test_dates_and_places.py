"""Dates and places: the words as spoken, and what is understood by them."""

from __future__ import annotations

from desktop import Person
from interviews import add_person
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox

from interview_kit_ui.widgets.text_line import TextLine


def fields(person: Person, path: str) -> list[TextLine]:
    return person.question(path).findChildren(TextLine)


def test_a_season_is_understood_while_it_is_typed(interviewer: Person) -> None:
    add_person(interviewer)
    words, date = fields(interviewer, "/harm[1]/when")
    words.setFocus()
    interviewer.type("화폐개혁 다음 해 봄")
    date.setFocus()
    interviewer.type("2010-21")
    assert interviewer.reads("spring 2010 · 2010-03-01 – 2010-05-31")
    interviewer.saved()
    assert interviewer.answer("/harm[1]/when") == {"edtf": "2010-21", "words": "화폐개혁 다음 해 봄"}


def test_what_is_no_date_is_said_so_and_not_kept_but_the_words_are(interviewer: Person) -> None:
    add_person(interviewer)
    words, date = fields(interviewer, "/harm[1]/when")
    date.setFocus()
    interviewer.type("spring")
    assert interviewer.reads("This is not a date in EDTF")
    words.setFocus()
    interviewer.type("봄")
    interviewer.until(lambda: interviewer.answer("/harm[1]/when") == {"words": "봄"})
    assert interviewer.saved_text == "Not saved"
    interviewer.conduct.show_section("/story")
    interviewer.conduct.show_section("/harm")
    assert date.text() == "spring"


def test_a_date_to_come_is_a_problem_and_stays(interviewer: Person) -> None:
    add_person(interviewer)
    fields(interviewer, "/harm[1]/when")[1].setFocus()
    interviewer.type("2110")
    interviewer.saved()
    assert interviewer.reads("This date lies in the future")
    assert interviewer.answer("/harm[1]/when") == {"edtf": "2110"}


def test_a_place_keeps_the_words_and_the_province(interviewer: Person) -> None:
    interviewer.conduct.show_section("/witness")
    interviewer.go_to("/witness/home")
    interviewer.type("회령")
    units = interviewer.question("/witness/home").findChild(QComboBox)
    assert units is not None
    units.setFocus()
    while units.currentText() != "North Hamgyong":
        QTest.keyClick(units, Qt.Key.Key_Down)
    interviewer.saved()
    assert interviewer.answer("/witness/home") == {"id": "KP-09", "words": "회령"}
