"""Drawings of what was told in repeats, with an invented family."""

from __future__ import annotations

from field_screens import conducting
from invented_family import household, life, way
from PySide6.QtWidgets import QVBoxLayout, QWidget
from screen_registry import Setting, screen
from told import CONSENT, WITNESS

from interview_kit.interview.picture import NodePicture
from interview_kit.protocol.library import find, shipped_protocols
from interview_kit_ui.field.questions.place_sheet import PlaceSheet
from interview_kit_ui.field.views.calendar import CalendarView
from interview_kit_ui.field.views.family import FamilyView
from interview_kit_ui.field.views.repeat_view import RepeatView
from interview_kit_ui.field.views.route import RouteView
from interview_kit_ui.field.wording import Wording
from interview_kit_ui.widgets.page import Page


def framed(view: RepeatView, nodes: tuple[NodePicture, ...], setting: Setting) -> QWidget:
    """Put a drawing where it stands in the program, on a page."""
    protocol = find(shipped_protocols(), "ed-full").protocol
    view.show_instances(nodes, Wording(protocol.languages, "ko", setting.language), protocol)
    page, holder = Page(), QWidget()
    page.add(view)
    layout = QVBoxLayout(holder)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(page)
    return holder


@screen("field-family")
def family_tree(setting: Setting) -> QWidget:
    """Three generations, two of whom disappeared, and a neighbour."""
    return framed(FamilyView(), household(), setting)


@screen("field-route")
def route(setting: Setting) -> QWidget:
    """A way through custody that is less and less certain."""
    return framed(RouteView(), way(), setting)


@screen("field-calendar")
def calendar(setting: Setting) -> QWidget:
    """A life with stays at the same time, a gap, and an end before its beginning."""
    return framed(CalendarView(), life(), setting)


@screen("field-place-map")
def place_map(setting: Setting) -> QWidget:
    """Places that two syllables may mean, in a list and on the map."""
    desk = conducting(CONSENT, WITNESS, section="/witness")
    desk.resize(*setting.size)
    PlaceSheet(desk, "혜사").open()
    return desk
