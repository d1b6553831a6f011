"""A disk that is full: said at the question, nothing lost, and saved as soon as there is room again."""

from __future__ import annotations

import resource
from collections.abc import Iterator
from contextlib import contextmanager

from desktop import CTRL, Person
from interviews import stored
from PySide6.QtCore import Qt
from stations import Stations

from interview_kit_ui.widgets.text_line import TextLine


@contextmanager
def no_room() -> Iterator[None]:
    """No file may grow beyond a thousand bytes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_what_could_not_be_saved_stays_and_is_saved_later(interviewer: Person) -> None:
    interviewer.press(Qt.Key.Key_PageDown, CTRL)
    with no_room():
        interviewer.type("T-하늘")
        interviewer.press(Qt.Key.Key_Return)
        interviewer.until(lambda: interviewer.saved_text == "Not saved")
    field = interviewer.question("/witness/name").answer
    assert isinstance(field, TextLine)
    assert field.text() == "T-하늘"
    assert interviewer.reads("What was saved before is intact")
    assert interviewer.answer("/witness/name") is None
    interviewer.press(Qt.Key.Key_S, CTRL)
    interviewer.saved()
    assert interviewer.answer("/witness/name") == "T-하늘"
    assert not interviewer.reads("What was saved before is intact")


def test_what_could_not_be_saved_is_saved_when_locking(interviewer: Person, stations: Stations) -> None:
    interviewer.press(Qt.Key.Key_PageDown, CTRL)
    with no_room():
        interviewer.type("T-하늘")
        interviewer.press(Qt.Key.Key_Return)
        interviewer.until(lambda: interviewer.saved_text == "Not saved")
    interviewer.press(Qt.Key.Key_L, CTRL)
    interviewer.until(lambda: interviewer.started_over)
    assert stored(stations).answers_json(identifying=True) == {"/witness/name": "T-하늘"}


def test_an_option_that_could_not_be_saved_is_not_shown_as_chosen(beginner: Person) -> None:
    with no_room():
        beginner.press(Qt.Key.Key_1)
        beginner.until(lambda: beginner.reads("What was saved before is intact"))
    assert beginner.answer("/consent/explained") is None
    assert beginner.question("/consent/explained").answer.chosen == ()  # type: ignore[union-attr]  # a grid
