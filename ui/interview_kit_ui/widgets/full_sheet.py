"""A sheet for what needs all the room there is: its card fills the window."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from interview_kit_ui.widgets.sheet import Sheet

_EDGE = 12
_NO_LIMIT = 16_777_215


class FullSheet(Sheet):
    """A :class:`Sheet` as large as its window; ``body`` takes what title and buttons leave.

    With ``fill`` off it is a sheet like any other, for the case where there is less to show.
    """

    def __init__(self, parent: QWidget, *, fill: bool = True) -> None:
        self._full = fill
        super().__init__(parent)
        self.body.setSpacing(8)
        if not fill:
            return
        self._fill()
        outer = self.layout()
        assert outer is not None
        outer.setContentsMargins(_EDGE, _EDGE, _EDGE, _EDGE)

    def _set_width(self) -> None:
        super()._set_width()
        if self._full:
            self._card.setMaximumWidth(_NO_LIMIT)
