"""What welcome, unlock and create have in common: one column on the desk, and how the program looks."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from interview_kit_ui import theme
from interview_kit_ui.preferences import Preferences
from interview_kit_ui.view_switch import ViewSwitch
from interview_kit_ui.widgets.page import Page
from interview_kit_ui.widgets.practice import Ground, PracticeBar

_NARROW: Final = 520
_ABOVE: Final = 88
#: What the page keeps free at its edges and between its parts.
_AROUND: Final = 88


class EntryScreen(QWidget):
    """A page without rail or top bar. Setters: ``add_card(card)``, ``set_practice``."""

    def __init__(self, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.page = Page()
        self._above = QWidget()
        self._above.setFixedHeight(_ABOVE)
        self._narrow: QWidget | None = None
        self._bar = PracticeBar()
        self._bar.hide()
        self._ground = Ground()
        foot = QHBoxLayout()
        foot.setContentsMargins(12, 0, 12, 8)
        self._switch = ViewSwitch(preferences)
        foot.addWidget(self._switch, 0, Qt.AlignmentFlag.AlignLeft)
        desk = QVBoxLayout(self._ground)
        desk.setContentsMargins(0, 0, 0, 0)
        desk.addWidget(self.page, 1)
        desk.addLayout(foot)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._bar)
        layout.addWidget(self._ground, 1)

    def add_card(self, card: QWidget) -> None:
        """Put the one card of a screen a little above the middle, narrow enough for one glance."""
        self._narrow = _Narrow(card)
        self.page.add(self._above)
        self.page.add(self._narrow)
        self._narrow.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize):
            self._give_room()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._give_room()

    def _give_room(self) -> None:
        """Let a tall card in a small window have the room above it."""
        if self._narrow is not None:
            needed = self._narrow.heightForWidth(self._narrow.width()) + _AROUND
            self._above.setFixedHeight(max(0, min(_ABOVE, (self.page.height() - needed) // 2)))

    def focusNextPrevChild(self, forward: bool) -> bool:
        from interview_kit_ui.tab_order import move_focus

        return move_focus((self.page, self._switch), forward=forward)

    def set_practice(self, practice: bool) -> None:
        """Show or hide the marks of practice."""
        self._bar.setVisible(practice)
        self._ground.set_practice(practice)


class _Narrow(QWidget):
    """Keeps a widget in the middle of the column; it grows with the text."""

    def __init__(self, held: QWidget) -> None:
        super().__init__()
        self._held = held
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        row.addWidget(held, 1000)
        row.addStretch(1)
        self._set_width()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._set_width()

    def _set_width(self) -> None:
        self._held.setMaximumWidth(theme.current().px(_NARROW))
