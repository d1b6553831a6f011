"""What is left: told at the right, led to by a click, and in the way of sealing only if it must be."""

from __future__ import annotations

from desktop import Person
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


def test_the_seal_page_lists_what_blocks_and_offers_no_button(interviewer: Person) -> None:
    interviewer.conduct.show_section("seal")
    assert interviewer.reads("Still to solve")
    assert not interviewer.reads("Everything is answered")
    choose(interviewer, "What next – 2 question(s) not answered")
    assert interviewer.focus_in("/next/call_again")


def test_something_that_is_not_saved_is_in_the_way_of_sealing(interviewer: Person) -> None:
    add_person(interviewer)
    interviewer.question("/harm[1]/when").findChildren(TextLine)[1].setFocus()
    interviewer.type("spring")
    interviewer.conduct.show_section("seal")
    choose(interviewer, "Something typed could not be saved")
    assert interviewer.focus_in("/harm[1]/when")
