"""Tab goes where the eye goes next, whatever came and went on the screen since it was built."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

if TYPE_CHECKING:
    from interview_kit_ui.widgets.desk import Desk

#: What lies no further apart than this stands on one line.
_SAME_LINE: Final = 12


def move_focus(regions: Sequence[QWidget], *, forward: bool) -> bool:
    """Move the focus through ``regions``, one after the other and round; return whether there is anywhere.

    Call it from ``focusNextPrevChild`` of the widget that holds the regions.
    """
    stops = [stop for region in regions for stop in reading_order(region)]
    if not stops:
        return False
    here, step = QApplication.focusWidget(), 1 if forward else -1
    at = stops.index(here) + step if here in stops else 0
    reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
    stops[at % len(stops)].setFocus(reason)
    return True


def desk_regions(desk: Desk) -> tuple[QWidget, ...]:
    """Return the parts of a desk in the order in which one needs them."""
    return (*desk.strips, desk.pages, desk.side_panel, desk.top_bar, desk.rail)


def reading_order(region: QWidget) -> list[QWidget]:
    """Return the tab stops in ``region`` line by line, from left to right."""
    placed = [(widget.mapTo(region, widget.rect().center()), widget) for widget in _stops(region)]
    placed.sort(key=lambda one: one[0].y())
    lines: list[list[tuple[int, QWidget]]] = []
    last = 0
    for point, widget in placed:
        if not lines or point.y() - last > _SAME_LINE:
            lines.append([])
        lines[-1].append((point.x(), widget))
        last = point.y()
    return [widget for line in lines for _, widget in sorted(line, key=lambda one: one[0])]


def _stops(region: QWidget) -> list[QWidget]:
    return [
        widget
        for widget in region.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.focusProxy() is None
        and widget.isVisible()
        and widget.isEnabled()
    ]
