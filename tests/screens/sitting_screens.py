"""At the table: a break, who is there, and an end in the middle."""

from __future__ import annotations

from field_screens import conducting
from PySide6.QtWidgets import QWidget
from screen_registry import Setting, screen
from told import CONSENT, WITNESS

from interview_kit_ui.field.conduct import ConductDesk


def at_the_table(setting: Setting) -> ConductDesk:
    desk = conducting(CONSENT, WITNESS, section="/witness")
    desk.resize(*setting.size)
    desk._conductor.note = lambda _event: None  # type: ignore[method-assign]  # nothing is journalled here
    return desk


@screen("field-break")
def resting(setting: Setting) -> QWidget:
    """A break: no question, and words that may help."""
    desk = at_the_table(setting)
    desk._sitting._rest()
    return desk


@screen("field-table")
def table(setting: Setting) -> QWidget:
    """Who is here, and what may be needed now."""
    desk = at_the_table(setting)
    desk._sitting._open()
    return desk


@screen("field-end")
def ending(setting: Setting) -> QWidget:
    """Words to end with, in the middle of an interview."""
    desk = at_the_table(setting)
    desk._sitting._end()
    return desk
