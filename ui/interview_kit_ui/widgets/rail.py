"""The rail at the left: the sections of an interview, or the rooms of the office."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from interview_kit_ui import theme
from interview_kit_ui.language import bind_text
from interview_kit_ui.widgets.section_dot import SectionDot
from interview_kit_ui.widgets.section_item import SectionItem

WIDTH = 216
#: With larger text the rail grows only so far; its words wrap beyond that.
MOST_GROWTH = 1.25


@dataclass(frozen=True)
class Section:
    """A section as the rail shows it; ``dot`` is ``None`` where progress means nothing."""

    name: str
    text: str
    dot: SectionDot | None = None


class Rail(QFrame):
    """A list of sections, one of them current.

    Signal: ``section_chosen(str)``. Setters: ``set_sections``, ``set_current(name)``,
    ``set_footer(widget)``. Tab enters at the current section; Up, Down, Home and End move, Enter
    and Space choose.
    """

    section_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: dict[str, SectionItem] = {}
        self._current = ""
        inner = QWidget()
        inner.setProperty("transparent", True)
        self._list = QVBoxLayout(inner)
        self._list.setContentsMargins(0, 0, 0, 8)
        self._list.setSpacing(1)
        self._list.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inner)
        self._scroll = scroll
        self._footer = QVBoxLayout()
        self._footer.setContentsMargins(6, 0, 6, 6)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 16, 1, 0)
        layout.setSpacing(0)
        layout.addWidget(scroll, 1)
        layout.addLayout(self._footer)
        bind_text(self.setAccessibleName, "widgets.sections")
        self._set_width()

    @property
    def items(self) -> tuple[SectionItem, ...]:
        """The items from top to bottom."""
        return tuple(self._items.values())

    def set_sections(self, sections: Iterable[Section]) -> None:
        """Show these sections; items whose names stay keep their focus."""
        wanted = list(sections)
        if [section.name for section in wanted] != list(self._items):
            self._rebuild(wanted)
        for section in wanted:
            item = self._items[section.name]
            item.setText(section.text)
            item.set_dot(section.dot)
        self.set_current(self._current)

    def set_current(self, name: str) -> None:
        """Show which section is on the page."""
        self._current = name
        for item in self._items.values():
            item.set_current(item.name == name)
        if name in self._items:
            self._scroll.ensureWidgetVisible(self._items[name], 0, 8)
        elif self._items:
            self.items[0].setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def set_footer(self, widget: QWidget) -> None:
        """Put a widget at the foot of the rail."""
        self._footer.addWidget(widget, 0, Qt.AlignmentFlag.AlignLeft)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        items = self.items
        here = next((at for at, item in enumerate(items) if item.hasFocus()), 0)
        targets: dict[int, int] = {
            Qt.Key.Key_Up: max(here - 1, 0),
            Qt.Key.Key_Down: min(here + 1, len(items) - 1),
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: len(items) - 1,
        }
        if items and event.key() in targets:
            target = items[targets[event.key()]]
            target.setFocus(Qt.FocusReason.TabFocusReason)
            self._scroll.ensureWidgetVisible(target, 0, 8)
        else:
            event.ignore()

    def paintEvent(self, _event: QPaintEvent) -> None:
        shown = theme.current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), shown.colour("rail"))
        painter.fillRect(self.width() - 1, 0, 1, self.height(), shown.colour("line"))
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._set_width()

    def _rebuild(self, sections: list[Section]) -> None:
        for item in self._items.values():
            self._list.removeWidget(item)
            item.hide()
            item.deleteLater()
        self._items = {}
        for position, section in enumerate(sections):
            item = SectionItem(section.name, section.text)
            item.clicked.connect(partial(self.section_chosen.emit, section.name))
            self._items[section.name] = item
            self._list.insertWidget(position, item)

    def _set_width(self) -> None:
        self.setFixedWidth(round(WIDTH * max(1.0, min(theme.current().text_scale, MOST_GROWTH))))
