"""One question on its card: answers are put together from parts that come at their own time."""

from __future__ import annotations

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from told import CONSENT, HARM, WITNESS, ed_short, told

from interview_kit.interview.answer import Answer
from interview_kit.interview.drawing import draw
from interview_kit.interview.picture import NodePicture
from interview_kit.protocol.model import BaseType
from interview_kit_ui.field.question_view import QuestionView
from interview_kit_ui.field.questions.editor import PAUSE
from interview_kit_ui.field.questions.number import NumberEditor
from interview_kit_ui.field.wording import Wording
from interview_kit_ui.widgets.text_line import TextLine

WORDING = Wording(("ko", "en"), "ko", "en")


def node(path: str) -> NodePicture:
    picture = draw(told(CONSENT, WITNESS, HARM))
    return next(one for one in picture.nodes.values() if one.path == path)


def shown(qtbot: QtBot, path: str) -> tuple[QuestionView, list[Answer]]:
    """Return a card that was drawn once, and what it hands in."""
    view = QuestionView(node(path), ed_short().protocol.choices)
    qtbot.addWidget(view)
    given: list[Answer] = []
    view.answered.connect(lambda _path, answer: given.append(answer))
    view.show_node(node(path), WORDING, waiting=False, asked=True)
    view.show()
    return view, given


def test_a_picture_from_before_takes_nothing_away_from_what_is_on_its_way(qtbot: QtBot) -> None:
    view, given = shown(qtbot, "/harm[2]/where")
    QTest.keyClicks(view.findChildren(TextLine)[0], "Hoeryong")
    view.flush()
    view.show_node(node("/harm[2]/where"), WORDING, waiting=True, asked=True)
    view._take_side("source", "SAW")
    assert given[-1] == Answer({"words": "Hoeryong"}, source="SAW")


def test_what_is_the_same_is_not_handed_in_again(qtbot: QtBot) -> None:
    view, given = shown(qtbot, "/harm[1]/person")
    line = view.findChildren(TextLine)[0]
    QTest.keyClicks(line, "a")
    line.backspace()
    view.flush()
    assert given == []
    assert not view.unsaved


def test_nothing_left_clears_the_answer(qtbot: QtBot) -> None:
    view, given = shown(qtbot, "/harm[1]/person")
    line = view.findChildren(TextLine)[0]
    line.selectAll()
    QTest.keyClicks(line, "x")
    line.backspace()
    view.flush()
    assert given == [Answer()]


def test_side_fields_outlive_the_value(qtbot: QtBot) -> None:
    view, given = shown(qtbot, "/harm[1]/where")
    view._take_missing("DK")
    assert given[-1].to_json() == {"missing": "DK", "source": "SAW"}
    view._take_missing("")
    assert given[-1].to_json() == {"value": {"id": "KP-09", "words": "회령 집"}, "source": "SAW"}


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (BaseType.INTEGER, "12", 12),
        (BaseType.INTEGER, "-3", -3),
        (BaseType.INTEGER, "12.5", None),
        (BaseType.INTEGER, "9" * 16, None),
        (BaseType.DECIMAL, "12.50", "12.50"),
        (BaseType.DECIMAL, "12,5", None),
        (BaseType.DECIMAL, "twelve", None),
    ],
)
def test_numbers_are_numbers_or_are_not_handed_in(
    qtbot: QtBot, kind: BaseType, text: str, value: object
) -> None:
    editor = NumberEditor(kind)
    qtbot.addWidget(editor.widget)
    editor.widget.show()
    line = editor.widget.findChildren(TextLine)[0]
    given: list[object] = []
    editor.answered.connect(given.append)
    QTest.keyClicks(line, text)
    qtbot.waitUntil(lambda: not editor.pausing, timeout=10 * PAUSE)
    assert given == [value]
    assert editor.unsaved is (value is None)
