"""The theme: readable everywhere, complete, and switchable while the program runs."""

from __future__ import annotations

import dataclasses

import pytest
from PySide6.QtGui import QColor, QFontInfo, QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from interview_kit_ui import theme
from interview_kit_ui.widgets.buttons import QuietButton
from interview_kit_ui.widgets.card import Card
from interview_kit_ui.widgets.chip import Chip
from interview_kit_ui.widgets.words import Words

PAIRS = [(text, ground) for text, grounds in theme.TEXT_ON_GROUND for ground in grounds]
EDGES = [(edge, ground) for edge, grounds in theme.EDGE_ON_GROUND for ground in grounds]
LEAST_EDGE = 3.0


@pytest.mark.parametrize("shown", theme.THEMES.values(), ids=theme.THEMES)
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_text_stands_out_from_its_ground(shown: theme.Theme, text: str, ground: str) -> None:
    colours = dataclasses.asdict(shown.colours)
    assert theme.contrast(colours[text], colours[ground]) >= shown.least_contrast


@pytest.mark.parametrize("shown", theme.THEMES.values(), ids=theme.THEMES)
@pytest.mark.parametrize(("edge", "ground"), EDGES)
def test_what_is_told_without_words_can_be_seen(shown: theme.Theme, edge: str, ground: str) -> None:
    colours = dataclasses.asdict(shown.colours)
    assert theme.contrast(colours[edge], colours[ground]) >= LEAST_EDGE


@pytest.mark.parametrize("ground", ["ground", "paper", "rail", "accent_soft", "warn_soft", "record_soft"])
def test_high_contrast_shows_every_hairline(ground: str) -> None:
    colours = dataclasses.asdict(theme.CONTRAST.colours)
    assert theme.contrast(colours["line"], colours[ground]) >= LEAST_EDGE


def test_high_contrast_asks_for_seven_to_one_and_rings_of_three_pixels() -> None:
    assert (theme.CONTRAST.least_contrast, theme.CONTRAST.ring) == (7.0, 3)
    assert theme.contrast(theme.CONTRAST.colours.line, theme.CONTRAST.colours.paper) == pytest.approx(21)
    assert {one.least_contrast for one in theme.THEMES.values()} == {4.5, 7.0}


@pytest.mark.parametrize("shown", theme.THEMES.values(), ids=theme.THEMES)
def test_a_ring_is_one_pixel_wider_than_an_edge(shown: theme.Theme) -> None:
    """The style sheet takes that one pixel off the padding, so that focus moves no text."""
    assert shown.ring - shown.edge == 1


def test_focus_draws_the_ring_of_the_theme(qtbot: QtBot, qapp: QApplication) -> None:
    theme.apply(qapp, theme.CONTRAST)
    chip, button = Chip("모름", "D"), QuietButton("보기")
    for widget in (chip, button):
        qtbot.addWidget(widget)
        widget.show()
        widget.activateWindow()
        widget.setFocus()
        qtbot.waitUntil(widget.hasFocus)
        seen = widget.grab().toImage()
        across = [seen.pixelColor(seen.width() // 2, row).name() for row in range(5)]
        assert across[:3] == ["#00387a"] * 3, type(widget).__name__
        assert across[3] != "#00387a", type(widget).__name__


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
