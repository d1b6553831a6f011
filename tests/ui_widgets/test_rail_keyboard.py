"""The rail: one tab stop, arrows inside, and the room decides what is current."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from interview_kit_ui.language import LANGUAGE
from interview_kit_ui.widgets.rail import Rail, Section
from interview_kit_ui.widgets.section_dot import SectionDot

SECTIONS = (
    Section("consent", "동의", SectionDot.FULL),
    Section("arrest", "체포·연행", SectionDot.HALF),
    Section("closing", "마무리", SectionDot.EMPTY),
)


@pytest.fixture
def rail(qtbot: QtBot) -> Rail:
    made = Rail()
    qtbot.addWidget(made)
    made.set_sections(SECTIONS)
    made.set_current("arrest")
    made.resize(216, 500)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def test_tab_enters_at_the_current_section(rail: Rail) -> None:
    stops = [item.name for item in rail.items if item.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert stops == ["arrest"]


def test_arrows_move_and_enter_chooses(rail: Rail, qtbot: QtBot) -> None:
    rail.items[1].setFocus()
    QTest.keyClick(rail.items[1], Qt.Key.Key_Down)
    assert rail.items[2].hasFocus()
    with qtbot.waitSignal(rail.section_chosen) as chosen:
        QTest.keyClick(rail.items[2], Qt.Key.Key_Return)
    assert chosen.args == ["closing"]
    assert rail.items[1].isChecked()


def test_new_dots_leave_the_items_and_the_focus_in_place(rail: Rail) -> None:
    before = rail.items
    rail.items[1].setFocus()
    rail.set_sections([Section(section.name, section.text, SectionDot.FULL) for section in SECTIONS])
    assert rail.items == before
    assert rail.items[1].hasFocus()
    assert all(item.dot is SectionDot.FULL for item in rail.items)


def test_screen_readers_hear_how_far_a_section_is(rail: Rail) -> None:
    LANGUAGE.use("ko")
    assert [item.accessibleDescription() for item in rail.items] == [
        "모두 답함",
        "일부 답함",
        "아직 답이 없음",
    ]


def test_a_long_name_wraps_instead_of_being_cut(rail: Rail, qtbot: QtBot) -> None:
    rail.set_sections([Section("route", "Detention, transfer and every later place", None)])
    (item,) = rail.items
    qtbot.waitUntil(lambda: item.height() > 40)
    assert item.height() >= item.heightForWidth(item.width())
