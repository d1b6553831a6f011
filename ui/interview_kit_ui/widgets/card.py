"""The white card that holds one thing to attend to."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from interview_kit_ui import theme
from interview_kit_ui.language import bind_text
from interview_kit_ui.widgets.shapes import paint_box
from interview_kit_ui.widgets.words import Words


class Card(QFrame):
    """A rounded card; ``body`` is its layout.

    Setter: ``set_focused`` (the accent border; a :class:`Page` gives it to the card that holds the
    keyboard focus).
    """

    PADDING = 20

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._focused = False
        self.body = QVBoxLayout(self)
        edge = self.PADDING + 3  # the widest border, so that focus moves nothing
        self.body.setContentsMargins(edge, self.PADDING, edge, self.PADDING)
        self.body.setSpacing(8)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    @property
    def focused(self) -> bool:
        """Whether this is the one card with the accent border."""
        return self._focused

    def set_focused(self, focused: bool) -> None:
        """Show or hide the accent border."""
        if focused != self._focused:
            self._focused = focused
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        shown = theme.current()
        painter = QPainter(self)
        border = shown.colour("accent" if self._focused else "line")
        width = shown.border(strong=self._focused)
        paint_box(painter, QRectF(self.rect()), 12, shown.colour("paper"), border=border, width=width)
        painter.end()


def titled_card(title_key: str, text_key: str, *widgets: QWidget) -> Card:
    """Return a card with a heading, a line about it unless its key is empty, and these widgets."""
    card = Card()
    card.body.setSpacing(10)
    title = Words(role="question")
    bind_text(title.setText, title_key)
    card.body.addWidget(title)
    if text_key:
        text = Words(role="second", tone="soft")
        bind_text(text.setText, text_key)
        card.body.addWidget(text)
    for widget in widgets:
        card.body.addWidget(widget)
    return card
