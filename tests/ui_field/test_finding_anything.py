"""Ctrl+K finds a question, a section or something to do, by a part of its words."""

from __future__ import annotations

from desktop import CTRL, Person
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication

from interview_kit_ui.field.interview_view import SEAL
from interview_kit_ui.widgets.data_table import DataTable
from interview_kit_ui.widgets.palette import Palette, entry, found


def find(person: Person, words: str) -> None:
    person.press(Qt.Key.Key_K, CTRL)
    person.type(words)


def test_a_question_is_reached_by_a_word_of_it(interviewer: Person) -> None:
    find(interviewer, "everything you remember")
    interviewer.press(Qt.Key.Key_Return)
    interviewer.until(lambda: interviewer.conduct.place != "/consent")
    assert interviewer.focus_in("/story/account")


def test_a_section_is_reached_by_its_name(interviewer: Person) -> None:
    find(interviewer, "closing")
    interviewer.press(Qt.Key.Key_Return)
    interviewer.until(lambda: interviewer.conduct.place.startswith("/closing"))
    assert interviewer.on_screen("/closing/readback")


def test_something_to_do_is_done(interviewer: Person) -> None:
    find(interviewer, "go to seal")
    interviewer.press(Qt.Key.Key_Return)
    interviewer.until(lambda: interviewer.conduct.place == SEAL)
    assert not interviewer.on_screen("/consent/mode")


def test_the_mark_stays_where_the_arrows_led_though_the_input_method_stirs(interviewer: Person) -> None:
    find(interviewer, "go to")
    interviewer.press(Qt.Key.Key_Down)
    (palette,) = interviewer.window.findChildren(Palette)
    (found_so,) = palette.findChildren(DataTable)
    assert found_so.selected == "1"
    interviewer.compose("")
    assert found_so.selected == "1"


def test_the_line_stays_where_it_is_when_nothing_is_found(interviewer: Person) -> None:
    find(interviewer, "go to")
    QApplication.processEvents()
    before = interviewer.focus.mapTo(interviewer.window, QPoint(0, 0))
    interviewer.type("zzz")
    QApplication.processEvents()
    assert interviewer.reads("Nothing is called so.")
    assert interviewer.focus.mapTo(interviewer.window, QPoint(0, 0)) == before


def test_escape_leaves_everything_as_it_was(interviewer: Person) -> None:
    interviewer.go_to("/consent/mode")
    find(interviewer, "closing")
    interviewer.press(Qt.Key.Key_Escape)
    assert interviewer.focus_in("/consent/mode")
    assert interviewer.conduct.place == "/consent/mode"


def test_what_begins_so_comes_first_and_the_arrows_lead_on() -> None:
    entries = [
        entry("Has anybody told you?", "Case 1", lambda: None),
        entry("Told before", "Section", lambda: None),
    ]
    assert [one.text for one in found(entries, "TOLD")] == ["Told before", "Has anybody told you?"]


def test_every_word_must_occur_and_any_language_will_do() -> None:
    home = entry("고향", "증언자", lambda: None, ["Home", "Lugar de origen"])
    assert found([home], "lugar증") == []
    assert found([home], "origen 증언자") == [home]
    assert found([home], "ㄱㅎ") == [home]
