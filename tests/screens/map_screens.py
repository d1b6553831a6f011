"""The map with an invented route, and with every border town. Nobody took this way: it is made up."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QVBoxLayout, QWidget
from screen_registry import Setting, screen

from interview_kit.maps.marks import Leg, Mark, mark
from interview_kit_ui.widgets.map_view import MapView
from interview_kit_ui.widgets.words import Words

INVENTED: Final = "An invented route. It is nobody's testimony."
#: An invented way out, with an invented gap in it.
ROUTE: Final = (
    "KP-10-hyesan",
    "CN-JL-changbai",
    "CN-LN-shenyang",
    "CN-BJ",
    "CN-YN-kunming",
    "LA-LM-boten",
    "LA-VT",
    "TH-10",
)
LEGS: Final = (
    Leg(0, 1),
    Leg(1, 2),
    Leg(2, 3, "believed"),
    Leg(3, 4, "believed"),
    Leg(4, 5),
    Leg(5, 6, "rumour"),
    Leg(6, 7),
)
#: An invented way through detention, forth and back over the border.
SENT_BACK: Final = (
    "KP-09-hoeryong",
    "CN-JL-longjing",
    "CN-JL-tumen",
    "KP-09-onsong",
    "KP-09-chongjin",
    "KP-08",
)
SENT_BACK_LEGS: Final = (
    Leg(0, 1),
    Leg(1, 2),
    Leg(2, 3),
    Leg(3, 4),
    Leg(4, 5, "rumour"),
    Leg(4, 0, "believed"),
)


def marks(places: tuple[str, ...], language: str) -> list[Mark]:
    """Return the marks of places in order, numbered."""
    return [mark(place, language, str(number)) for number, place in enumerate(places, 1)]


@screen("map")
def route(setting: Setting) -> QWidget:
    """An invented way from the border to the south-east."""
    return _framed(setting, ROUTE, LEGS)


@screen("map-border")
def border(setting: Setting) -> QWidget:
    """An invented way over the border and back, with a place that is not known exactly."""
    return _framed(setting, SENT_BACK, SENT_BACK_LEGS)


def _framed(setting: Setting, places: tuple[str, ...], legs: tuple[Leg, ...]) -> QWidget:
    holder = QWidget()
    layout = QVBoxLayout(holder)
    layout.setContentsMargins(24, 24, 24, 24)
    layout.setSpacing(8)
    invented = "지어낸 경로입니다. 실제 증언이 아닙니다." if setting.language == "ko" else INVENTED
    layout.addWidget(Words(invented, role="caption", tone="soft"))
    shown = MapView()
    shown.show_places(marks(places, setting.language), legs)
    layout.addWidget(shown)
    return holder
