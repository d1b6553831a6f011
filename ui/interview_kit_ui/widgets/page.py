"""A scrolling page with one reading column in its middle."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget
from shiboken6 import isValid

from interview_kit_ui import theme
from interview_kit_ui.widgets.card import Card
from interview_kit_ui.widgets.words import Words

COLUMN_WIDTH = 760


class Page(QScrollArea):
    """A column at most 760 wide (more only with larger text), under an optional title.

    Signal: ``card_focused(Card)`` when the keyboard focus enters another card; that card alone
    carries the accent border, and keeps it while the focus is outside the page. Setters:
    ``set_title``, ``set_aside`` (at the right of the title, both bindable), ``add(widget)``, ``put_below``,
    ``clear()``. A focused widget is scrolled into view, but never under a pressed mouse.
    """

    card_focused = Signal(Card)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        #: How wide the part is that can be seen. The viewport would say it, but it is of a class of Qt's own,
        #: and to find out which, PySide loads every class there is: 15 ms at the start.
        self._seen = self.width()
        self._focused_card: Card | None = None
        self._widgets: list[QWidget] = []
        self._title = Words(role="title")
        self._aside = Words(tone="soft")
        self._aside.setAlignment(Qt.AlignmentFlag.AlignRight)
        heading = QHBoxLayout()
        heading.addWidget(self._title, 1)
        heading.addWidget(self._aside, 0, Qt.AlignmentFlag.AlignVCenter)
        self._column = QWidget()
        self._column.setProperty("transparent", True)
        self._body = QVBoxLayout(self._column)
        self._body.setContentsMargins(0, 0, 0, 0)
        self._body.setSpacing(2 * theme.GRID)
        self._body.addLayout(heading)
        self._body.addStretch(1)
        inner = QWidget()
        inner.setProperty("transparent", True)
        self._row = QHBoxLayout(inner)
        self._row.addWidget(self._column)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(inner)
        self._title.hide()
        self._aside.hide()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_moved)

    @property
    def focused_card(self) -> Card | None:
        """The card with the accent border. One that was deleted, as what it asks is removed, is none."""
        card = self._focused_card
        return card if card is not None and isValid(card) else None

    def set_title(self, title: str) -> None:
        """Show the title of the page."""
        self._title.setText(title)
        self._title.setVisible(bool(title))
        self.setAccessibleName(title)

    def set_aside(self, text: str) -> None:
        """Show a few quiet words at the right of the title."""
        self._aside.setText(text)
        self._aside.setVisible(bool(text))

    def add(self, widget: QWidget) -> None:
        """Put ``widget`` below what is on the page."""
        self._body.insertWidget(self._body.count() - 1, widget)
        self._widgets.append(widget)

    def put_below(self, above: QWidget, widget: QWidget) -> None:
        """Move ``widget``, which is on the page, right below ``above``."""
        self._body.removeWidget(widget)
        self._body.insertWidget(self._body.indexOf(above) + 1, widget)

    def clear(self) -> None:
        """Take everything but the title off the page and delete it."""
        focused = self._column.focusWidget()
        if focused is not None:  # else the focus would wander through every card about to go
            focused.clearFocus()
        self._focused_card = None
        for widget in self._widgets:
            self._body.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self._widgets = []
        self.verticalScrollBar().setValue(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._seen = event.size().width()
        self._centre()
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._centre()

    def _focus_moved(self, _old: QWidget | None, now: QWidget | None) -> None:
        if now is None or not self._column.isAncestorOf(now):
            return
        if QApplication.mouseButtons() == Qt.MouseButton.NoButton:
            self.ensureWidgetVisible(now, 0, 24)
        card: QWidget | None = now
        while card is not None and not isinstance(card, Card):
            card = card.parentWidget()
        before = self.focused_card
        if card is None or card is before:
            return
        if before is not None:
            before.set_focused(False)
        self._focused_card = card
        card.set_focused(True)
        self.card_focused.emit(card)

    def _centre(self) -> None:
        """Centre the column in the whole page, so that a scroll bar appearing moves nothing."""
        most = max(COLUMN_WIDTH, theme.current().px(COLUMN_WIDTH))
        edge = max(28, (self.width() - most) // 2)
        scroll_bar = self.width() - self._seen
        self._row.setContentsMargins(edge, 18, edge - scroll_bar, 28)
