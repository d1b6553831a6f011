"""Reading back what was recorded."""

from __future__ import annotations

import ed_full_screens
from field_screens import conducting
from PySide6.QtWidgets import QWidget
from screen_registry import Setting, screen
from told import CONSENT, HARM, REST, SECOND_PERSON, STORY, WITNESS

from interview_kit_ui.field.conduct import ConductDesk


def reading(desk: ConductDesk, setting: Setting, path: str) -> QWidget:
    desk.resize(*setting.size)
    desk._reading.open(path)
    return desk


@screen("field-read-back")
def persons(setting: Setting) -> QWidget:
    """What was told of those who disappeared, person by person."""
    return reading(ed_full_screens.conducting("/closing"), setting, "/closing/readback/cases")


@screen("field-read-back-all")
def everything(setting: Setting) -> QWidget:
    """The short interview is read back whole."""
    desk = conducting(CONSENT, WITNESS, STORY, HARM, SECOND_PERSON, REST, section="/closing")
    return reading(desk, setting, "/closing/readback_result")


@screen("field-read-back-offered")
def offered(_setting: Setting) -> QWidget:
    """The questions before which something is read back."""
    return ed_full_screens.conducting("/closing", "/closing/readback/cases")
