"""What is seen of locking: the countdown and the cover."""

from __future__ import annotations

from field_screens import OFFICE_PICTURE, ROWS, conducting, home
from PySide6.QtWidgets import QWidget
from screen_registry import Setting, screen
from told import CONSENT, HARM, STORY, WITNESS

from interview_kit_ui.cover import Cover
from interview_kit_ui.field.asking import ask_to_remove
from interview_kit_ui.idle_strip import IdleStrip


def counting_down(behind: QWidget, setting: Setting, seconds: int) -> QWidget:
    behind.resize(*setting.size)
    behind.show()  # the strip lies below the bar, wherever that is
    IdleStrip(behind).tell(seconds)
    return behind


@screen("locking-countdown")
def countdown(setting: Setting) -> QWidget:
    """The interviewer has turned to the witness for a while."""
    return counting_down(conducting(CONSENT, WITNESS, STORY, section="/story"), setting, 27)


@screen("locking-countdown-sheet")
def countdown_over_a_sheet(setting: Setting) -> QWidget:
    """A question was left open."""
    desk = conducting(CONSENT, WITNESS, STORY, HARM, section="/harm")
    desk.resize(*setting.size)
    ask_to_remove(desk, "2 T-조카 · 조카", str)
    return counting_down(desk, setting, 5)


@screen("locking-closing")
def closing(setting: Setting) -> QWidget:
    """A workspace is being closed."""
    return covered(setting, "entry.closing")


@screen("locking-covered-recording")
def recording(setting: Setting) -> QWidget:
    """Nobody is there while sound is recorded."""
    return covered(setting, "entry.covered-recording")


@screen("locking-covered-working")
def working(setting: Setting) -> QWidget:
    """Nobody is there while bundles are imported."""
    return covered(setting, "entry.covered-working")


def covered(setting: Setting, key: str) -> QWidget:
    behind = home(ROWS, OFFICE_PICTURE)
    behind.resize(*setting.size)
    Cover(behind).lay(key)
    return behind
