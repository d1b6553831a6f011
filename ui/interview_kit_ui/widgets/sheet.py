"""A question that must be settled first, asked on a card over the window instead of in a dialog."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QHideEvent, QKeyEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from interview_kit_ui import theme
from interview_kit_ui.language import bind_text
from interview_kit_ui.widgets.buttons import Button
from interview_kit_ui.widgets.card import Card
from interview_kit_ui.widgets.sheet_content import SheetContent
from interview_kit_ui.widgets.words import Words

CARD_WIDTH = 520
#: Of a sheet that shows things beside each other.
WIDE = 960
_SCRIM = QColor(0, 0, 0, 96)


class Sheet(QWidget):
    """A card over everything in its window, not modal: locking works behind it.

    Signal: ``cancelled`` (Esc, or a call of ``cancel``). Setters: ``set_title``, ``set_text``
    (bindable), ``body`` (a layout for anything more), ``add_button`` (from left to right, the main
    one last; connect its ``clicked``) and ``offer`` (a button that settles it). ``open`` shows it and
    moves the focus in, ``close_sheet`` hides it and gives the focus back, after ``settle`` it is gone.
    Tab stays inside. Where the window is too small, what is above the buttons scrolls.
    """

    cancelled = Signal()

    def __init__(self, parent: QWidget, width: int = CARD_WIDTH) -> None:
        super().__init__(parent)
        self._parent, self._most = parent, width
        self._before: QWidget | None = None
        self._title = Words(role="question")
        self._text = Words(role="second", tone="soft")
        self._text.hide()
        self.body = QVBoxLayout()
        self._content = SheetContent()
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        self._buttons.addStretch(1)
        self._card = Card()
        self._card.set_focused(True)
        self._card.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._content.column.addWidget(self._title)
        self._content.column.addWidget(self._text)
        self._content.column.addLayout(self.body)
        self._card.body.addWidget(self._content)
        self._card.body.addSpacing(8)
        self._card.body.addLayout(self._buttons)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self._card, 1000)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.addStretch(2)
        layout.addLayout(row)
        layout.addStretch(3)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        parent.installEventFilter(self)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._keep_focus)
        self._set_width()
        self.hide()

    def set_title(self, title: str) -> None:
        """Say what is to be settled."""
        self._title.setText(title)
        self.setAccessibleName(title)

    def set_text(self, text: str) -> None:
        """Say what will happen, and what stays safe."""
        self._text.setText(text)
        self._text.setVisible(bool(text))
        self.setAccessibleDescription(text)

    def add_button(self, button: Button) -> None:
        """Put a button right of those already there; the first has the focus when it opens."""
        self._buttons.addWidget(button)

    def offer(self, button: Button, key: str, then: Callable[[], object]) -> None:
        """Add a button, called as the message ``key`` says, that settles the sheet and then acts."""

        def act() -> None:
            self.settle()
            then()

        bind_text(button.set_label, key)
        button.clicked.connect(act)
        self.add_button(button)

    def open(self) -> None:
        """Show the sheet and put the focus on its first control."""
        self._before = QApplication.focusWidget()
        self.setGeometry(self._parent.rect())
        self.show()
        self.raise_()
        first = next(iter(self._stops()), None)
        (first or self).setFocus(Qt.FocusReason.PopupFocusReason)

    def close_sheet(self) -> None:
        """Hide the sheet and give the focus back."""
        self.hide()

    def settle(self) -> None:
        """Hide the sheet for good: it is deleted as soon as nothing of it runs any more."""
        self.close_sheet()
        self.deleteLater()

    def cancel(self) -> None:
        """Hide the sheet and say that nothing was settled."""
        self.close_sheet()
        self.cancelled.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.cancel()
        else:
            self._content.scroll_by_key(event.key())
        # every other key stops here: what lies under the sheet must not hear it

    def focusNextPrevChild(self, forward: bool) -> bool:
        stops = self._stops()
        if not stops:
            return True
        here = QApplication.focusWidget()
        at = stops.index(here) if here in stops else -1
        step = 1 if forward else -1
        reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        stops[(at + step) % len(stops)].setFocus(reason)
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.setGeometry(self._parent.rect())
        return super().eventFilter(watched, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(QRectF(self.rect()), _SCRIM)
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._set_width()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._set_width()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        before, self._before = self._before, None
        if before is not None and before.isVisible():
            before.setFocus(Qt.FocusReason.PopupFocusReason)

    def _fill(self) -> None:
        """Take all the room there is, and give the body what title and buttons leave."""
        expanding = QSizePolicy.Policy.Expanding
        for part in (self._card, self._content):
            part.setSizePolicy(expanding, expanding)
        outer = self.layout()
        assert isinstance(outer, QBoxLayout)
        for position, stretch in enumerate((0, 1, 0)):
            outer.setStretch(position, stretch)
        self._content.column.setStretchFactor(self.body, 1)

    def _keep_focus(self, _old: QWidget | None, now: QWidget | None) -> None:
        if now is not None:
            self._content.bring_to_sight(now)
        outside = now is not None and not _on_a_sheet(now)
        if outside and now is not None and self.isVisible() and now.window() is self.window():
            self._before = self._before or now
            first = next(iter(self._stops()), None)
            (first or self).setFocus(Qt.FocusReason.OtherFocusReason)

    def _stops(self) -> list[QWidget]:
        """Return the tab stops of the card from top to bottom.

        Not by nextInFocusChain: PySide takes what it returns for a child of the widget asked, and then the
        garbage collector deletes widgets that are on the screen.
        """
        return [
            widget
            for widget in self._card.findChildren(QWidget)
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
            and widget.isVisibleTo(self)
            and widget.isEnabled()
            and widget.focusProxy() is None
        ]

    def _set_width(self) -> None:
        self._card.setMaximumWidth(theme.current().px(self._most))


def lies_over(window: QWidget, kind: type[Sheet] = Sheet) -> bool:
    """Whether a sheet, of this kind, can be seen over a window."""
    return any(sheet.isVisible() for sheet in window.findChildren(kind))


def _on_a_sheet(widget: QWidget) -> bool:
    """Whether a widget lies on some sheet: a later one may lie over an earlier one."""
    above: QWidget | None = widget
    while above is not None and not isinstance(above, Sheet):
        above = above.parentWidget()
    return above is not None
