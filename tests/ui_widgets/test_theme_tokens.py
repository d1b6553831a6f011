"""The theme: readable everywhere, complete, and switchable while the program runs."""

from __future__ import annotations

import dataclasses

import pytest
from PySide6.QtGui import QColor, QFontInfo, QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from interview_kit_ui import theme
from interview_kit_ui.widgets.card import Card
from interview_kit_ui.widgets.words import Words

PAIRS = [(text, ground) for text, grounds in theme.TEXT_ON_GROUND for ground in grounds]


@pytest.mark.parametrize("shown", theme.THEMES.values(), ids=theme.THEMES)
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_text_stands_out_from_its_ground(shown: theme.Theme, text: str, ground: str) -> None:
    colours = dataclasses.asdict(shown.colours)
    assert theme.contrast(colours[text], colours[ground]) >= 4.5


def test_contrast_is_the_one_of_wcag() -> None:
    assert theme.contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert theme.contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("shown", theme.THEMES.values(), ids=theme.THEMES)
def test_every_palette_role_comes_from_the_tokens(qapp: QApplication, shown: theme.Theme) -> None:
    theme.apply(qapp, shown)
    tokens = {QColor(value).name() for value in dataclasses.astuple(shown.colours)}
    for group in (QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive):
        for role in QPalette.ColorRole:
            if role not in (QPalette.ColorRole.NColorRoles, QPalette.ColorRole.NoRole):
                assert qapp.palette().color(group, role).name() in tokens, role


def test_widgets_on_screen_follow_a_change_of_theme(qtbot: QtBot, qapp: QApplication) -> None:
    card = Card()
    card.setFixedSize(100, 60)
    qtbot.addWidget(card)
    card.show()
    before = card.grab().toImage().pixelColor(50, 30).name()
    theme.apply(qapp, theme.DARK)
    after = card.grab().toImage().pixelColor(50, 30).name()
    assert (before, after) == ("#ffffff", "#1e2125")


def test_text_grows_with_the_text_scale(qtbot: QtBot, qapp: QApplication) -> None:
    words = Words("먼저 열린 질문으로 물으십시오.")
    qtbot.addWidget(words)
    small = words.sizeHint()
    theme.apply(qapp, dataclasses.replace(theme.LIGHT, text_scale=1.6))
    large = words.sizeHint()
    assert large.width() == pytest.approx(small.width() * 1.6, rel=0.05)
    assert large.height() > small.height()


@pytest.mark.parametrize("scale", [0.89, 1.61])
def test_a_text_scale_out_of_range_is_refused(scale: float) -> None:
    with pytest.raises(ValueError, match="text scale"):
        dataclasses.replace(theme.LIGHT, text_scale=scale)


@pytest.mark.parametrize("weight", ["regular", "medium", "semibold"])
def test_hangul_is_set_in_the_font_we_ship(weight: theme.Weight) -> None:
    found = QFontInfo(theme.LIGHT.font("question", weight))
    assert (found.family(), found.styleName().lower()) == ("Pretendard", weight)
