"""The page: a reading column, and one focused card at a time."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from interview_kit_ui.widgets.page import COLUMN_WIDTH, Page
from interview_kit_ui.widgets.question_card import QuestionCard
from interview_kit_ui.widgets.text_line import TextLine


def card() -> QuestionCard:
    made = QuestionCard()
    made.set_question("마지막으로 자유로웠던 때는 언제입니까?")
    made.set_answer(TextLine(), typed=True)
    return made


@pytest.fixture
def cards() -> list[QuestionCard]:
    return [card() for _ in range(12)]


@pytest.fixture
def page(qtbot: QtBot, cards: list[QuestionCard]) -> Page:
    made = Page()
    qtbot.addWidget(made)
    made.set_title("체포·연행")
    for one in cards:
        made.add(one)
    made.resize(1000, 500)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def test_only_the_card_with_the_keyboard_focus_carries_the_accent(
    page: Page, cards: list[QuestionCard]
) -> None:
    cards[0].focus_answer()
    cards[1].focus_answer()
    assert [one.focused for one in cards[:3]] == [False, True, False]
    assert page.focused_card is cards[1]


def test_the_card_is_announced_once(page: Page, cards: list[QuestionCard], qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.card_focused) as focused:
        cards[2].focus_answer()
    assert focused.args == [cards[2]]


def test_a_focused_answer_below_the_edge_is_scrolled_into_view(page: Page, cards: list[QuestionCard]) -> None:
    cards[-1].focus_answer()
    answer = cards[-1].answer
    assert answer is not None
    top = answer.mapTo(page.viewport(), answer.rect().topLeft()).y()
    assert 0 <= top <= page.viewport().height() - answer.height()


@pytest.mark.parametrize("width", [700, 1000, 1600])
def test_the_column_is_centred_and_never_wider_than_reading_allows(
    page: Page, cards: list[QuestionCard], width: int
) -> None:
    page.resize(width, 500)
    left = cards[0].mapTo(page, cards[0].rect().topLeft()).x()
    right = page.width() - left - cards[0].width()
    assert abs(left - right) <= 1
    assert cards[0].width() == min(COLUMN_WIDTH, width - 2 * 28)


def test_a_scroll_bar_appearing_moves_nothing(page: Page, cards: list[QuestionCard]) -> None:
    before = cards[0].geometry().width(), cards[0].mapTo(page, cards[0].rect().topLeft()).x()
    page.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    assert before == (cards[0].width(), cards[0].mapTo(page, cards[0].rect().topLeft()).x())


def test_clearing_leaves_an_empty_page(page: Page, cards: list[QuestionCard]) -> None:
    cards[0].focus_answer()
    page.clear()
    assert page.focused_card is None
    fresh = card()
    page.add(fresh)
    fresh.focus_answer()
    assert page.focused_card is fresh


def test_a_card_that_was_deleted_hands_the_accent_on(page: Page, cards: list[QuestionCard]) -> None:
    answer = cards[3].answer
    assert answer is not None
    cards[3].focus_answer()
    answer.clearFocus()
    delete(cards[3])
    assert page.focused_card is None
    cards[4].focus_answer()
    assert page.focused_card is cards[4]
    assert cards[4].focused
