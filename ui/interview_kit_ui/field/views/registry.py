"""Which drawing belongs to which repeat."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from interview_kit.protocol.model import Node
from interview_kit_ui.field.views.calendar import CalendarView
from interview_kit_ui.field.views.family import FamilyView
from interview_kit_ui.field.views.repeat_view import RepeatView
from interview_kit_ui.field.views.route import RouteView

_VIEWS: Final[dict[str, Callable[[], RepeatView]]] = {
    "family": FamilyView,
    "calendar": CalendarView,
    "route": RouteView,
}


def view_for(definition: Node) -> RepeatView:
    """Return a new drawing for a repeat or group whose instances are drawn."""
    return _VIEWS[definition.kit.view or ""]()
