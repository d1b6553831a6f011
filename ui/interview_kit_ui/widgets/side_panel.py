"""The panel at the right: notes, and what still wants a look."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from interview_kit_ui import theme
from interview_kit_ui.language import bind_text
from interview_kit_ui.theme import Tone
from interview_kit_ui.widgets.painted_button import PaintedButton
from interview_kit_ui.widgets.shapes import paint_box
from interview_kit_ui.widgets.words import Lines, Words, paint_lines

WIDTH = 248
MOST_GROWTH = 1.25


@dataclass(frozen=True)
class PanelEntry:
    """One entry: ``lead`` (a time, a code) stands before the text in bold."""

    name: str
    text: str
    lead: str = ""
    tone: Tone = "ink"


class PanelItem(PaintedButton):
    """An entry as a small card. Signal: ``clicked``."""

    keys = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)

    def __init__(self, entry: PanelEntry, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.entry = entry
        self._lead = Lines("guidance", "semibold", tabular=True)
        self._lines = Lines("guidance")
        self.setText(f"{entry.lead} {entry.text}".strip())
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def heightForWidth(self, width: int) -> int:
        text_height = self._lines.height(self.entry.text, self._text_width(width))
        return text_height + 2 * theme.current().px(8)

    def sizeHint(self) -> QSize:
        return QSize(theme.current().px(160), self.heightForWidth(theme.current().px(160)))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.current().px(96), theme.current().px(34))

    def paintEvent(self, _event: QPaintEvent) -> None:
        shown = theme.current()
        painter = QPainter(self)
        focused = self.hasFocus()
        border = shown.colour("accent" if focused else "line")
        fill = shown.colour("accent_soft" if self.underMouse() else "paper")
        paint_box(painter, QRectF(self.rect()), 8, fill, border=border, width=shown.border(strong=focused))
        top, height = shown.px(8), self._lines.line_height
        painter.setPen(shown.colour(self.entry.tone))
        painter.setFont(self._lead.font)
        box = QRectF(14, top, self.width() - 28, self.height())
        if self.entry.lead:
            paint_lines(painter, [self.entry.lead], box, height)
        painter.setFont(self._lines.font)
        box.setLeft(14 + self._lead_width())
        lines = self._lines.at(self.entry.text, self._text_width(self.width()))
        paint_lines(painter, lines, box, height)
        painter.end()

    def _lead_width(self) -> int:
        if not self.entry.lead:
            return 0
        return self._lead.natural_width(self.entry.lead) + theme.current().px(6)

    def _text_width(self, width: int) -> int:
        return max(1, width - 28 - self._lead_width())


class PanelItems(QVBoxLayout):
    """Entries below each other. Signal: ``chosen(str)``, the name of one. Setter: ``show_entries``."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setSpacing(8)
        #: Not asked of the layout: PySide would own what it returns.
        self._items: list[PanelItem] = []

    def show_entries(self, entries: Iterable[PanelEntry]) -> bool:
        """Show these, and return whether there is any; what is shown already stays, with its focus."""
        known = {item.entry: item for item in self._items}
        before, self._items = self._items, []
        for place, entry in enumerate(entries):
            item = known.pop(entry, None) or self._new(entry)
            if self.indexOf(item) != place:
                self.insertWidget(place, item)
            self._items.append(item)
        for gone in [item for item in before if item not in self._items]:
            self.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        return bool(self._items)

    def _new(self, entry: PanelEntry) -> PanelItem:
        item = PanelItem(entry)
        item.clicked.connect(partial(self.chosen.emit, entry.name))
        return item


class SidePanel(QFrame):
    """Groups of entries, each with a heading.

    Signal: ``entry_chosen(str, str)`` group and entry. Setters: ``set_group(name, title_key,
    entries)``, which adds a group or replaces its entries (an empty group hides its heading),
    ``add(widget)`` for anything else at the foot.
    """

    entry_chosen = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._groups: dict[str, tuple[Words, PanelItems]] = {}
        inner = QWidget()
        inner.setProperty("transparent", True)
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(15, 16, 16, 16)
        self._column.setSpacing(20)
        self._column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inner)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 0, 0, 0)
        layout.addWidget(scroll)
        bind_text(self.setAccessibleName, "widgets.side-panel")
        self._set_width()

    def set_group(self, name: str, title_key: str, entries: Iterable[PanelEntry]) -> None:
        """Show ``entries`` under the heading ``title_key``."""
        if name not in self._groups:
            self._groups[name] = self._new_group(name, title_key)
        title, items = self._groups[name]
        title.setVisible(items.show_entries(entries))

    def add(self, widget: QWidget) -> None:
        """Put a widget below the groups."""
        self._column.insertWidget(self._column.count() - 1, widget)

    def paintEvent(self, _event: QPaintEvent) -> None:
        shown = theme.current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), shown.colour("rail"))
        painter.fillRect(0, 0, 1, self.height(), shown.colour("line"))
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._set_width()

    def _new_group(self, name: str, title_key: str) -> tuple[Words, PanelItems]:
        title, items = Words(role="caption", tone="soft", weight="semibold"), PanelItems()
        bind_text(title.setText, title_key)
        items.chosen.connect(partial(self.entry_chosen.emit, name))
        group = QVBoxLayout()
        group.setSpacing(7)
        group.addWidget(title)
        group.addLayout(items)
        self._column.insertLayout(len(self._groups), group)
        return title, items

    def _set_width(self) -> None:
        self.setFixedWidth(round(WIDTH * max(1.0, min(theme.current().text_scale, MOST_GROWTH))))
