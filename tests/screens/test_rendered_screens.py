"""Every registered screen, in every setting: nothing clipped, no fault shown, nothing left behind."""

from __future__ import annotations

import dataclasses
import gc
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot
from render import ROUNDS, contact_sheet, picture, settings
from screen_registry import Setting, load_screens

from interview_kit_ui import theme
from interview_kit_ui.language import LANGUAGE, tr
from interview_kit_ui.widgets.words import Words

SCREENS = load_screens()
LARGE = [
    dataclasses.replace(setting, theme=dataclasses.replace(setting.theme, text_scale=1.6))
    for setting in settings()
    if setting.theme is theme.LIGHT
]
#: The longest words in the least room.
SPANISH = dataclasses.replace(LARGE[-1], language="es")
EVERY = (*settings(), *LARGE, SPANISH)


@pytest.fixture(autouse=True)
def _look(qapp: QApplication) -> Iterator[None]:
    theme.prepare(qapp)
    yield
    LANGUAGE.use("en")


def shown(qtbot: QtBot, qapp: QApplication, name: str, setting: Setting) -> QWidget:
    LANGUAGE.use(setting.language)
    theme.apply(qapp, setting.theme)
    widget = SCREENS[name](setting)
    qtbot.addWidget(widget)
    widget.resize(*setting.size)
    widget.show()
    for _ in range(ROUNDS):
        qapp.processEvents()
    return widget


def visible(screen: QWidget) -> list[QWidget]:
    return [widget for widget in screen.findChildren(QWidget) if widget.isVisible()]


@pytest.mark.parametrize("setting", EVERY, ids=lambda s: f"{s.label}-{s.theme.text_scale}")
@pytest.mark.parametrize("name", SCREENS)
def test_nothing_is_clipped(qtbot: QtBot, qapp: QApplication, name: str, setting: Setting) -> None:
    screen = shown(qtbot, qapp, name, setting)
    for widget in visible(screen):
        if isinstance(widget, Words | QAbstractButton):
            assert widget.height() >= widget.heightForWidth(widget.width()), widget.text()
        if isinstance(widget, QPushButton):
            assert widget.width() >= widget.sizeHint().width(), widget.text()
        if isinstance(widget, QScrollArea):
            assert widget.horizontalScrollBar().maximum() == 0, type(widget).__name__


@pytest.mark.parametrize("name", SCREENS)
def test_no_screen_shows_a_fault_of_the_program(qtbot: QtBot, qapp: QApplication, name: str) -> None:
    """A picture that failed to come about is no picture of the screen."""
    before = set(threading.enumerate())
    screen = shown(qtbot, qapp, name, Setting("en", theme.LIGHT, (1280, 800)))
    unforeseen = tr("widgets.unexpected", kind="", place="").partition("(")[0]
    assert not [one for one in visible(screen) if unforeseen in one.accessibleDescription()]
    assert set(threading.enumerate()) <= before


@pytest.mark.parametrize("name", SCREENS)
def test_a_closed_screen_leaves_nothing_behind(qapp: QApplication, name: str) -> None:
    """A widget that stays holds what it showed, and every change of theme restyles it."""
    gc.collect()
    before = set(qapp.allWidgets())
    picture(qapp, SCREENS[name], Setting("ko", theme.LIGHT, (1280, 800)))
    for _ in range(2):
        qapp.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect()
    assert {type(left).__name__ for left in set(qapp.allWidgets()) - before} == set()


def test_a_screen_renders_into_its_contact_sheet(qapp: QApplication) -> None:
    build = next(iter(SCREENS.values()))
    pictures = [(one.label, picture(qapp, build, one)) for one in settings()]
    assert [(taken.width(), taken.height()) for _, taken in pictures] == [one.size for one in settings()]
    assert contact_sheet(pictures).width() > 6 * 700
