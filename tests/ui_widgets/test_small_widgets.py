"""Progress, buttons and side-by-side chips."""

from __future__ import annotations

import dataclasses

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QProgressBar, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from interview_kit_ui import theme
from interview_kit_ui.widgets.buttons import QuietButton
from interview_kit_ui.widgets.chip import Chip
from interview_kit_ui.widgets.empty_state import EmptyState
from interview_kit_ui.widgets.progress_view import ProgressView
from interview_kit_ui.widgets.wrapping_row import WrappingRow
from interview_kit_ui.window import program_icon


def test_progress_shows_its_share_and_can_be_cancelled(qtbot: QtBot) -> None:
    view = ProgressView()
    qtbot.addWidget(view)
    view.show()
    (bar,) = view.findChildren(QProgressBar)
    (cancel,) = view.findChildren(QPushButton)
    assert (bar.minimum(), bar.maximum()) == (0, 0)
    view.set_progress(3 << 30, 4 << 30)
    assert (bar.value(), bar.maximum()) == (750, 1000)
    with qtbot.waitSignal(view.cancelled):
        QTest.mouseClick(cancel, Qt.MouseButton.LeftButton)


def test_enter_presses_a_button_and_an_ampersand_is_an_ampersand(qtbot: QtBot) -> None:
    button = QuietButton("Seal & forget", "F9")
    qtbot.addWidget(button)
    assert button.accessibleName() == "Seal & forget"
    assert button.text() == "Seal && forget  F9"
    with qtbot.waitSignal(button.clicked):
        QTest.keyClick(button, Qt.Key.Key_Return)


def test_chips_stand_left_and_right_and_wrap_without_room(qtbot: QtBot) -> None:
    row = WrappingRow()
    qtbot.addWidget(row)
    left, right = [Chip("직접 목격", "S"), Chip("확실함", "C")], [Chip("답변 거부", "R")]
    row.set_widgets(left, right)
    row.resize(700, row.heightForWidth(700))
    row.show()
    assert left[0].x() == 0
    assert right[0].geometry().right() == 699
    assert right[0].y() == left[0].y()
    narrow = left[0].width() + left[1].width() + 20
    row.resize(narrow, row.heightForWidth(narrow))
    assert right[0].y() >= left[0].geometry().bottom()
    assert right[0].geometry().bottom() < row.height()


def test_chips_grow_with_the_text(qtbot: QtBot, qapp: QApplication) -> None:
    row = WrappingRow()
    qtbot.addWidget(row)
    chip = Chip("직접 목격", "S")
    row.set_widgets([chip])
    row.resize(400, 60)
    row.show()
    before = chip.width()
    theme.apply(qapp, dataclasses.replace(theme.LIGHT, text_scale=1.6))
    qtbot.waitUntil(lambda: chip.width() > before * 1.4)


def test_an_empty_screen_says_what_to_do_first(qtbot: QtBot) -> None:
    empty = EmptyState()
    qtbot.addWidget(empty)
    empty.set_title("No interviews yet")
    empty.set_text("Start one.")
    assert (empty.accessibleName(), empty.accessibleDescription()) == (
        "No interviews yet",
        "Start one.",
    )


def test_the_program_has_an_icon(qapp: QApplication) -> None:
    picture = program_icon().pixmap(32, 32).toImage()
    assert picture.pixelColor(6, 16).name() == "#1f5f6b"


def test_a_button_with_the_focus_looks_the_same_whatever_led_to_it(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    first, second = QuietButton("Back"), QuietButton("Take the pack")
    for button in (first, second):
        column.addWidget(button)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    second.setFocus(Qt.FocusReason.OtherFocusReason)
    looks = second.grab().toImage()
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Tab)
    assert second.hasFocus()
    assert second.grab().toImage() == looks
