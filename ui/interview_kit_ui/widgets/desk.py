"""The skeleton every main screen stands in: top bar, rail, page, side panel."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from interview_kit_ui.widgets.practice import Ground, PracticeBar
from interview_kit_ui.widgets.rail import Rail
from interview_kit_ui.widgets.side_panel import SidePanel
from interview_kit_ui.widgets.top_bar import TopBar

FOLD_BELOW = 1100


class Desk(QWidget):
    """``top_bar``, ``rail``, ``pages`` (a stack) and ``side_panel``, laid out as in the look.

    ``strips`` stand above every page, the last one uppermost. The side panel folds away under 1100
    pixels; ``toggle_side_panel`` opens and folds it at any width.
    Setters: ``set_practice``, ``show_page(widget)``, ``set_strip``, ``set_side_panel_used``.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.top_bar = TopBar()
        self.rail = Rail()
        self.pages = QStackedWidget()
        self.pages.addWidget(QWidget())  # a stack shows its first page, and nothing has been asked for yet
        self.side_panel = SidePanel()
        self._practice_bar = PracticeBar()
        self._practice_bar.hide()
        self._ground = Ground()
        self.strips: list[QWidget] = []
        self._panel_used = True
        self._panel_open = True
        self._middle = QVBoxLayout(self._ground)
        self._middle.setContentsMargins(0, 0, 0, 0)
        self._middle.setSpacing(0)
        self._middle.addWidget(self.pages)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addWidget(self._ground, 1)
        row.addWidget(self.side_panel)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._practice_bar)
        layout.addWidget(self.top_bar)
        layout.addLayout(row, 1)

    def set_practice(self, practice: bool) -> None:
        """Show or hide the marks of practice."""
        self._practice_bar.setVisible(practice)
        self._ground.set_practice(practice)

    def show_page(self, page: QWidget) -> None:
        """Bring ``page`` to the front; the first time it is also taken into the stack."""
        if self.pages.indexOf(page) < 0:
            self.pages.addWidget(page)
        focused = self.pages.focusWidget()
        if page is not self.pages.currentWidget() and focused is not None:
            focused.clearFocus()  # else the focus would wander through all that is about to be hidden
        self.pages.setCurrentWidget(page)

    def set_strip(self, strip: QWidget) -> None:
        """Keep a strip above every page, as for what holds in all rooms."""
        self.strips.insert(0, strip)
        self._middle.insertWidget(0, strip)

    def set_side_panel_used(self, used: bool) -> None:
        """Say whether this screen has anything for the side panel."""
        self._panel_used = used
        self._fold()

    def toggle_side_panel(self) -> None:
        """Open the side panel if it is folded, else fold it, until the window crosses 1100."""
        self._panel_open = not self._panel_open
        self._fold()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide, was_wide = (size.width() >= FOLD_BELOW for size in (event.size(), event.oldSize()))
        if wide != was_wide or event.oldSize().width() < 0:
            self._panel_open = wide
            self._fold()

    def _fold(self) -> None:
        self.side_panel.setVisible(self._panel_used and self._panel_open)
