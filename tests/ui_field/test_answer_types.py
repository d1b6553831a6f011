"""Agencies, durations, money, persons, sketches: keys and mouse, words kept, nothing half said handed in."""

from __future__ import annotations

from pathlib import Path

import pytest
from desktop import Person
from invented_custody import custody
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from stations import PASSPHRASE, Stations

from interview_kit.crypto.canonical import JsonValue
from interview_kit.vault import drafts
from interview_kit_ui.field.instance_card import InstanceCard
from interview_kit_ui.field.questions.picker import Picker
from interview_kit_ui.widgets.buttons import Button
from interview_kit_ui.widgets.chip import Chip
from interview_kit_ui.widgets.option_grid import OptionGrid
from interview_kit_ui.widgets.text_line import TextLine

WORDS = "In the witness's words"
REASONS = {"Does not know", "Refused", "Not applicable"}


@pytest.fixture
def at_custody(stations: Stations, locked_person: Person) -> Person:
    """Somebody in an interview under the invented protocol; two persons have been told of."""
    people: dict[str, JsonValue] = {f"/victim[{number}]/called": f"T-{number}" for number in (1, 2)}
    with stations.laptop() as laptop:
        drafts.record(laptop, custody(), people, stations.folder)
    locked_person.unlock(PASSPHRASE)
    locked_person.press(Qt.Key.Key_Return)
    locked_person.until(lambda: locked_person.conducting)
    locked_person.conduct.show_section("/custody")
    return locked_person


def line(person: Person, path: str, name: str) -> TextLine:
    found = person.question(path).findChildren(TextLine)
    return next(one for one in found if one.accessibleName() == name)


def picker(person: Person, path: str) -> Picker:
    found = person.question(path).findChild(Picker)
    assert found is not None
    return found


def choose(person: Person, path: str, text: str) -> None:
    """Walk down the list by keys until it says this."""
    list_ = picker(person, path)
    list_.setFocus()
    for _ in range(list_.count()):
        if list_.currentText().startswith(text):
            return
        QTest.keyClick(list_, Qt.Key.Key_Down)
    raise AssertionError(f"{text} is not in the list")


def test_an_agency_is_picked_by_its_number_and_called_by_their_words(at_custody: Person) -> None:
    at_custody.go_to("/custody/agency")
    at_custody.press(Qt.Key.Key_2)
    at_custody.saved()
    assert at_custody.answer("/custody/agency") == {"code": "SOCSEC_LOCAL"}
    line(at_custody, "/custody/agency", WORDS).setFocus()
    at_custody.type("안전부 2")
    at_custody.until(
        lambda: at_custody.answer("/custody/agency") == {"code": "SOCSEC_LOCAL", "words": "안전부 2"}
    )
    at_custody.go_to("/custody/agency")
    at_custody.press(Qt.Key.Key_Delete)
    at_custody.until(lambda: at_custody.answer("/custody/agency") == {"words": "안전부 2"})


def test_words_that_were_not_handed_in_yet_go_with_the_choice(at_custody: Person) -> None:
    line(at_custody, "/custody/agency", WORDS).setFocus()
    at_custody.type("T")
    grid = at_custody.question("/custody/agency").findChild(OptionGrid)
    assert grid is not None
    at_custody.click(grid.rows[0])
    at_custody.until(
        lambda: at_custody.answer("/custody/agency") == {"code": "MSS_COUNTY", "words": "T"},
    )


def test_a_duration_is_understood_while_it_is_typed(at_custody: Person) -> None:
    line(at_custody, "/custody/held", "Months").setFocus()
    at_custody.type("8")
    assert at_custody.reads("8 months · 242–245 days")
    at_custody.click(at_custody.chip("/custody/held", "about"))
    assert at_custody.reads("about 8 months · 212–276 days")
    line(at_custody, "/custody/held", WORDS).setFocus()
    at_custody.type("여덟 달쯤")
    at_custody.until(
        lambda: at_custody.answer("/custody/held") == {"iso": "P8M~", "words": "여덟 달쯤"},
    )
    line(at_custody, "/custody/held", "Years").setFocus()
    at_custody.type("1")
    at_custody.until(
        lambda: at_custody.answer("/custody/held") == {"iso": "P1Y8M~", "words": "여덟 달쯤"},
    )


def test_what_is_no_number_is_said_so_and_what_was_stored_stays(at_custody: Person) -> None:
    days = line(at_custody, "/custody/held", "Days")
    days.setFocus()
    at_custody.type("10")
    at_custody.until(lambda: at_custody.answer("/custody/held") == {"iso": "P10D"})
    at_custody.type("x")
    assert at_custody.reads("Write a whole number. It is not saved yet.")
    line(at_custody, "/custody/held", WORDS).setFocus()
    at_custody.type("T")
    at_custody.until(lambda: at_custody.answer("/custody/held") == {"iso": "P10D", "words": "T"})
    assert at_custody.saved_text == "Not saved"
    assert days.text() == "10x"


def test_an_amount_waits_for_its_currency(at_custody: Person) -> None:
    line(at_custody, "/custody/paid", "Amount").setFocus()
    at_custody.type("1,200")
    line(at_custody, "/custody/paid", WORDS).setFocus()
    at_custody.type("천이백")
    at_custody.until(lambda: at_custody.answer("/custody/paid") == {"words": "천이백"})
    assert at_custody.reads("Choose the currency. The amount is not saved yet.")
    choose(at_custody, "/custody/paid", "CNY")
    told = {"amount": "1200", "currency": "CNY", "words": "천이백"}
    at_custody.until(lambda: at_custody.answer("/custody/paid") == told)
    assert not at_custody.reads("Choose the currency")


def test_a_person_is_picked_from_those_told_of_so_far(at_custody: Person) -> None:
    names = [picker(at_custody, "/custody/because").itemText(at) for at in range(3)]
    assert names == ["Not in the list", "1 T-1", "2 T-2"]
    choose(at_custody, "/custody/because", "2 ")
    at_custody.saved()
    picked = at_custody.answer("/custody/because")
    assert isinstance(picked, dict)
    assert list(picked) == ["id"]
    at_custody.conduct.show_section("/victim")
    at_custody.until(lambda: at_custody.on_screen("/victim[2]/called"))
    called = line(at_custody, "/victim[2]/called", at_custody.question("/victim[2]/called").accessibleName())
    called.setFocus()
    called.selectAll()
    at_custody.type("T-new")
    at_custody.saved()
    at_custody.conduct.show_section("/custody")
    at_custody.until(lambda: picker(at_custody, "/custody/because").currentText() == "2 T-new")


def test_nobody_is_offered_as_their_own_mother(at_custody: Person) -> None:
    at_custody.conduct.show_section("/victim")
    at_custody.until(lambda: at_custody.on_screen("/victim[2]/mother"))
    list_ = picker(at_custody, "/victim[2]/mother")
    assert [list_.itemText(at) for at in range(list_.count())] == ["Not in the list", "1 T-1"]


def test_whoever_would_be_their_own_grandmother_is_told_so_at_the_question(at_custody: Person) -> None:
    at_custody.conduct.show_section("/victim")
    at_custody.until(lambda: at_custody.on_screen("/victim[2]/mother"))
    choose(at_custody, "/victim[2]/mother", "1 ")
    at_custody.saved()
    assert not at_custody.reads("leads back to where it began")
    header = at_custody.conduct.findChildren(InstanceCard)[0].header
    at_custody.click(header)
    at_custody.until(lambda: at_custody.on_screen("/victim[1]/mother"))
    choose(at_custody, "/victim[1]/mother", "2 ")
    at_custody.until(lambda: at_custody.reads("leads back to where it began"))


def test_only_reasons_that_a_question_takes_are_offered(at_custody: Person) -> None:
    def offered(path: str) -> set[str]:
        return {chip.text() for chip in at_custody.question(path).findChildren(Chip)} & REASONS

    assert offered("/custody/agency") == REASONS
    assert offered("/custody/held") == {"Does not know", "Refused"}
    assert offered("/custody/signed") == {"Refused"}


def test_a_sketch_that_is_no_picture_is_refused_at_its_question(at_custody: Person, tmp_path: Path) -> None:
    sound = tmp_path / "T-sound.wav"
    sound.write_bytes(b"invented sound")
    at_custody.paths = [sound]
    to_draw = at_custody.question("/custody/map").findChildren(Button)
    at_custody.click(next(one for one in to_draw if one.label == "Draw"))
    at_custody.until(lambda: at_custody.buttons("Photograph of a drawing on paper"))
    at_custody.push("Photograph of a drawing on paper")
    at_custody.until(lambda: at_custody.reads("takes a picture of the sketch"))
    assert at_custody.answer("/custody/map") is None


def test_what_is_being_composed_is_kept_when_the_section_is_left(at_custody: Person) -> None:
    for path in ("/custody/agency", "/custody/held", "/custody/paid", "/custody/because"):
        line(at_custody, path, WORDS).setFocus()
        at_custody.compose("달")
        at_custody.conduct.show_section("/victim")
        at_custody.conduct.show_section("/custody")
        at_custody.until(lambda path=path: at_custody.answer(path) is not None)
        assert at_custody.answer(path) == {"words": "달"}
