"""What is copied from the program is marked as nothing to keep, and does not stay."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QObject, Qt
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from interview_kit_ui.widgets import confidential_clipboard
from interview_kit_ui.widgets.confidential_clipboard import MARKS, ConfidentialClipboard
from interview_kit_ui.widgets.text_area import TextArea
from interview_kit_ui.widgets.text_line import TextLine

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def clipboard(qapp: QObject) -> Iterator[QClipboard]:
    found = QGuiApplication.clipboard()
    found.clear()
    yield found
    found.clear()


@pytest.fixture
def guard(clipboard: QClipboard, qapp: QObject) -> Iterator[ConfidentialClipboard]:
    made = ConfidentialClipboard(qapp)
    yield made
    made.deleteLater()


def copy_all(field: TextLine | TextArea) -> None:
    QTest.keyClick(field, Qt.Key.Key_A, CTRL)
    QTest.keyClick(field, Qt.Key.Key_C, CTRL)


def shown(kind: type[TextLine | TextArea], text: str, qtbot: QtBot) -> TextLine | TextArea:
    field = kind()
    qtbot.addWidget(field)
    field.set_text(text)
    field.show()
    return field


@pytest.mark.parametrize("kind", [TextLine, TextArea])
def test_what_is_copied_asks_every_history_to_leave_it_out(
    kind: type[TextLine | TextArea], guard: ConfidentialClipboard, clipboard: QClipboard, qtbot: QtBot
) -> None:
    copy_all(shown(kind, "청진 testimony", qtbot))
    copied = clipboard.mimeData()
    assert copied.text() == "청진 testimony"
    assert {name: copied.data(name).data() for name in MARKS} == MARKS
    assert MARKS["x-kde-passwordManagerHint"] == b"secret"
    assert not copied.hasHtml()


def test_what_is_cut_is_marked_too_and_can_be_pasted(
    guard: ConfidentialClipboard, clipboard: QClipboard, qtbot: QtBot
) -> None:
    field = shown(TextLine, "청진", qtbot)
    QTest.keyClick(field, Qt.Key.Key_A, CTRL)
    edits: list[str] = []
    field.edited.connect(edits.append)
    QTest.keyClick(field, Qt.Key.Key_X, CTRL)
    assert edits == [""]
    assert all(clipboard.mimeData().hasFormat(name) for name in MARKS)
    assert field.text() == ""
    QTest.keyClick(field, Qt.Key.Key_V, CTRL)
    assert field.text() == "청진"


def test_a_hidden_passphrase_is_not_copied(clipboard: QClipboard, qtbot: QtBot) -> None:
    field = shown(TextLine, "quiet river at dawn", qtbot)
    assert isinstance(field, TextLine)
    field.setEchoMode(QLineEdit.EchoMode.Password)
    copy_all(field)
    QTest.keyClick(field, Qt.Key.Key_X, CTRL)
    assert clipboard.text() == ""
    assert field.text() == "quiet river at dawn"


def test_keys_of_qt_that_copy_past_the_fields_are_caught(
    guard: ConfidentialClipboard, clipboard: QClipboard, qtbot: QtBot
) -> None:
    if QGuiApplication.platformName() != "xcb":
        pytest.skip("these keys are X11's; the test below brings it")
    field = shown(TextLine, "청진", qtbot)
    QTest.keyClick(field, Qt.Key.Key_U, CTRL)
    assert clipboard.text() == "청진"
    assert clipboard.mimeData().data("x-kde-passwordManagerHint").data() == b"secret"


def test_it_is_gone_after_a_minute(
    clipboard: QClipboard, qapp: QObject, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert confidential_clipboard.STAYS == 60_000
    monkeypatch.setattr(confidential_clipboard, "STAYS", 80)
    guard = ConfidentialClipboard(qapp)
    copy_all(shown(TextLine, "청진", qtbot))
    assert clipboard.text() == "청진"
    qtbot.waitUntil(lambda: clipboard.text() == "")
    guard.deleteLater()


def test_forgetting_takes_it_away_at_once(
    guard: ConfidentialClipboard, clipboard: QClipboard, qtbot: QtBot
) -> None:
    copy_all(shown(TextLine, "청진", qtbot))
    guard.forget()
    assert clipboard.text() == ""


def test_it_is_gone_when_the_program_ends(
    guard: ConfidentialClipboard, clipboard: QClipboard, qtbot: QtBot, qapp: QGuiApplication
) -> None:
    copy_all(shown(TextLine, "청진", qtbot))
    qapp.aboutToQuit.emit()
    assert clipboard.text() == ""


def test_what_another_program_put_there_stays(
    guard: ConfidentialClipboard, clipboard: QClipboard, qtbot: QtBot
) -> None:
    if shutil.which("xdotool") is None or QGuiApplication.platformName() != "xcb":
        pytest.skip("only a real display has other programs; the test below brings one")
    copy_all(shown(TextLine, "청진", qtbot))
    script = (
        "from PySide6.QtGui import QGuiApplication as A\n"
        "app = A([])\nA.clipboard().setText('foreign')\nprint('there', flush=True)\napp.exec()"
    )
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        other.stdout.readline()
        qtbot.waitUntil(lambda: not clipboard.ownsClipboard())
        guard.forget()
        qtbot.wait(50)
        assert clipboard.text() == "foreign"
        assert not clipboard.mimeData().hasFormat("x-kde-passwordManagerHint")
        other.kill()


def test_all_of_this_holds_on_x11(qapp: QObject) -> None:
    if QGuiApplication.platformName() == "xcb":
        pytest.skip("already there")
    if shutil.which("xvfb-run") is None:
        pytest.skip("xvfb-run is not installed")
    here = Path(__file__)
    command = ["xvfb-run", "-a", sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
    ran = subprocess.run(
        [*command, "-p", "no:xdist", "-k", "not on_x11", str(here)],
        env={**os.environ, "QT_QPA_PLATFORM": "xcb"},
        cwd=here.parents[2],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout
    assert "10 passed" in ran.stdout


def test_a_picture_or_a_file_is_not_taken_for_text(
    guard: ConfidentialClipboard, clipboard: QClipboard
) -> None:
    data = QMimeData()
    data.setData("application/x-invented", b"1")
    clipboard.setMimeData(data)
    assert clipboard.mimeData().data("application/x-invented").data() == b"1"
