"""Lines break between words, never inside a Hangul word, and nothing is clipped."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from interview_kit_ui import theme
from interview_kit_ui.widgets.words import Words, wrap

QUESTION = "그날 새벽에 보위부(시·군) 사람들이 들어와 “따라오라”고 했을 때, 누가 함께 있었습니까?"


def test_no_eojeol_is_broken_at_any_width() -> None:
    metrics = QFontMetricsF(theme.LIGHT.font("question"))
    eojeols = QUESTION.split()
    widest = max(metrics.horizontalAdvance(eojeol) for eojeol in eojeols)
    for width in range(int(widest) + 1, 900, 7):
        lines = wrap(QUESTION, metrics, width)
        assert [word for line in lines for word in line.split()] == eojeols
        assert all(metrics.horizontalAdvance(line) <= width for line in lines)


def test_a_word_wider_than_the_line_is_cut_rather_than_clipped() -> None:
    metrics = QFontMetricsF(theme.LIGHT.font("body"))
    name = "0123456789abcdef" * 8
    lines = wrap(name, metrics, 120)
    assert "".join(lines) == name
    assert all(metrics.horizontalAdvance(line) <= 120 for line in lines)


def test_line_ends_and_no_break_spaces_are_kept() -> None:
    metrics = QFontMetricsF(theme.LIGHT.font("body"))
    assert wrap("하나\n\n둘\u00a0셋", metrics, 400) == ["하나", "", "둘\u00a0셋"]


@pytest.mark.parametrize("width", [140, 300, 700])
def test_the_label_takes_the_height_its_lines_need(qtbot: QtBot, width: int) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    layout = QVBoxLayout(holder)
    layout.setContentsMargins(0, 0, 0, 0)
    words = Words(QUESTION, role="question")
    layout.addWidget(words)
    layout.addStretch(1)
    holder.resize(width, 900)
    holder.show()
    assert words.height() == len(words.lines()) * theme.current().line_height("question")


def test_a_single_line_ends_in_an_ellipsis(qtbot: QtBot) -> None:
    words = Words(QUESTION, single_line=True)
    qtbot.addWidget(words)
    words.resize(120, 24)
    (line,) = words.lines()
    assert line.endswith("…")


def test_screen_readers_get_the_text_as_written(qtbot: QtBot) -> None:
    words = Words(QUESTION)
    qtbot.addWidget(words)
    assert words.text() == QUESTION
