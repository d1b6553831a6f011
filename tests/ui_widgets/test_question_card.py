"""The question card: keys beside words, wherever in the card the focus is."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from interview_kit_ui.field.questions.picker import Picker
from interview_kit_ui.widgets.chip import Chip
from interview_kit_ui.widgets.option_grid import OptionGrid
from interview_kit_ui.widgets.question_card import QuestionCard, SideField
from interview_kit_ui.widgets.text_line import TextLine
from interview_kit_ui.widgets.typing_keys import CHORD, CHORD_NAME

SIDE = (SideField("source", "직접 목격", "S", held=True), SideField("anchor", "38:02"))


def card_with(qtbot: QtBot, answer: QWidget, *, typed: bool) -> QuestionCard:
    card = QuestionCard()
    qtbot.addWidget(card)
    card.set_question("누가 데려갔습니까?", "Who took them?")
    card.set_answer(answer, typed=typed)
    card.set_side_fields(SIDE)
    card.set_missing_offered(("DK", "RF", "NA"))
    with qtbot.waitActive(card):
        card.show()
        card.activateWindow()
    card.focus_answer()
    return card


@pytest.fixture
def closed(qtbot: QtBot) -> QuestionCard:
    return card_with(qtbot, OptionGrid([("A", "보위부"), ("B", "안전부")]), typed=False)


@pytest.fixture
def typed(qtbot: QtBot) -> QuestionCard:
    return card_with(qtbot, TextLine(), typed=True)


def chips(card: QuestionCard) -> dict[str, Chip]:
    return {chip.text(): chip for chip in card.findChildren(Chip)}


def press(card: QuestionCard, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
    QTest.keyClick(card.focusWidget(), key, modifier or Qt.KeyboardModifier.NoModifier)


def test_a_letter_chooses_a_missing_value(closed: QuestionCard, qtbot: QtBot) -> None:
    with qtbot.waitSignal(closed.missing_chosen) as chosen:
        press(closed, Qt.Key.Key_R)
    assert chosen.args == ["RF"]


def test_the_same_letter_takes_it_back(closed: QuestionCard, qtbot: QtBot) -> None:
    closed.set_missing("RF")
    with qtbot.waitSignal(closed.missing_chosen) as chosen:
        press(closed, Qt.Key.Key_R)
    assert chosen.args == [""]


def test_a_side_field_is_one_key_away(closed: QuestionCard, qtbot: QtBot) -> None:
    with qtbot.waitSignal(closed.side_chosen) as chosen:
        press(closed, Qt.Key.Key_S)
    assert chosen.args == ["source"]


def test_numbers_pick_even_when_the_focus_is_on_a_chip(closed: QuestionCard, qtbot: QtBot) -> None:
    chips(closed)["Refused"].setFocus()
    grid = closed.answer
    assert isinstance(grid, OptionGrid)
    with qtbot.waitSignal(grid.picked) as picked:
        press(closed, Qt.Key.Key_2)
    assert picked.args == [("B",)]


def test_letters_are_letters_where_text_is_typed(typed: QuestionCard) -> None:
    chosen: list[str] = []
    typed.missing_chosen.connect(chosen.append)
    field = typed.answer
    assert isinstance(field, TextLine)
    QTest.keyClicks(field, "Dr")
    assert (field.text(), chosen) == ("Dr", [])
    press(typed, Qt.Key.Key_D, CHORD)
    assert (field.text(), chosen) == ("Dr", ["DK"])


def test_chips_show_the_key_that_works(closed: QuestionCard, typed: QuestionCard) -> None:
    keys = {text: chip.key for text, chip in chips(closed).items()}
    assert keys == {
        "직접 목격": "S",
        "38:02": "",
        "Does not know": "D",
        "Refused": "R",
        "Not applicable": "N",
    }
    assert chips(typed)["Refused"].key == f"{CHORD_NAME}R"


def test_enter_goes_on_and_shift_enter_back(closed: QuestionCard, typed: QuestionCard, qtbot: QtBot) -> None:
    for card in (closed, typed):
        with qtbot.waitSignal(card.go_on):
            QTest.keyClick(card.focusWidget(), Qt.Key.Key_Return)
        with qtbot.waitSignal(card.go_back):
            press(card, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)


def test_a_closed_consent_scope_locks_the_answer_and_says_why(closed: QuestionCard, qtbot: QtBot) -> None:
    chosen: list[str] = []
    closed.missing_chosen.connect(chosen.append)
    closed.set_locked("The witness did not consent to this.")
    assert closed.answer is not None
    assert not closed.answer.isEnabled()
    assert not any(chip.isVisible() for chip in closed.findChildren(Chip))
    QTest.keyClick(closed, Qt.Key.Key_R)
    assert chosen == []
    closed.set_locked("")
    assert closed.answer.isEnabled()


def test_an_answer_put_in_while_locked_stays_locked(closed: QuestionCard) -> None:
    closed.set_locked("The witness did not consent to this.")
    line = TextLine()
    closed.set_answer(line, typed=True)
    assert not line.isEnabled()


def test_screen_readers_hear_the_question_with_the_answer(closed: QuestionCard, typed: QuestionCard) -> None:
    for card in (closed, typed):
        assert card.answer is not None
        assert card.answer.accessibleName() == "누가 데려갔습니까?"


def test_a_list_that_folds_out_leaves_the_letters_with_alt_to_the_card(qtbot: QtBot) -> None:
    picker = Picker()
    picker.offer([("", "Nobody"), ("1", "Daughter")])
    card = card_with(qtbot, picker, typed=True)
    with qtbot.waitSignal(card.missing_chosen) as chosen:
        press(card, Qt.Key.Key_D, CHORD)
    assert chosen.args == ["DK"]
    assert picker.chosen == ""


def test_a_list_that_folds_out_shows_every_row_whole(qtbot: QtBot) -> None:
    picker = Picker()
    qtbot.addWidget(picker)
    picker.offer([(str(number), f"T-{number}") for number in range(5)])
    picker.show()
    picker.showPopup()
    rows, model = picker.view(), picker.model()
    for number in range(5):
        row = rows.visualRect(model.index(number, 0))
        assert rows.viewport().rect().contains(row)
    picker.hidePopup()
