"""Typed answers: Hangul under composition is never lost, and what is shown is never taken for an edit."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from interview_kit_ui.widgets.passphrase_field import PassphraseField
from interview_kit_ui.widgets.text_area import TextArea
from interview_kit_ui.widgets.text_line import TextLine

Field = TextLine | TextArea


@pytest.fixture(params=[TextLine, TextArea])
def field(request: pytest.FixtureRequest, qtbot: QtBot) -> Field:
    made: Field = request.param()
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.setFocus()
    return made


def compose(field: Field, preedit: str, commit: str = "") -> None:
    event = QInputMethodEvent(preedit, [])
    event.setCommitString(commit)
    QApplication.sendEvent(field, event)


def test_a_syllable_in_composition_is_committed_before_saving(field: Field) -> None:
    edits: list[str] = []
    field.edited.connect(edits.append)
    compose(field, "", "보위")
    compose(field, "부")
    assert field.text() == "보위"
    field.commit_composition()
    assert field.text() == "보위부"
    assert edits == ["보위", "보위부"]


def test_committing_twice_adds_nothing(field: Field) -> None:
    compose(field, "부")
    field.commit_composition()
    field.commit_composition()
    assert field.text() == "부"


def test_a_finished_composition_is_not_committed_again(field: Field) -> None:
    compose(field, "부")
    compose(field, "", "부")
    field.commit_composition()
    assert field.text() == "부"


def test_an_input_method_that_says_nothing_changes_nothing(qtbot: QtBot) -> None:
    line, looks = TextLine(), list[str]()
    qtbot.addWidget(line)
    line.composing.connect(lambda: looks.append(line.typed_text))
    for preedit, commit in (("", ""), ("부", ""), ("", "부"), ("", "")):
        compose(line, preedit, commit)
    assert looks == ["부", "부"]


def test_leaving_the_field_loses_no_syllable(field: Field) -> None:
    compose(field, "부")
    field.clearFocus()
    field.commit_composition()
    assert field.text() == "부"


def test_showing_a_value_is_not_an_edit(field: Field) -> None:
    edits: list[str] = []
    field.edited.connect(edits.append)
    field.set_text("청진")
    assert (field.text(), edits) == ("청진", [])


def test_showing_the_same_value_leaves_the_cursor_where_it_is(field: Field) -> None:
    field.set_text("Chongjin")
    QTest.keyClick(field, Qt.Key.Key_Home)
    QTest.keyClick(field, Qt.Key.Key_Right)
    field.set_text("Chongjin")
    QTest.keyClicks(field, "X")
    assert field.text() == "CXhongjin"


def test_answers_teach_no_keyboard_and_only_passphrases_are_hidden(field: Field, qtbot: QtBot) -> None:
    hint = Qt.InputMethodHint
    hints = field.inputMethodHints()
    assert hints & hint.ImhSensitiveData
    assert hints & hint.ImhNoPredictiveText
    assert not hints & hint.ImhHiddenText
    passphrase = PassphraseField()
    qtbot.addWidget(passphrase)
    (line,) = passphrase.findChildren(QLineEdit)
    assert line.inputMethodHints() & hint.ImhHiddenText


def test_a_middle_click_pastes_nothing(field: Field) -> None:
    field.set_text("청진")
    target = field.viewport() if isinstance(field, TextArea) else field
    clipboard = QGuiApplication.clipboard()
    if clipboard.supportsSelection():
        clipboard.setText("marked elsewhere", clipboard.Mode.Selection)
    QTest.mouseClick(target, Qt.MouseButton.MiddleButton, pos=QPoint(20, 15))
    assert field.text() == "청진"


def test_a_long_answer_grows_with_its_text_up_to_a_limit(qtbot: QtBot) -> None:
    area = TextArea(least=2, most=6)
    qtbot.addWidget(area)
    area.resize(300, 200)
    area.show()
    heights = []
    for lines in (0, 1, 4, 6, 40):
        area.set_text("\n".join(["한 줄"] * lines))
        heights.append(area.sizeHint().height())
    assert heights[0] == heights[1] < heights[2] < heights[3] == heights[4]


def test_tab_and_ctrl_enter_leave_a_long_answer_as_it_is(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    layout = QVBoxLayout(page)
    area, after = TextArea(), TextLine()
    layout.addWidget(area)
    layout.addWidget(after)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    area.set_text("청진")
    area.setFocus()
    QTest.keyClick(area, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(area, Qt.Key.Key_Tab)
    assert area.text() == "청진"
    assert after.hasFocus()


def test_a_passphrase_can_be_shown_and_is_hidden_again(qtbot: QtBot) -> None:
    field = PassphraseField()
    qtbot.addWidget(field)
    field.show()
    assert not field.shown
    (button,) = field.findChildren(QPushButton)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert field.shown
    field.clear()
    assert not field.shown


def test_enter_submits_a_passphrase(qtbot: QtBot) -> None:
    field = PassphraseField()
    qtbot.addWidget(field)
    (line,) = field.findChildren(QLineEdit)
    QTest.keyClicks(line, "correct horse")
    with qtbot.waitSignal(field.submitted):
        QTest.keyClick(line, Qt.Key.Key_Return)
    assert field.text() == "correct horse"
