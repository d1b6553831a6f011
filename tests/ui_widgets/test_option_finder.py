"""A long list of options: found by a part of a word, gone into by groups, all from one line."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from interview_kit_ui.widgets.finding_words import findable, holds
from interview_kit_ui.widgets.option_finder import MOST_SEEN, OptionFinder
from interview_kit_ui.widgets.option_levels import Group, Option, OptionLevels
from interview_kit_ui.widgets.text_line import TextLine

STATE = Group("MSS", "State Security", ("보위부",))
POLICE = Group("SS", "Police", ("안전부",))
OPTIONS = (
    Option("MSS_COUNTY", "State Security, county", ("보위부 (시·군)",), "MSS"),
    Option("MSS_PROV", "State Security, province", ("도 보위국",), "MSS"),
    Option("KPA", "Army", ("조선인민군",)),
    Option("SS_LOCAL", "Police, local", ("보안서",), "SS"),
    Option("SS_MIN", "Ministry of the police", ("사회안전성",), "SS"),
    Option("PARTY", "Workers' Party", ("조선로동당",)),
)
Picks = list[tuple[str, ...]]
Shown = Callable[..., OptionFinder]


@pytest.fixture
def picks() -> Picks:
    return []


@pytest.fixture
def shown(qtbot: QtBot, picks: Picks) -> Shown:
    def show(levels: OptionLevels | None = None, *, multiple: bool = False) -> OptionFinder:
        finder = OptionFinder(multiple=multiple)
        qtbot.addWidget(finder)
        finder.set_levels(levels or OptionLevels(OPTIONS, (STATE, POLICE)))
        finder.picked.connect(picks.append)
        finder.picked.connect(finder.set_chosen)
        finder.resize(700, 400)
        with qtbot.waitActive(finder):
            finder.show()
            finder.activateWindow()
        finder.setFocus()
        return finder

    return show


def press(*keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(QApplication.focusWidget(), key)


def compose(finder: OptionFinder, text: str) -> None:
    """A syllable that the input method has not finished yet."""
    QApplication.sendEvent(finder.findChild(TextLine), QInputMethodEvent(text, []))


def offered(finder: OptionFinder) -> list[str]:
    return [row.text() for row in finder.rows]


def test_the_first_level_shows_groups_and_what_stands_alone(shown: Shown) -> None:
    assert offered(shown()) == ["State Security ›", "Army", "Police ›", "Workers' Party"]


def test_two_numbers_reach_an_option_of_a_group(shown: Shown, picks: Picks) -> None:
    finder = shown()
    press(Qt.Key.Key_3)
    assert (finder.way, offered(finder)) == ("SS", ["Police, local", "Ministry of the police"])
    press(Qt.Key.Key_2)
    assert picks == [("SS_MIN",)]
    assert offered(finder)[2] == "Police › Ministry of the police"
    assert finder.rows[2].isChecked()


@pytest.mark.parametrize("key", [Qt.Key.Key_Left, Qt.Key.Key_Backspace, Qt.Key.Key_Escape])
def test_keys_lead_back_out_of_a_group_and_pick_nothing(shown: Shown, picks: Picks, key: Qt.Key) -> None:
    finder = shown()
    press(Qt.Key.Key_3, key)
    assert finder.way == ""
    assert len(finder.rows) == 4
    assert picks == []


def test_arrows_and_enter_go_into_a_group_and_pick(shown: Shown, picks: Picks) -> None:
    finder = shown()
    press(Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert finder.way == "SS"
    press(Qt.Key.Key_Right, Qt.Key.Key_Return)
    assert picks == [("SS_MIN",)]


def test_a_part_of_a_word_in_any_language_finds_through_all_groups(shown: Shown, picks: Picks) -> None:
    finder = shown()
    QTest.keyClicks(QApplication.focusWidget(), "minis")
    assert offered(finder) == ["Ministry of the police"]
    press(Qt.Key.Key_Return)
    assert picks == [("SS_MIN",)]
    compose(finder, "보위국")
    assert offered(finder) == ["State Security, province"]


def test_hangul_finds_by_initials_and_while_a_syllable_is_half_composed(shown: Shown) -> None:
    finder = shown()
    compose(finder, "ㅈㅅㄹ")
    assert offered(finder) == ["Workers' Party"]
    compose(finder, "봉")
    assert [row.name for row in finder.rows] == ["MSS_COUNTY", "MSS_PROV", "SS_LOCAL"]


def test_consonants_alone_do_not_find_ends_of_syllables() -> None:
    assert not holds(findable("협의"), "ㅂㅇ")
    assert holds(findable("협의"), "ㅎㅇ")


def test_several_are_picked_across_groups(shown: Shown, picks: Picks) -> None:
    finder = shown(multiple=True)
    press(Qt.Key.Key_3, Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_1, Qt.Key.Key_Backspace, Qt.Key.Key_2)
    assert picks == [("SS_LOCAL",), ("SS_LOCAL", "SS_MIN"), ("SS_MIN",), ("KPA", "SS_MIN")]
    assert finder.chosen == ("KPA", "SS_MIN")


def test_backspace_on_an_empty_line_clears_the_answer(shown: Shown, picks: Picks) -> None:
    finder = shown()
    finder.set_chosen(["KPA"])
    QTest.keyClicks(QApplication.focusWidget(), "a")
    press(Qt.Key.Key_Backspace)
    assert picks == []
    press(Qt.Key.Key_Backspace)
    assert picks == [()]


def test_enter_goes_on_where_nothing_is_marked(shown: Shown, picks: Picks) -> None:
    finder = shown()
    gone = []
    finder.keyPressEvent = lambda event: gone.append(event.key())  # type: ignore[method-assign]
    press(Qt.Key.Key_2)
    press(Qt.Key.Key_Return)
    assert picks == [("KPA",)]
    assert gone == [Qt.Key.Key_Return]


def test_of_very_many_the_first_are_seen_and_what_is_chosen(shown: Shown) -> None:
    many = [Option(f"T{number}", f"T-work {number:03}") for number in range(300)]
    finder = shown(OptionLevels(many))
    finder.set_chosen(["T200"])
    assert [row.name for row in finder.rows] == [*(f"T{number}" for number in range(MOST_SEEN)), "T200"]
    assert finder.rows[-1].isChecked()


def test_what_cannot_be_found_says_so_and_moves_nothing_below(shown: Shown) -> None:
    finder = shown()
    before = finder.height(), finder.sizeHint().height()
    QTest.keyClicks(QApplication.focusWidget(), "xyz")
    QApplication.processEvents()
    assert offered(finder) == []
    assert finder.minimumSizeHint().height() >= before[1] - 1
    press(Qt.Key.Key_Return)
    assert finder.chosen == ()


def test_a_group_of_one_is_no_group() -> None:
    levels = OptionLevels(OPTIONS[:4], (STATE, POLICE))
    assert [text for _, text in levels.first(())] == ["State Security ›", "Army", "Police, local"]


def test_the_mark_stays_where_the_same_options_are_offered_again(shown: Shown, picks: Picks) -> None:
    finder = shown(multiple=True)
    press(Qt.Key.Key_Down, Qt.Key.Key_Right)
    finder.set_levels(OptionLevels(OPTIONS, (STATE, POLICE)))  # as when an answer comes back
    press(Qt.Key.Key_Return)
    assert picks == [("KPA",)]
