"""The map: places and the ways between them, on the outlines of countries and provinces."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from interview_kit.maps.marks import CERTAINTIES, Leg, Mark
from interview_kit_ui.language import LANGUAGE, bind_text
from interview_kit_ui.widgets.buttons import PillButton
from interview_kit_ui.widgets.map_canvas import MapCanvas
from interview_kit_ui.widgets.map_key import ScaleItem, VagueItem, WayItem
from interview_kit_ui.widgets.wrapping_row import WrappingRow


class MapView(QWidget):
    """A map that is moved by mouse, wheel and keyboard; below it, what its lines mean. It takes plain data.

    Setter: ``show_places(marks, legs)``. Keys: ``+``, ``-``, arrows, Home to show all. ``canvas`` is the map
    itself, which has the focus, the accessible name and what it shows in words.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.canvas = MapCanvas()
        self._scale, self._vague = ScaleItem(), VagueItem()
        self._ways = {certainty: WayItem(certainty) for certainty in CERTAINTIES}
        closer, farther, show_all = PillButton("", "+"), PillButton("", "−"), PillButton("", "Home")
        for button in (closer, farther, show_all):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the map's own keys do the same
        closer.clicked.connect(self.canvas.closer)
        farther.clicked.connect(self.canvas.farther)
        show_all.clicked.connect(self.canvas.show_all)
        bind_text(closer.set_label, "maps.closer")
        bind_text(farther.set_label, "maps.farther")
        bind_text(show_all.set_label, "maps.show-all")
        self._row = WrappingRow()
        self._row.set_widgets(
            (self._scale, *self._ways.values(), self._vague), right=(closer, farther, show_all)
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.canvas, 1)
        layout.addWidget(self._row)
        self.setFocusProxy(self.canvas)
        self.canvas.looked.connect(self._measure)
        LANGUAGE.changed.connect(self._measure)
        self.show_places(())

    def show_places(self, marks: Sequence[Mark], legs: Sequence[Leg] = ()) -> None:
        """Show these places and the ways between them, and fit the view to them; without any, the peninsula.

        A mark that can be drawn nowhere is told in the description alone.
        """
        self.canvas.show_places(marks, legs)
        used = {leg.certainty for leg in legs}
        for certainty, item in self._ways.items():
            item.setVisible(certainty in used)
        self._vague.setVisible(any(mark.vague for mark in marks))
        self._row.updateGeometry()
        self._measure()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._measure()

    def _measure(self) -> None:
        self._scale.set_view(self.canvas.view)
