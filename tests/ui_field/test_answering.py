"""Answering: by keys and mouse, saved before it is shown as saved."""

from __future__ import annotations

from desktop import CTRL, NONE, SHIFT, Person
from interviews import add_person, give_consent, stored
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from stations import Stations

from interview_kit_ui.widgets.option_grid import OptionGrid
from interview_kit_ui.widgets.text_area import TextArea
from interview_kit_ui.widgets.text_line import TextLine


def test_an_interview_is_begun_by_the_number_of_its_protocol(person: Person) -> None:
    person.press(Qt.Key.Key_N, CTRL)
    person.press(Qt.Key.Key_2)
    person.press(Qt.Key.Key_Return)
    person.until(lambda: person.conducting)
    assert person.conduct.picture is not None
    assert "/harm" in [section.path for section in person.conduct.picture.sections], "the short one"


def test_numbers_answer_and_enter_goes_on(beginner: Person) -> None:
    give_consent(beginner)
    assert beginner.answer("/consent/explained") == "YES"
    assert beginner.answer("/consent/sc3") == "YES"
    assert beginner.answer("/consent/mode") == "AUDIO"
    assert beginner.focus_in("/witness/name")


def test_what_is_typed_right_after_the_last_enter_is_not_lost(interviewer: Person) -> None:
    interviewer.go_to("/consent/mode")
    interviewer.press(Qt.Key.Key_2)
    interviewer.type("\nTae")
    interviewer.type("\n")
    interviewer.saved()
    assert interviewer.answer("/witness/name") == "Tae"


def test_the_last_enter_leads_to_a_question_that_its_answer_brings_up(interviewer: Person) -> None:
    interviewer.conduct.show_section("/next")
    interviewer.go_to("/next/danger")
    interviewer.press(Qt.Key.Key_1)
    interviewer.press(Qt.Key.Key_Return)
    interviewer.until(lambda: interviewer.on_screen("/next/danger_words"))
    assert interviewer.focus_in("/next/danger_words")


def test_enter_stays_where_something_could_not_be_saved(interviewer: Person) -> None:
    add_person(interviewer)
    interviewer.question("/harm[1]/when").findChildren(TextLine)[1].setFocus()
    interviewer.type("20100")
    interviewer.go_to("/harm[1]/last_news")
    QTest.keyClick(interviewer.focus, Qt.Key.Key_Return, CTRL)
    assert interviewer.focus_in("/harm[1]/when")


def test_the_last_enter_of_all_waits_before_sealing(interviewer: Person) -> None:
    interviewer.conduct.show_section("/closing")
    interviewer.go_to("/closing/card")
    interviewer.press(Qt.Key.Key_Return)
    assert interviewer.focus in interviewer.buttons("Next: Seal")


def test_holding_enter_goes_on_once(beginner: Person) -> None:
    beginner.press(Qt.Key.Key_Return)
    held = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, NONE, "\r", autorep=True)
    QApplication.sendEvent(beginner.focus, held)
    assert beginner.focus_in("/consent/understood")


def test_shift_enter_goes_back(beginner: Person) -> None:
    beginner.go_to("/consent/understood")
    beginner.press(Qt.Key.Key_Return, SHIFT)
    assert beginner.focus_in("/consent/explained")


def test_sections_open_when_consent_is_given(beginner: Person) -> None:
    rail = beginner.conduct.desk.rail
    assert rail.items[1].text() == "The witness (locked)"
    give_consent(beginner)
    assert rail.items[1].text() == "The witness"
    assert beginner.on_screen("/witness/name")


def test_a_locked_section_says_what_opens_it_and_leads_there(beginner: Person) -> None:
    beginner.press(Qt.Key.Key_PageDown, CTRL)
    assert beginner.reads("taking part in the interview, written notes")
    assert not beginner.on_screen("/witness/name")
    beginner.push("Go to consent")
    assert beginner.focus_in("/consent/sc1")


def test_hangul_is_saved_after_a_pause_and_the_top_bar_tells_the_truth(interviewer: Person) -> None:
    interviewer.press(Qt.Key.Key_PageDown, CTRL)
    interviewer.type("T-하늘")
    assert interviewer.saved_text == "Saving"
    assert interviewer.answer("/witness/name") is None
    interviewer.saved()
    assert interviewer.answer("/witness/name") == "T-하늘"


def test_leaving_a_field_saves_it_at_once(interviewer: Person) -> None:
    interviewer.press(Qt.Key.Key_PageDown, CTRL)
    interviewer.type("T-1")
    interviewer.press(Qt.Key.Key_Return)
    assert interviewer.conduct._conductor.waiting
    interviewer.saved()
    assert interviewer.answer("/witness/name") == "T-1"


def test_what_is_typed_meanwhile_is_not_overwritten_by_a_late_picture(interviewer: Person) -> None:
    interviewer.press(Qt.Key.Key_PageDown, CTRL)
    interviewer.type("T-1")
    interviewer.press(Qt.Key.Key_S, CTRL)
    interviewer.type("23")
    field = interviewer.question("/witness/name").answer
    assert isinstance(field, TextLine)
    interviewer.until(lambda: interviewer.answer("/witness/name") == "T-1")
    assert field.text() == "T-123"
    interviewer.saved()
    assert interviewer.answer("/witness/name") == "T-123"


def test_two_options_picked_in_a_breath_are_both_kept(interviewer: Person) -> None:
    interviewer.conduct.show_section("/further")
    interviewer.go_to("/further/told_before")
    interviewer.press(Qt.Key.Key_1)
    interviewer.press(Qt.Key.Key_3)
    interviewer.saved()
    assert interviewer.answer("/further/told_before") == ["SETTLEMENT", "UN"]


def test_a_missing_value_takes_the_place_of_an_answer_and_gives_it_back(interviewer: Person) -> None:
    interviewer.press(Qt.Key.Key_PageDown, CTRL)
    interviewer.pick("/witness/age_band", "40-49")
    interviewer.press(Qt.Key.Key_R)
    interviewer.saved()
    assert interviewer.answer("/witness/age_band") == {"missing": "RF"}
    assert interviewer.chip("/witness/age_band", "Refused").isChecked()
    interviewer.press(Qt.Key.Key_R)
    interviewer.saved()
    assert interviewer.answer("/witness/age_band") == "40-49"


def test_consent_has_no_third_way(beginner: Person) -> None:
    beginner.go_to("/consent/sc1")
    beginner.press(Qt.Key.Key_D)
    assert beginner.answer("/consent/sc1") is None
    assert not beginner.conduct._conductor.waiting


def test_a_list_stays_folded_until_the_question_was_asked_openly(interviewer: Person) -> None:
    add_person(interviewer)
    view = interviewer.go_to("/harm[1]/acts")
    interviewer.press(Qt.Key.Key_1)
    assert not isinstance(view.answer, OptionGrid)
    interviewer.press(Qt.Key.Key_Return)
    assert isinstance(view.answer, OptionGrid)
    interviewer.press(Qt.Key.Key_1)
    interviewer.saved()
    assert interviewer.answer("/harm[1]/acts") == ["DISAPPEARANCE"]


def test_side_fields_stand_beside_the_answer(interviewer: Person) -> None:
    add_person(interviewer)
    interviewer.go_to("/harm[1]/when")
    interviewer.type("봄")
    interviewer.press(Qt.Key.Key_S, Qt.KeyboardModifier.AltModifier)
    interviewer.press(Qt.Key.Key_4)
    interviewer.press(Qt.Key.Key_V, Qt.KeyboardModifier.AltModifier)
    interviewer.type("봄이었지요")
    interviewer.press(Qt.Key.Key_Return)
    interviewer.saved()
    assert interviewer.answer("/harm[1]/when") == {
        "value": {"words": "봄"},
        "source": "HEARD_W",
        "said": "봄이었지요",
    }
    assert interviewer.chip("/harm[1]/when", "Told by another person").isChecked()
    assert interviewer.focus_in("/harm[1]/when")


def test_a_long_account_is_kept_whole(interviewer: Person, stations: Stations) -> None:
    interviewer.conduct.show_section("/story")
    area = interviewer.go_to("/story/account").answer
    assert isinstance(area, TextArea)
    account = "지어낸 이야기입니다. " * 40
    area.insertPlainText(account)
    interviewer.saved()
    interviewer.type("더")
    interviewer.press(Qt.Key.Key_Return)
    QTest.keyClick(area, Qt.Key.Key_Return, CTRL)
    interviewer.saved()
    interviewer.go_away()
    told = stored(stations).answers_json(identifying=False)
    assert told["/story/account"] == f"{account}더\n"
