"""A page that holds still: what has the focus does not move when questions come and go around it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from shiboken6 import isValid

from interview_kit_ui.widgets.card import Card
from interview_kit_ui.widgets.page import Page

#: Rounds in which nested layouts come to rest, one for each level: a stay of a person of a case has the most.
_ROUNDS: Final = 8
_MARGIN: Final = 16


class StillPage(Page):
    """Lines below each other, and a foot. Change these two layouts inside ``holding_still()``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines, self.foot = QVBoxLayout(), QVBoxLayout()
        #: Room below everything, only as much as holding still takes.
        self._slack = QWidget()
        self._slack.setFixedHeight(0)
        self._following = QTimer(self, interval=0, singleShot=True)
        self._following.timeout.connect(self._follow)
        self.card_focused.connect(self._follow_keys)
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for layout in (self.lines, self.foot):
            layout.setSpacing(_MARGIN)
            column.addLayout(layout)
            column.addSpacing(_MARGIN)
        column.addWidget(self._slack)
        self.add(holder)

    @contextmanager
    def holding_still(self) -> Iterator[None]:
        """Whatever changes inside, the card with the focus stays where it is in the window."""
        anchor = self._anchor()
        if anchor is None or not anchor.isVisible():
            yield
            return
        before = self._top_of(anchor)
        self.setUpdatesEnabled(False)
        try:
            yield
            self._settle()
            if anchor.isVisible():
                self._scroll_by(self._top_of(anchor) - before)
        finally:
            self.setUpdatesEnabled(True)

    def bring_into_view(self, widget: QWidget) -> None:
        """Scroll so that ``widget`` is seen.

        Of one that is taller than the window its top is seen, or as much of its end as it takes to see what
        has the focus in it.
        """
        self._settle()
        room = self.viewport().height() - _MARGIN
        to_top = self._top_of(widget) - _MARGIN
        to_end = self._top_of(widget) + widget.height() - room
        if to_end > to_top:
            self._scroll_by(self._beside_focus(widget, to_top, to_end, room))
        elif to_top < 0:
            self._scroll_by(to_top)
        elif to_end > 0:
            self._scroll_by(to_end)

    def _beside_focus(self, widget: QWidget, to_top: int, to_end: int, room: int) -> int:
        """Return how far to scroll to the top of a tall widget, or to what has the focus far below in it."""
        focused = QApplication.focusWidget()
        if focused is None or not widget.isAncestorOf(focused):
            return to_top
        above = self._top_of(focused)
        return to_top if above + focused.height() - to_top <= room else min(to_end, above - _MARGIN)

    def to_top(self) -> None:
        """Show the page from its beginning."""
        self._slack.setFixedHeight(0)
        self.verticalScrollBar().setValue(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._follow_if_seen(event.oldSize().height())
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self._follow_if_seen(self.viewport().height())
        super().changeEvent(event)

    def _follow_keys(self) -> None:
        """Show the whole of a card that the focus came to; never under a pressed mouse."""
        if QApplication.mouseButtons() == Qt.MouseButton.NoButton:
            self._following.start()

    def _follow_if_seen(self, room: int) -> None:
        """Show the focused card again once everything has its new place, if it could be seen in ``room``.

        A page that is shown for the first time had no room yet.
        """
        card = self.focused_card
        if card is not None and isValid(card) and (room < 0 or -card.height() < self._top_of(card) < room):
            self._following.start()

    def _follow(self) -> None:
        card = self.focused_card
        if card is not None and isValid(card) and card.isVisible():
            self.bring_into_view(card)

    def _anchor(self) -> QWidget | None:
        """Return the card that holds the focus."""
        widget = QApplication.focusWidget()
        if widget is None or not self.isAncestorOf(widget):
            return None
        card: QWidget | None = widget
        while card is not None and not isinstance(card, Card):
            card = card.parentWidget()
        return card or widget

    def _top_of(self, widget: QWidget) -> int:
        return widget.mapTo(self, QPoint(0, 0)).y()

    def _scroll_by(self, distance: int) -> None:
        bar = self.verticalScrollBar()
        wanted = bar.value() + distance
        if wanted > bar.maximum():
            self._slack.setFixedHeight(self._slack.height() + wanted - bar.maximum())
            self._settle()
        bar.setValue(wanted)

    def _settle(self) -> None:
        for _ in range(_ROUNDS):
            QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
