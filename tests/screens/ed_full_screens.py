"""The full protocol for testimony: repeats within repeats, and texts that are read aloud."""

from __future__ import annotations

from pathlib import Path

from field_screens import nobody_chooses
from PySide6.QtWidgets import QWidget
from screen_registry import Setting, screen
from still import StillSession, still_worker
from told import told

from interview_kit.interview.drawing import draw
from interview_kit.protocol.library import find, shipped_protocols
from interview_kit_ui.field.conduct import ConductDesk
from interview_kit_ui.field.conductor import Conductor
from interview_kit_ui.field.question_view import QuestionView
from interview_kit_ui.field.views.route import RouteView
from interview_kit_ui.preferences import Preferences
from interview_kit_ui.sound.machine import NoMachine
from interview_kit_ui.view_switch import ViewSwitch
from interview_kit_ui.widgets.option_finder import OptionFinder
from interview_kit_ui.widgets.option_levels import GROUP
from interview_kit_ui.widgets.text_line import TextLine
from tests.content import ed_full

REASON = f"{ed_full.ONE}/taking/reason"


def conducting(section: str, question: str = "") -> ConductDesk:
    """Show a section of the walk that says everything, with the focus on a question of it."""
    loaded, session = find(shipped_protocols(), "ed-full"), StillSession()
    conductor = Conductor(session)
    conductor.protocol = loaded.protocol
    desk = ConductDesk(session, conductor, nobody_chooses, NoMachine(), practice=False, has_office=True)
    desk.desk.rail.set_footer(ViewSwitch(Preferences(still_worker(), Path("settings.json")), locking=True))
    said = {path: one for path, one in ed_full.WHOLE.items() if not _has(one, "file")}
    first = {path: one for path, one in said.items() if not _has(one, "id")}
    interview = told(first, said, under=loaded)  # whom an answer points to is there by then
    desk.show_picture(draw(interview))
    desk.show_section(section)
    if question:
        desk.jump_to(interview.told_at(question).stable_path())
    return desk


def _has(said: object, name: str) -> bool:
    return isinstance(said, dict) and name in said


@screen("field-full-consent")
def read_aloud(_setting: Setting) -> QWidget:
    """What is read aloud before anything is asked."""
    return conducting("/consent")


@screen("field-full-household")
def household(_setting: Setting) -> QWidget:
    """The family, drawn above the cards of its people."""
    return conducting("/household", "/household/person[1]/name")


@screen("field-full-calendar")
def calendar(_setting: Setting) -> QWidget:
    """A life, drawn above what happened in it."""
    return conducting("/calendar")


@screen("field-full-route")
def route(_setting: Setting) -> QWidget:
    """The way through custody, drawn above its stays."""
    desk = conducting("/case", f"{ed_full.ONE}/leg[1]/facility")
    view = desk.findChild(RouteView)
    assert view is not None
    view.map.setFocus()
    return desk


@screen("field-full-case")
def victims(_setting: Setting) -> QWidget:
    """A case with two people who disappeared."""
    return conducting("/case", f"{ed_full.ONE}/person/sex")


@screen("field-full-leg")
def stays(_setting: Setting) -> QWidget:
    """A stay in custody, inside a person, inside a case."""
    return conducting("/case", f"{ed_full.ONE}/leg[2]/agency")


@screen("field-full-results")
def results(_setting: Setting) -> QWidget:
    """What the program works out about a person."""
    return conducting("/case", f"{ed_full.ONE}/derived/controlling_instead")


def finder(desk: ConductDesk, question: str) -> OptionFinder:
    """Return the options of a question."""
    view = next(one for one in desk.findChildren(QuestionView) if one.node.path == question)
    found = view.findChild(OptionFinder)
    assert found is not None
    return found


@screen("field-full-reasons")
def reasons(_setting: Setting) -> QWidget:
    """The first level of a long list: what is chosen is said with its group."""
    return conducting("/case", f"{ed_full.ONE}/taking/reasons_further")


@screen("field-full-reasons-group")
def reasons_group(_setting: Setting) -> QWidget:
    """The second level, and the way back."""
    desk = conducting("/case", REASON)
    rows = finder(desk, REASON).rows
    next(row for row in rows if row.name.startswith(GROUP)).click()
    return desk


@screen("field-full-reasons-found")
def reasons_found(_setting: Setting) -> QWidget:
    """A part of a word finds options in all groups; Enter picks the marked one."""
    desk = conducting("/case", REASON)
    line = finder(desk, REASON).findChild(TextLine)
    assert line is not None
    line.setText("out")
    return desk
