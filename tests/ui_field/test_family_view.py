"""The family tree on the screen: what it says, and how one goes about in it."""

from __future__ import annotations

import pytest
from invented_family import FAMILY, KIN, household, in_section
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from interview_kit.interview.picture import NodePicture
from interview_kit.protocol.library import find, shipped_protocols
from interview_kit_ui.field.views.family import FamilyView
from interview_kit_ui.field.views.family_box import FamilyBox
from interview_kit_ui.field.wording import Wording

ENGLISH = Wording(("en",), "en", "en")


@pytest.fixture
def view(qtbot: QtBot) -> FamilyView:
    shown = FamilyView()
    qtbot.addWidget(shown)
    shown.resize(760, 700)
    show(shown, household())
    with qtbot.waitActive(shown):
        shown.show()
        shown.activateWindow()
    return shown


def show(view: FamilyView, nodes: tuple[NodePicture, ...]) -> None:
    view.show_instances(nodes, ENGLISH, find(shipped_protocols(), "ed-full").protocol)


def box(view: FamilyView, name: str) -> FamilyBox:
    return next(one for one in view.findChildren(FamilyBox) if one.person.name == name)


def test_everybody_says_who_they_are_and_who_is_a_victim(view: FamilyView) -> None:
    assert box(view, "T-언니").accessibleName() == "T-언니, Brother or sister, Missing, Victim"
    assert box(view, "T-어머니").accessibleName() == "T-어머니, Parent, Dead"
    assert box(view, "T-어머니").accessibleName() in view.canvas.accessibleDescription()


def test_enter_on_a_person_asks_for_what_was_said_of_them(view: FamilyView, qtbot: QtBot) -> None:
    box(view, "T-언니").setFocus()
    with qtbot.waitSignal(view.chosen) as chosen:
        QTest.keyClick(box(view, "T-언니"), Qt.Key.Key_Return)
    people = [one for one in household()[0].children if one.instance]
    assert chosen.args == [people[2].stable]


def test_arrow_keys_go_from_person_to_person(view: FamilyView) -> None:
    box(view, "T-할머니").setFocus()
    QTest.keyClick(box(view, "T-할머니"), Qt.Key.Key_Down)
    there = QApplication.focusWidget()
    assert isinstance(there, FamilyBox)
    assert there.person.relation in ("Parent", "Uncle or aunt")
    QTest.keyClick(there, Qt.Key.Key_Up)
    assert box(view, "T-할머니").hasFocus()


def test_tab_comes_to_one_person_alone(view: FamilyView) -> None:
    stops = [one for one in view.findChildren(FamilyBox) if one.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert [one.person.name for one in stops] == ["T-할머니"]


def test_who_is_no_longer_told_of_leaves_the_tree(view: FamilyView) -> None:
    first = {path: said for path, said in FAMILY.items() if "person[1]" in path}
    show(view, in_section("/household", first))
    assert view.canvas.tree.lines == 2
    assert "T-언니" not in view.canvas.accessibleDescription()


def test_names_and_kin_stay_hidden_while_consent_is_wanting(view: FamilyView) -> None:
    show(view, in_section("/household", FAMILY, KIN, {"/consent/sc2": "NO"}))
    assert view.canvas.accessibleDescription() == "The witness"
