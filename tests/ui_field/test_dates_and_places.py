"""Dates and places: the words as spoken, and what is understood by them."""

from __future__ import annotations

from desktop import NONE, Person
from interviews import add_person
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from interview_kit_ui.field.questions.place_suggestions import PlaceSuggestions
from interview_kit_ui.field.section_page import SectionPage
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
    interviewer.type("20100")
    assert interviewer.reads("This is not a date in EDTF")
    words.setFocus()
    interviewer.type("봄")
    interviewer.until(lambda: interviewer.answer("/harm[1]/when") == {"words": "봄"})
    assert interviewer.saved_text == "Not saved"
    interviewer.conduct.show_section("/story")
    interviewer.conduct.show_section("/harm")
    assert date.text() == "20100"


def test_words_in_the_field_for_the_date_are_kept_as_words(interviewer: Person) -> None:
    add_person(interviewer)
    words, date = fields(interviewer, "/harm[1]/when")
    date.setFocus()
    interviewer.type("화폐개혁 다음 해 ")
    interviewer.compose("봄")
    interviewer.press(Qt.Key.Key_Return)
    interviewer.saved()
    assert interviewer.answer("/harm[1]/when") == {"words": "화폐개혁 다음 해 봄"}
    assert (words.text(), date.text()) == ("화폐개혁 다음 해 봄", "")
    assert interviewer.reads("spring 2010 · 2010-03-01 – 2010-05-31")


def test_a_date_to_come_is_a_problem_and_stays(interviewer: Person) -> None:
    add_person(interviewer)
    fields(interviewer, "/harm[1]/when")[1].setFocus()
    interviewer.type("2110")
    interviewer.saved()
    assert interviewer.reads("This date lies in the future")
    assert interviewer.answer("/harm[1]/when") == {"edtf": "2110"}


def at_home(person: Person) -> tuple[TextLine, TextLine, PlaceSuggestions]:
    """Go to the question where the witness lived; return words, search and list."""
    person.conduct.show_section("/witness")
    person.go_to("/witness/home")
    words, search = fields(person, "/witness/home")
    listed = person.question("/witness/home").findChild(PlaceSuggestions)
    assert listed is not None
    return words, search, listed


def offered(listed: PlaceSuggestions) -> list[str]:
    return [listed.item(row).text() for row in range(listed.count())] if listed.isVisible() else []


def test_a_place_is_found_by_its_words_and_keeps_them(interviewer: Person) -> None:
    _, _, listed = at_home(interviewer)
    interviewer.type("회령")
    assert offered(listed)[0] == "Hoeryong (회령시)   North Hamgyong, North Korea"
    interviewer.press(Qt.Key.Key_Down)
    interviewer.press(Qt.Key.Key_Return)
    interviewer.saved()
    assert interviewer.answer("/witness/home") == {"id": "KP-09-hoeryong", "words": "회령"}
    assert not listed.isVisible()
    assert interviewer.reads("Hoeryong (회령시)")
    assert interviewer.reads("North Hamgyong, North Korea")
    assert interviewer.focus_in("/witness/home")


def test_words_alone_are_an_answer_and_enter_goes_on(interviewer: Person) -> None:
    _, _, listed = at_home(interviewer)
    interviewer.type("회령")
    assert listed.isVisible()
    interviewer.press(Qt.Key.Key_Return)
    assert not interviewer.focus_in("/witness/home")
    assert not listed.isVisible()
    interviewer.saved()
    assert interviewer.answer("/witness/home") == {"words": "회령"}


def test_places_are_offered_while_a_syllable_is_being_composed(interviewer: Person) -> None:
    _, search, listed = at_home(interviewer)
    search.setFocus()
    interviewer.compose("ㅎ")
    interviewer.compose("", "ㅎ")
    interviewer.compose("ㅅ")
    assert search.text() == "ㅎ"
    assert offered(listed)[0].startswith("Hyesan (혜산시)")
    row = listed.visualItemRect(listed.item(0)).center()
    QTest.mouseClick(listed.viewport(), Qt.MouseButton.LeftButton, NONE, row)
    interviewer.saved()
    assert interviewer.answer("/witness/home") == {"id": "KP-10-hyesan"}


def test_vague_words_and_a_place_by_its_old_name(interviewer: Person) -> None:
    words, search, _ = at_home(interviewer)
    interviewer.type("국경 마을")
    search.setFocus()
    interviewer.type("새별")
    interviewer.press(Qt.Key.Key_Return)
    interviewer.saved()
    assert interviewer.answer("/witness/home") == {"id": "KP-09-kyongwon", "words": "국경 마을"}
    assert interviewer.focus is words


def test_a_place_can_be_taken_away_again(interviewer: Person) -> None:
    _, search, _ = at_home(interviewer)
    interviewer.type("회령")
    interviewer.press(Qt.Key.Key_Down)
    interviewer.press(Qt.Key.Key_Return)
    interviewer.saved()
    interviewer.push("Remove")
    interviewer.until(lambda: interviewer.answer("/witness/home") == {"words": "회령"})
    assert interviewer.focus is search


def test_what_was_searched_and_not_found_is_kept_as_words(interviewer: Person) -> None:
    words, search, listed = at_home(interviewer)
    search.setFocus()
    interviewer.type("아틀란티스 마을")
    assert not listed.isVisible()
    words.setFocus()
    interviewer.saved()
    assert interviewer.answer("/witness/home") == {"words": "아틀란티스 마을"}


def test_the_list_goes_away_without_a_choice(interviewer: Person) -> None:
    _, _, listed = at_home(interviewer)
    interviewer.type("Hoer")
    interviewer.press(Qt.Key.Key_Down)
    interviewer.press(Qt.Key.Key_Up)
    assert listed.marked == ""
    interviewer.press(Qt.Key.Key_Escape)
    assert not listed.isVisible()
    interviewer.saved()
    assert interviewer.answer("/witness/home") == {"words": "Hoer"}


def test_the_list_stays_while_what_was_said_before_is_stored(interviewer: Person) -> None:
    _, search, listed = at_home(interviewer)
    interviewer.type("강가")
    search.setFocus()
    interviewer.type("회령")
    interviewer.until(lambda: interviewer.answer("/witness/home") == {"words": "강가"})
    assert listed.isVisible()
    interviewer.press(Qt.Key.Key_Return)
    interviewer.until(
        lambda: interviewer.answer("/witness/home") == {"id": "KP-09-hoeryong", "words": "강가"}
    )


def test_the_list_is_scrolled_into_view(interviewer: Person) -> None:
    _, _, listed = at_home(interviewer)
    interviewer.type("회")

    def seen() -> bool:
        page = interviewer.conduct.findChildren(SectionPage)
        (shown,) = [one for one in page if one.isAncestorOf(listed)]
        bottom = listed.mapTo(shown, listed.rect().bottomLeft()).y()
        return bottom <= shown.height()

    interviewer.until(seen)
    assert listed.isVisible()
    assert seen()
