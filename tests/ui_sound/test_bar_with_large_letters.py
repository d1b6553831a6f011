"""With the largest letters in the smallest window what is saved, what is recorded, and the lock are whole."""

from __future__ import annotations

import dataclasses
import itertools

import pytest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from testimony import Testimony

from interview_kit.messages import LANGUAGES
from interview_kit_ui import theme
from interview_kit_ui.language import LANGUAGE
from interview_kit_ui.sound.pill import RecordingPill
from interview_kit_ui.widgets.words import Words

LARGEST = dataclasses.replace(theme.LIGHT, text_scale=theme.TEXT_SCALE_MOST)


def seen(bar: QWidget) -> list[QWidget]:
    kinds = (Words, QPushButton, RecordingPill)
    return [one for one in bar.findChildren(QWidget) if isinstance(one, kinds) and one.isVisible()]


def place(widget: QWidget, bar: QWidget) -> tuple[int, int, int, int]:
    here = widget.mapTo(bar, widget.rect().topLeft())
    return here.x(), here.y(), here.x() + widget.width(), here.y() + widget.height()


def overlap(one: tuple[int, int, int, int], other: tuple[int, int, int, int]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_in_the_bar_is_whole_and_beside_the_rest(testimony: Testimony, language: str) -> None:
    testimony.record()
    testimony.hear(1)
    testimony.person.go_to("/account/words")
    testimony.person.type("T")
    testimony.person.saved()
    LANGUAGE.use(language)
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app, LARGEST)
    window, bar = testimony.person.window, testimony.person.conduct.desk.top_bar
    window.resize(1024, 640)
    testimony.person.until(lambda: bar.width() == 1024 and bar.height() > 100)
    testimony.person.until(lambda: place(testimony.pill, bar)[1] > bar.height() // 2)
    assert (window.width(), window.height()) == (1024, 640)
    places = {one: place(one, bar) for one in seen(bar)}
    assert len(places) >= 7
    assert not [one for one in itertools.combinations(places.values(), 2) if overlap(*one)]
    for left, top, right, bottom in places.values():
        assert 0 <= left < right <= bar.width()
        assert 0 <= top < bottom <= bar.height()
    texts = [one for one in places if isinstance(one, Words) and one is not bar._title]
    assert [one.text() for one in texts if "…" in one.lines()[0]] == []


def test_with_usual_letters_it_is_one_row(testimony: Testimony) -> None:
    testimony.record()
    window, bar = testimony.person.window, testimony.person.conduct.desk.top_bar
    window.resize(1024, 640)
    testimony.person.until(lambda: bar.width() == 1024)
    assert bar.height() == 56
    (lock,) = [one for one in seen(bar) if place(one, bar)[2] == bar.width() - 16]
    assert place(lock, bar)[1] < 28 < place(lock, bar)[3]
