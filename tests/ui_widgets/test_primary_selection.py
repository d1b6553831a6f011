"""What is marked on an X11 screen is offered to no other program."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from interview_kit_ui.widgets.primary_selection import PrimarySelectionGuard
from interview_kit_ui.widgets.text_area import TextArea
from interview_kit_ui.widgets.text_line import TextLine


@pytest.mark.parametrize("kind", [TextLine, TextArea])
def test_marked_text_stays_here(kind: type[TextLine | TextArea], qtbot: QtBot, qapp: QApplication) -> None:
    clipboard = QGuiApplication.clipboard()
    if not clipboard.supportsSelection():
        pytest.skip("this platform has no primary selection; the test below brings one")
    field = kind()
    qtbot.addWidget(field)
    with qtbot.waitExposed(field):
        field.show()
    guard = PrimarySelectionGuard(qapp)
    field.set_text("testimony testimony")
    field.selectAll()
    target = field.viewport() if isinstance(field, TextArea) else field
    QTest.mouseDClick(target, Qt.MouseButton.LeftButton, pos=QPoint(30, 18))
    QTest.keyClick(field, Qt.Key.Key_End, Qt.KeyboardModifier.ShiftModifier)
    assert not clipboard.ownsSelection()
    guard.deleteLater()


def test_marked_text_stays_here_on_x11(qapp: QApplication) -> None:
    if QGuiApplication.clipboard().supportsSelection():
        pytest.skip("already on a platform with a primary selection")
    if shutil.which("xvfb-run") is None:
        pytest.skip("xvfb-run is not installed")
    here = Path(__file__)
    tests = f"{here}::test_marked_text_stays_here"
    command = ["xvfb-run", "-a", sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
    ran = subprocess.run(
        [*command, "-p", "no:xdist", tests],
        env={**os.environ, "QT_QPA_PLATFORM": "xcb"},
        cwd=here.parents[2],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout
    assert "2 passed" in ran.stdout
