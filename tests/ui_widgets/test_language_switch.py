"""Texts of the program follow the language while they are on screen, and only as long."""

from __future__ import annotations

import gc

import pytest
from PySide6.QtCore import SIGNAL, QCoreApplication, QEvent
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from interview_kit_ui.language import LANGUAGE, bind_text, tr
from interview_kit_ui.widgets.buttons import PrimaryButton


def listeners() -> int:
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return LANGUAGE.receivers(SIGNAL("changed(QString)"))


def test_a_bound_text_changes_with_the_language(qtbot: QtBot) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    bind_text(label.setText, "widgets.saved-at", time="14:02:05")
    assert label.text() == "Saved 14:02:05"
    LANGUAGE.use("ko")
    assert label.text() == "저장됨 14:02:05"


def test_our_own_setters_can_be_bound(qtbot: QtBot) -> None:
    button = PrimaryButton(key="Ctrl+L")
    qtbot.addWidget(button)
    bind_text(button.set_label, "widgets.lock")
    LANGUAGE.use("ko")
    assert (button.text(), button.accessibleName()) == ("잠금  Ctrl+L", "잠금")


def test_binding_again_replaces_the_text(qtbot: QtBot) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    before = listeners()
    for key in ("widgets.saving", "widgets.not-saved", "widgets.lock"):
        bind_text(label.setText, key)
    assert listeners() == before + 1
    LANGUAGE.use("ko")
    assert label.text() == "잠금"


def test_a_binding_ends_with_its_widget(qtbot: QtBot) -> None:
    before = listeners()
    labels = [QLabel() for _ in range(50)]
    for label in labels:
        bind_text(label.setText, "widgets.lock")
    assert listeners() == before + 50
    for label in labels:
        label.deleteLater()
    assert listeners() == before


def test_a_binding_keeps_no_widget_alive(qtbot: QtBot) -> None:
    before = listeners()
    label = QLabel()
    bind_text(label.setText, "widgets.lock")
    del label
    assert not gc.isenabled(), "a collection could hide a cycle"
    assert listeners() == before


def test_a_language_the_program_does_not_speak_is_refused() -> None:
    with pytest.raises(ValueError, match="xx"):
        LANGUAGE.use("xx")
    assert tr("widgets.lock") == "Lock"
