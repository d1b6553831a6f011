"""What our own widgets are to a screen reader."""

from __future__ import annotations

import ast
from pathlib import Path

from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

import interview_kit_ui
from interview_kit_ui.spoken_roles import ROLES
from interview_kit_ui.widgets.question_card import QuestionCard
from interview_kit_ui.widgets.sheet import Sheet
from interview_kit_ui.widgets.text_line import TextLine

Role = QAccessible.Role


def role(widget: QWidget) -> QAccessible.Role:
    return QAccessible.queryAccessibleInterface(widget).role()


def test_a_role_is_given_only_to_classes_there_are() -> None:
    """They are known to Qt by name: who renames one would lose its role."""
    files = Path(interview_kit_ui.__file__).parent.rglob("*.py")
    nodes = (node for file in files for node in ast.walk(ast.parse(file.read_text("utf-8"))))
    assert ROLES.keys() <= {node.name for node in nodes if isinstance(node, ast.ClassDef)}


def test_a_sheet_of_any_kind_is_a_dialog(qtbot: QtBot) -> None:
    class Asking(Sheet):
        pass

    window = QWidget()
    qtbot.addWidget(window)
    assert role(Asking(window)) is Role.Dialog


def test_the_question_is_said_before_what_belongs_to_it(qtbot: QtBot) -> None:
    card, line = QuestionCard(), TextLine()
    qtbot.addWidget(card)
    card.set_question("When was that?")
    card.set_answer(line, typed=True)
    card.show()
    group = QAccessible.queryAccessibleInterface(card)
    assert (group.role(), group.text(QAccessible.Text.Name)) == (Role.Grouping, "When was that?")
    held, above = QAccessible.queryAccessibleInterface(line), []
    while held is not None:
        above.append(held.object())
        held = held.parent()
    assert card in above


def test_what_qt_knows_stays_what_it_is(qtbot: QtBot) -> None:
    line = QLineEdit()
    qtbot.addWidget(line)
    assert role(line) is Role.EditableText


def test_what_was_spoken_of_goes_when_its_widget_goes(qtbot: QtBot) -> None:
    for _ in range(300):
        sheet = Sheet(QWidget())
        assert role(sheet) is Role.Dialog
        sheet.parentWidget().deleteLater()
    window = QWidget()
    qtbot.addWidget(window)
    assert role(Sheet(window)) is Role.Dialog
