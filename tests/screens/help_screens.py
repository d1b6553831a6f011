"""Screens of the guide: a chapter, and what was found."""

from __future__ import annotations

from field_screens import OFFICE_PICTURE, ROWS, home
from PySide6.QtWidgets import QWidget
from screen_registry import Setting, screen

from interview_kit_ui.help.help_sheet import HelpSheet

_LOOKED_FOR = {"ko": "복구표", "en": "stick", "es": "hoja"}


def guide_over_home(setting: Setting) -> tuple[QWidget, HelpSheet]:
    desk = home(ROWS, OFFICE_PICTURE)
    desk.resize(*setting.size)
    sheet = HelpSheet(desk)
    sheet.open_at("dates-and-places")
    return desk, sheet


@screen("help")
def a_chapter(setting: Setting) -> QWidget:
    """A chapter with a picture."""
    desk, _ = guide_over_home(setting)
    return desk


@screen("help-keys")
def the_keys(setting: Setting) -> QWidget:
    """A chapter with tables."""
    desk, sheet = guide_over_home(setting)
    sheet.go("keys")
    return desk


@screen("help-search")
def looking_for_words(setting: Setting) -> QWidget:
    """What was found, the first of it on the page."""
    desk, sheet = guide_over_home(setting)
    sheet.look_for(_LOOKED_FOR[setting.language])
    sheet.choose_found(0)
    return desk
