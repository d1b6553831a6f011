"""The rail at the left: the sections of an interview, or the rooms of the office."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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


class SectionList(QWidget):
    """The items of a rail. Signals: ``chosen(str)``, ``reached(QWidget)`` the item to keep in view."""

    chosen = Signal(str)
    reached = Signal(QWidget)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("transparent", True)
        self.items: list[SectionItem] = []
        self._current = ""
        self._list = QVBoxLayout(self)
        self._list.setContentsMargins(0, 0, 0, 8)
        self._list.setSpacing(1)
        self._list.addStretch(1)

    def set_sections(self, sections: Sequence[Section]) -> None:
        """Show these sections; items whose names stay keep their focus."""
        if [section.name for section in sections] != [item.name for item in self.items]:
            self._rebuild(sections)
        for item, section in zip(self.items, sections, strict=True):
            if (item.text(), item.dot) != (section.text, section.dot):
                item.setText(section.text)
                item.set_dot(section.dot)
        self.set_current(self._current)

    def set_current(self, name: str) -> None:
        """Show which section is on the page; without one, Tab enters at the first."""
        self._current = name
        for item in self.items:
            item.set_current(item.name == name)
        current = [item for item in self.items if item.name == name]
        if current:
            self.reached.emit(current[0])
        elif self.items:
            self.items[0].setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        here = next((at for at, item in enumerate(self.items) if item.hasFocus()), 0)
        last = len(self.items) - 1
        targets: dict[int, int] = {
            Qt.Key.Key_Up: max(here - 1, 0),
            Qt.Key.Key_Down: min(here + 1, last),
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }
        if self.items and event.key() in targets:
            target = self.items[targets[event.key()]]
            target.setFocus(Qt.FocusReason.TabFocusReason)
            self.reached.emit(target)
        else:
            event.ignore()

    def _rebuild(self, sections: Sequence[Section]) -> None:
        for item in self.items:
            self._list.removeWidget(item)
            item.hide()
            item.deleteLater()
        self.items = [SectionItem(section.name, section.text) for section in sections]
        for position, item in enumerate(self.items):
            item.clicked.connect(partial(self.chosen.emit, item.name))
            self._list.insertWidget(position, item)


class Rail(QFrame):
    """A list of sections, one of them current.

    Signal: ``section_chosen(str)``. Setters: ``set_sections``, ``set_current(name)``,
    ``set_footer(widget)``. Tab enters at the current section; Up, Down, Home and End move, Enter and
    Space choose.
    """

    section_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sections = SectionList()
        self._sections.chosen.connect(self.section_chosen)
        self._sections.reached.connect(self._keep_in_view)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(self._sections)
        self._footer = QVBoxLayout()
        self._footer.setContentsMargins(6, 0, 6, 6)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 16, 1, 0)
        layout.setSpacing(0)
        layout.addWidget(self._scroll, 1)
        layout.addLayout(self._footer)
        bind_text(self.setAccessibleName, "widgets.sections")
        self._set_width()

    @property
    def items(self) -> tuple[SectionItem, ...]:
        """The items from top to bottom."""
        return tuple(self._sections.items)

    def set_sections(self, sections: Iterable[Section]) -> None:
        """Show these sections; items whose names stay keep their focus."""
        self._sections.set_sections(list(sections))

    def set_current(self, name: str) -> None:
        """Show which section is on the page."""
        self._sections.set_current(name)

    def set_footer(self, widget: QWidget) -> None:
        """Put a widget at the foot of the rail."""
        self._footer.addWidget(widget, 0, Qt.AlignmentFlag.AlignLeft)

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

    def _keep_in_view(self, item: QWidget) -> None:
        self._scroll.ensureWidgetVisible(item, 0, 8)

    def _set_width(self) -> None:
        self.setFixedWidth(round(WIDTH * max(1.0, min(theme.current().text_scale, MOST_GROWTH))))
