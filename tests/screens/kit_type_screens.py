"""Agencies, durations, money, persons, sketches and signatures, under an invented protocol."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from field_screens import nobody_chooses
from invented_custody import CUSTODY, custody
from PySide6.QtWidgets import QWidget
from screen_registry import Setting, screen
from still import StillSession, still_worker
from told import told

from interview_kit.crypto.canonical import JsonValue
from interview_kit.interview.drawing import draw
from interview_kit_ui.field.conduct import ConductDesk
from interview_kit_ui.field.conductor import Conductor
from interview_kit_ui.field.question_view import QuestionView
from interview_kit_ui.preferences import Preferences
from interview_kit_ui.sound.machine import NoMachine
from interview_kit_ui.view_switch import ViewSwitch
from interview_kit_ui.widgets.text_line import TextLine


def conducting(answers: Mapping[str, JsonValue], question: str) -> ConductDesk:
    loaded, session = custody(), StillSession()
    conductor = Conductor(session)
    conductor.protocol = loaded.protocol
    desk = ConductDesk(session, conductor, nobody_chooses, NoMachine(), practice=False, has_office=True)
    desk.desk.rail.set_footer(ViewSwitch(Preferences(still_worker(), Path("settings.json")), locking=True))
    desk.show_picture(draw(told(answers, under=loaded)))
    desk.show_section(f"/{question.split('/')[1].partition('[')[0]}")
    view = next(one for one in desk.findChildren(QuestionView) if one.node.path == question)
    view.focus_answer()
    return desk


@screen("field-types")
def answered(_setting: Setting) -> QWidget:
    """An agency in the witness's words, a duration, a sum of money."""
    return conducting(CUSTODY, "/custody/agency")


@screen("field-types-below")
def further_down(_setting: Setting) -> QWidget:
    """A person, a sketch, a signature that is still wanting."""
    desk = conducting(CUSTODY, "/custody/signed")
    desk.show_section("/custody")
    return desk


@screen("field-types-wrong")
def not_taken(_setting: Setting) -> QWidget:
    """An amount whose currency was not chosen, and a number of months that is none."""
    desk = conducting({}, "/custody/agency")
    views = {one.node.path: one for one in desk.findChildren(QuestionView)}
    for path, text in (("/custody/paid", "300"), ("/custody/held", "eight")):
        widget = views[path].answer
        assert widget is not None
        line = widget.findChildren(TextLine)[1]
        line.setText(text)
        line.edited.emit(text)
        views[path].flush()
    return desk


@screen("field-types-person")
def whom(_setting: Setting) -> QWidget:
    """Inside a repeat: the mother is picked from the others told of."""
    return conducting(CUSTODY, "/victim[2]/mother")
