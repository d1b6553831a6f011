"""The map as a person uses it: seen, heard, moved by mouse, wheel and keyboard."""

from __future__ import annotations

import dataclasses
import itertools

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QColor, QImage, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from interview_kit.maps.labels import overlap
from interview_kit.maps.marks import Leg, Mark, mark
from interview_kit.maps.outlines import outlines
from interview_kit.maps.view import NEAREST, View
from interview_kit_ui import theme
from interview_kit_ui.language import LANGUAGE
from interview_kit_ui.widgets import map_canvas
from interview_kit_ui.widgets.buttons import PillButton
from interview_kit_ui.widgets.map_canvas import MapCanvas
from interview_kit_ui.widgets.map_key import ScaleItem, VagueItem, WayItem
from interview_kit_ui.widgets.map_view import MapView

#: An invented way.
PLACES = ("KP-10-hyesan", "CN-JL-changbai", "CN-LN-shenyang", "KP-10-hyesan", "KP-04-junggang")
LEGS = (Leg(0, 1), Leg(1, 2, "believed"), Leg(2, 3, "rumour"))
SIZES = ((1280, 800), (1024, 640), (420, 300))


def marks(language: str = "en") -> list[Mark]:
    return [mark(place, language, str(number)) for number, place in enumerate(PLACES, 1)]


@pytest.fixture
def whole(qtbot: QtBot) -> MapView:
    view = MapView()
    qtbot.addWidget(view)
    view.resize(1280, 840)
    view.show_places(marks(), LEGS)
    view.show()
    view.setFocus()
    return view


@pytest.fixture
def shown(whole: MapView) -> MapCanvas:
    """The map itself, without its key and buttons."""
    return whole.canvas


def picture(view: MapCanvas) -> QImage:
    return view.grab().toImage()


def at_mark(view: MapCanvas, number: int) -> QPoint:
    at = marks()[number].drawn_at(outlines())
    assert at
    x, y = view.view.to_screen(at)
    return QPoint(round(x), round(y))


def turn_wheel(view: MapCanvas, at: QPoint, clicks: int, held: Qt.KeyboardModifier) -> bool:
    """Turn the wheel over a point; return whether the map took it."""
    event = QWheelEvent(
        QPointF(at),
        QPointF(view.mapToGlobal(at)),
        QPoint(),
        QPoint(0, 120 * clicks),
        Qt.MouseButton.NoButton,
        held,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view, event)
    return event.isAccepted()


def test_all_places_are_in_view_at_first_with_a_dot_in_the_accent(shown: MapCanvas) -> None:
    seen = picture(shown)
    for number in range(len(PLACES)):
        dot = at_mark(shown, number)
        assert shown.rect().contains(dot)
        assert seen.pixelColor(dot) == theme.LIGHT.colour("accent")


def test_without_places_it_shows_the_north_of_the_peninsula(qtbot: QtBot) -> None:
    view = MapView()
    qtbot.addWidget(view)
    view.resize(800, 600)
    west, north, east, south = outlines().regions["KP"].bounds
    seen = view.canvas.view.bounds
    assert seen[0] < west < east < seen[2]
    assert seen[1] < north < south < seen[3]


def test_plus_and_minus_zoom_and_home_shows_all_again(qtbot: QtBot, shown: MapCanvas) -> None:
    whole = shown.view
    qtbot.keyClick(shown, Qt.Key.Key_Plus)
    assert shown.view.scale == pytest.approx(whole.scale * 1.5)
    assert shown.view.middle == whole.middle
    qtbot.keyClick(shown, Qt.Key.Key_Minus)
    qtbot.keyClick(shown, Qt.Key.Key_Minus)
    assert shown.view.scale == pytest.approx(whole.scale / 1.5)
    qtbot.keyClick(shown, Qt.Key.Key_Home)
    assert shown.view == whole


@pytest.mark.parametrize(
    ("key", "right", "down"),
    [(Qt.Key.Key_Left, -1, 0), (Qt.Key.Key_Right, 1, 0), (Qt.Key.Key_Up, 0, -1), (Qt.Key.Key_Down, 0, 1)],
)
def test_arrows_move_the_map(qtbot: QtBot, shown: MapCanvas, key: Qt.Key, right: int, down: int) -> None:
    before = shown.view
    qtbot.keyClick(shown, key)
    moved = [now - then for now, then in zip(shown.view.middle, before.middle, strict=True)]
    assert [(step > 0) - (step < 0) for step in moved] == [right, down]
    assert shown.view.scale == before.scale


def test_a_dragged_map_follows_the_mouse(qtbot: QtBot, shown: MapCanvas) -> None:
    start, end = QPoint(600, 400), QPoint(660, 370)
    held = shown.view.to_map((start.x(), start.y()))
    qtbot.mousePress(shown, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(shown, end)
    qtbot.mouseRelease(shown, Qt.MouseButton.LeftButton, pos=end)
    assert shown.view.to_map((end.x(), end.y())) == pytest.approx(held)


def test_the_wheel_zooms_where_the_pointer_is(shown: MapCanvas) -> None:
    at = at_mark(shown, 2)
    before = shown.view
    shown.hasFocus = lambda: True  # type: ignore[method-assign]  # no window manager gives it here
    assert turn_wheel(shown, at, 2, Qt.KeyboardModifier.NoModifier)
    assert shown.view.scale > before.scale
    assert (at_mark(shown, 2) - at).manhattanLength() <= 1


def test_over_a_map_that_is_not_in_use_the_page_scrolls_on(shown: MapCanvas) -> None:
    shown.hasFocus = lambda: False  # type: ignore[method-assign]  # as above
    before = shown.view
    assert not turn_wheel(shown, QPoint(600, 400), 2, Qt.KeyboardModifier.NoModifier)
    assert shown.view == before
    assert turn_wheel(shown, QPoint(600, 400), 2, Qt.KeyboardModifier.ControlModifier)
    assert shown.view.scale > before.scale


def test_nobody_gets_lost(qtbot: QtBot, shown: MapCanvas) -> None:
    """Neither beyond the map's edge, nor farther than all of it, nor nearer than it knows."""
    for key in (Qt.Key.Key_Minus, Qt.Key.Key_Up, Qt.Key.Key_Left):
        for _ in range(40):
            qtbot.keyClick(shown, key)
    west, north, east, south = outlines().whole
    x, y = shown.view.middle
    assert west <= x <= east
    assert north <= y <= south
    assert shown.view.shows(outlines().whole)
    for _ in range(40):
        qtbot.keyClick(shown, Qt.Key.Key_Plus)
    assert shown.view.scale == NEAREST


def test_the_buttons_do_what_their_keys_do(qtbot: QtBot, whole: MapView) -> None:
    fitted = whole.canvas.view
    closer, farther, show_all = whole.findChildren(PillButton)
    assert [one.text() for one in (closer, farther, show_all)] == [
        "Closer  +",
        "Farther  −",
        "Show all  Home",
    ]
    qtbot.mouseClick(closer, Qt.MouseButton.LeftButton)
    assert whole.canvas.view.scale > fitted.scale
    qtbot.mouseClick(farther, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(farther, Qt.MouseButton.LeftButton)
    assert whole.canvas.view.scale < fitted.scale
    qtbot.mouseClick(show_all, Qt.MouseButton.LeftButton)
    assert whole.canvas.view == fitted


def test_the_key_explains_what_is_on_the_map_and_nothing_else(whole: MapView) -> None:
    def explained() -> list[str]:
        items = [*whole.findChildren(WayItem), *whole.findChildren(VagueItem)]
        return [item.accessibleName() for item in items if item.isVisibleTo(whole)]

    assert explained() == ["Known", "Believed", "Rumour"]
    whole.show_places([mark("KP-10", "en")])
    assert explained() == ["Exact place not known"]


def test_the_scale_is_that_of_what_is_looked_at(whole: MapView) -> None:
    (scale,) = whole.findChildren(ScaleItem)
    before = scale.accessibleName()
    for _ in range(4):
        whole.canvas.farther()
    assert before.endswith(" km")
    assert int(scale.accessibleName().split()[0]) > int(before.split()[0])


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("scale", [0.9, 1.0, 1.6])
@pytest.mark.parametrize("language", ["ko", "en"])
def test_no_label_is_cut_off_or_covers_another(
    qtbot: QtBot, qapp: QApplication, size: tuple[int, int], scale: float, language: str
) -> None:
    theme.apply(qapp, dataclasses.replace(theme.LIGHT, text_scale=scale))
    LANGUAGE.use(language)
    view = MapView()
    qtbot.addWidget(view)
    view.resize(*size)
    view.show_places(marks(language), LEGS)
    view.show()
    boxes = view.canvas.label_boxes()
    assert len(boxes) == len(PLACES)
    room = view.canvas.size()
    assert all(min(one) >= 0 and one[2] <= room.width() and one[3] <= room.height() for one in boxes)
    if size[0] > 1000:
        assert not any(overlap(one, other) for one, other in itertools.combinations(boxes, 2))


def test_a_screen_reader_is_told_places_and_ways(shown: MapCanvas) -> None:
    spoken = QAccessible.queryAccessibleInterface(shown)
    assert spoken.text(QAccessible.Text.Name) == "Map"
    told = spoken.text(QAccessible.Text.Description)
    assert "1 Hyesan, Ryanggang, North Korea" in told
    assert "Changbai to Shenyang, believed" in told


def test_another_language_is_spoken_at_once(shown: MapCanvas) -> None:
    before = picture(shown)
    LANGUAGE.use("ko")
    assert shown.accessibleName() == "지도"
    assert "지도에 표시된 장소: 5곳" in shown.accessibleDescription()
    assert picture(shown) != before


def test_it_follows_the_theme(qapp: QApplication, shown: MapCanvas) -> None:
    shown.farther()
    shown.farther()
    x, y = shown.view.to_screen(outlines().at(40.2, 129.6))  # in the East Sea
    sea = round(x), round(y)
    assert picture(shown).pixelColor(*sea) == theme.LIGHT.colour("accent_soft")
    theme.apply(qapp, theme.DARK)
    assert picture(shown).pixelColor(*sea) == theme.DARK.colour("accent_soft")


def test_what_has_focus_shows_it(shown: MapCanvas) -> None:
    shown.hasFocus = lambda: True  # type: ignore[method-assign]  # no window manager gives it here
    shown.update()
    focused = picture(shown).pixelColor(640, 0)
    shown.hasFocus = lambda: False  # type: ignore[method-assign]  # as above
    shown.update()
    assert focused == theme.LIGHT.colour("accent")
    assert picture(shown).pixelColor(640, 0) != focused


def test_painting_it_again_draws_no_outline_again(shown: MapCanvas, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[View] = []
    monkeypatch.setattr(map_canvas, "paint_land", lambda painter, view, shown: drawn.append(view))
    first = picture(shown)
    assert picture(shown) == first
    assert len(drawn) <= 1
    shown.closer()
    picture(shown)
    assert drawn[-1] == shown.view


def test_another_size_shows_all_again_unless_the_person_has_looked_elsewhere(
    qtbot: QtBot, shown: MapCanvas
) -> None:
    shown.resize(700, 500)
    assert all(shown.rect().contains(at_mark(shown, number)) for number in range(len(PLACES)))
    qtbot.keyClick(shown, Qt.Key.Key_Plus)
    chosen = shown.view
    shown.resize(900, 500)
    assert (shown.view.middle, shown.view.scale) == (chosen.middle, chosen.scale)


def test_a_place_that_is_not_known_exactly_is_hollow(shown: MapCanvas) -> None:
    shown.show_places([mark("KP-10", "en")])
    at = mark("KP-10", "en").drawn_at(outlines())
    assert at
    x, y = shown.view.to_screen(at)
    assert picture(shown).pixelColor(round(x), round(y)) == QColor(theme.LIGHT.colours.paper)


def test_names_of_regions_find_new_places_when_the_map_rests(qtbot: QtBot, shown: MapCanvas) -> None:
    picture(shown)
    for _ in range(4):
        qtbot.keyClick(shown, Qt.Key.Key_Plus)
    moving = picture(shown)
    qtbot.waitUntil(lambda: picture(shown) != moving, timeout=2000)
