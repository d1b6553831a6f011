"""Screens about paper: what is to be printed."""

from __future__ import annotations

from field_screens import OFFICE_PICTURE, PROTOCOLS, ROWS, home
from PySide6.QtWidgets import QWidget
from screen_registry import Setting, screen

from interview_kit_ui.field.paper import ask_for_paper


@screen("field-paper")
def choosing_paper(setting: Setting) -> QWidget:
    """Which protocol, what of it, in which language."""
    desk = home(ROWS, OFFICE_PICTURE)
    desk.resize(*setting.size)
    ask_for_paper(desk, [(one.key, one.title[setting.language]) for one in PROTOCOLS], lambda _paper: None)
    return desk
