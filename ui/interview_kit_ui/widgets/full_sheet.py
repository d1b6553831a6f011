"""A sheet for what needs all the room there is: its card fills the window."""

from __future__ import annotations

from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget

from interview_kit_ui.widgets.card import Card
from interview_kit_ui.widgets.sheet import Sheet

_EDGE = 12
_NO_LIMIT = 16_777_215


class FullSheet(Sheet):
    """A :class:`Sheet` as large as its window; ``body`` takes what title and buttons leave.

    With ``fill`` off it is a sheet like any other, for the case where there is less to show.
    """

    def __init__(self, parent: QWidget, *, fill: bool = True) -> None:
        self._fill = fill
        super().__init__(parent)
        self.body.setSpacing(8)
        if not fill:
            return
        outer = self.layout()
        assert isinstance(outer, QBoxLayout)
        outer.setContentsMargins(_EDGE, _EDGE, _EDGE, _EDGE)
        for position, stretch in enumerate((0, 1, 0)):
            outer.setStretch(position, stretch)
        (card,) = self.findChildren(Card)
        card.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        card.body.setStretchFactor(self.body, 1)

    def _set_width(self) -> None:
        super()._set_width()
        if self._fill:
            self._card.setMaximumWidth(_NO_LIMIT)
