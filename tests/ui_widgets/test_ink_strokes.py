"""Ink: strokes come about by mouse and by keyboard alone, and everything can be taken back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from interview_kit.images.strokes import Drawing
from interview_kit_ui.widgets.ink import Ink
from interview_kit_ui.widgets.ink_pad import InkPad

LEFT, NONE, CTRL = (
    Qt.MouseButton.LeftButton,
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ControlModifier,
)


@pytest.fixture
def pad(qtbot: QtBot) -> InkPad:
    made = InkPad(Drawing(800, 500))
    qtbot.addWidget(made)
    made.resize(806, 506)
    made.show()
    made.setFocus()
    return made


def drawn(ink: Ink, *at: tuple[int, int]) -> None:
    ink.begin(*at[0], 6)
    for x, y in at[1:]:
        ink.go_on(x, y)
    ink.end()


def test_a_stroke_is_taken_back_and_brought_back() -> None:
    ink = Ink(800, 500)
    drawn(ink, (10, 10), (100, 10))
    drawn(ink, (10, 50), (100, 50))
    ink.undo()
    assert [one.points[0][:2] for one in ink.strokes] == [(10, 10)]
    ink.redo()
    assert len(ink.strokes) == 2
    ink.undo()
    drawn(ink, (10, 90), (100, 90))
    assert not ink.can_redo


def test_the_eraser_takes_what_it_touches_and_one_undo_brings_all_of_it_back() -> None:
    ink = Ink(800, 500)
    for down in (10, 50, 300):
        drawn(ink, (10, down), (100, down))
    assert ink.erase(50, 12, 5)
    assert ink.erase(50, 50, 5)
    assert not ink.erase(50, 150, 5)
    ink.end()
    assert [one.points[0][1] for one in ink.strokes] == [300]
    ink.undo()
    assert len(ink.strokes) == 3


def test_points_stay_on_the_paper_and_say_something_new() -> None:
    ink = Ink(800, 500)
    ink.begin(-20, 10, 6)
    assert not ink.go_on(0, 11)
    assert ink.go_on(900, 600, 999)
    ink.end()
    assert ink.strokes[0].points == ((0, 10, 128), (800, 500, 255))


def test_the_mouse_draws(pad: InkPad) -> None:
    QTest.mousePress(pad, LEFT, NONE, QPoint(103, 103))
    QTest.mouseMove(pad, QPoint(203, 103))
    QTest.mouseRelease(pad, LEFT, NONE, QPoint(203, 103))
    (stroke,) = pad.drawing.strokes
    assert [point[:2] for point in stroke.points] == [(100, 100), (200, 100)]


def test_the_keyboard_draws_erases_and_takes_back(pad: InkPad) -> None:
    QTest.keyClick(pad, Qt.Key.Key_Right)
    assert not pad.drawing.strokes
    QTest.keyClick(pad, Qt.Key.Key_Space)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Down):
        QTest.keyClick(pad, key)
    QTest.keyClick(pad, Qt.Key.Key_Space)
    (stroke,) = pad.drawing.strokes
    assert [point[:2] for point in stroke.points] == [(416, 250), (432, 250), (448, 250), (448, 266)]
    pad.set_erasing(True)
    QTest.keyClick(pad, Qt.Key.Key_Space)
    assert not pad.drawing.strokes
    QTest.keyClick(pad, Qt.Key.Key_Z, CTRL)
    assert pad.drawing.strokes == (stroke,)
    QTest.keyClick(pad, Qt.Key.Key_Y, CTRL)
    assert not pad.drawing.strokes


def test_what_the_eye_sees_is_also_said(pad: InkPad) -> None:
    assert "Pen at 50 % across, 50 % down, pen up" in pad.accessibleDescription()
    QTest.keyClick(pad, Qt.Key.Key_Space)
    assert "drawing" in pad.accessibleDescription()
    QTest.keyClick(pad, Qt.Key.Key_Left)
    QTest.keyClick(pad, Qt.Key.Key_Space)
    assert pad.accessibleDescription().startswith("Strokes: 1.")


def test_leaving_the_paper_takes_the_pen_up(pad: InkPad) -> None:
    QTest.keyClick(pad, Qt.Key.Key_Space)
    pad.clearFocus()
    assert not pad.ink.drawing
    assert len(pad.drawing.strokes) == 1


def test_a_running_stroke_is_painted_as_it_will_be(pad: InkPad, qtbot: QtBot) -> None:
    pad.grab()
    QTest.mousePress(pad, LEFT, NONE, QPoint(103, 103))
    for across in range(110, 300, 10):
        QTest.mouseMove(pad, QPoint(across, 103))
    running = pad.grab().toImage().pixelColor(250, 103).lightness()
    QTest.mouseRelease(pad, LEFT, NONE, QPoint(300, 103))
    pad.resize(805, 506)
    assert running < 80
    assert pad.grab().toImage().pixelColor(250, 103).lightness() < 80
