"""What is left: told at the right, led to by a click, and in the way of sealing only if it must be."""

from __future__ import annotations

from desktop import SHIFT, Person
from interviews import add_person
from PySide6.QtCore import Qt

from interview_kit_ui.widgets.side_panel import PanelItem
from interview_kit_ui.widgets.text_line import TextLine


def items(person: Person) -> list[str]:
    return [item.text() for item in person.conduct.findChildren(PanelItem) if item.isVisible()]


def choose(person: Person, text: str) -> None:
    found = [item for item in person.conduct.findChildren(PanelItem) if item.text() == text]
    person.click(next(item for item in found if item.isVisible()))


def test_questions_of_this_section_are_named_and_others_counted(interviewer: Person) -> None:
    interviewer.until(lambda: "The witness: 4" in items(interviewer))
    interviewer.conduct.show_section("/witness")
    interviewer.until(lambda: "What name may we use for you?" in items(interviewer))
    assert "The witness: 4" not in items(interviewer)


def test_a_click_leads_to_the_question(interviewer: Person) -> None:
    choose(interviewer, "Closing: 4")
    assert interviewer.focus_in("/closing/readback")


def test_a_click_opens_the_person_a_problem_is_about(interviewer: Person) -> None:
    add_person(interviewer)
    interviewer.question("/harm[1]/when").findChildren(TextLine)[1].setFocus()
    interviewer.type("2110")
    interviewer.saved()
    add_person(interviewer, 2)
    interviewer.conduct.show_section("/story")
    choose(interviewer, "This date lies in the future. Check the year.")
    assert interviewer.on_screen("/harm[1]/when")
    assert interviewer.focus_in("/harm[1]/when")


def test_a_rule_leads_to_the_question_before_it(beginner: Person) -> None:
    beginner.go_to("/consent/understood")
    beginner.press(Qt.Key.Key_3)
    beginner.saved()
    rule = next(text for text in items(beginner) if text.startswith("The witness did not understand"))
    beginner.go_to("/consent/explained")
    choose(beginner, rule)
    assert beginner.focus_in("/consent/understood")


def test_a_rule_between_sections_leads_to_the_section_before_it(interviewer: Person) -> None:
    choose(interviewer, "Nobody who was harmed has been recorded yet.")
    assert interviewer.reads("None recorded yet")


def misunderstood(person: Person) -> None:
    """Leave one thing to check: the witness did not understand."""
    person.go_to("/consent/understood")
    person.press(Qt.Key.Key_3)
    person.saved()


def test_f8_leads_to_each_problem_in_turn(interviewer: Person) -> None:
    misunderstood(interviewer)
    interviewer.conduct.show_section("/story")
    interviewer.press(Qt.Key.Key_F8)
    assert interviewer.focus_in("/consent/understood")
    interviewer.press(Qt.Key.Key_F8)
    assert interviewer.reads("None recorded yet")
    interviewer.press(Qt.Key.Key_F8)
    assert interviewer.focus_in("/consent/understood")


def test_f8_opens_the_panel_and_shift_f8_folds_it(interviewer: Person) -> None:
    panel = interviewer.conduct.desk.side_panel
    interviewer.press(Qt.Key.Key_F8, SHIFT)
    assert panel.isHidden()
    interviewer.press(Qt.Key.Key_F8)
    assert panel.isVisible()
    interviewer.press(Qt.Key.Key_F8)
    assert panel.isVisible()
    interviewer.push("Fold away")
    assert panel.isHidden()


def test_f8_shows_and_folds_the_panel_where_nothing_is_to_be_checked(beginner: Person) -> None:
    panel = beginner.conduct.desk.side_panel
    beginner.press(Qt.Key.Key_F8)
    assert panel.isHidden()
    beginner.press(Qt.Key.Key_F8)
    assert panel.isVisible()


def test_the_seal_page_lists_what_blocks_and_offers_no_button(interviewer: Person) -> None:
    interviewer.conduct.show_section("seal")
    assert interviewer.reads("Still to solve")
    assert not interviewer.reads("Ready to be sealed")
    choose(interviewer, "What next – not answered: 2")
    assert interviewer.focus_in("/next/call_again")


def test_something_that_is_not_saved_is_in_the_way_of_sealing(interviewer: Person) -> None:
    add_person(interviewer)
    interviewer.question("/harm[1]/when").findChildren(TextLine)[1].setFocus()
    interviewer.type("2009-13")
    interviewer.conduct.show_section("seal")
    choose(interviewer, "Something typed could not be saved")
    assert interviewer.focus_in("/harm[1]/when")
