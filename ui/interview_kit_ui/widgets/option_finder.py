"""The options of a long list: found by a part of a word, gone into by groups, picked from one line."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from interview_kit_ui.language import bind_text, tr
from interview_kit_ui.widgets.buttons import QuietButton
from interview_kit_ui.widgets.option_grid import NUMBER_KEYS, OptionGrid
from interview_kit_ui.widgets.option_levels import GROUP, OptionLevels
from interview_kit_ui.widgets.option_row import OptionRow
from interview_kit_ui.widgets.text_line import TextLine
from interview_kit_ui.widgets.typing_keys import RETURNS
from interview_kit_ui.widgets.words import Words

#: So many options can be looked over; of more, a part of the word has to be typed.
MOST_SEEN: Final = 24
_BACK_KEY: Final = "←"
_STAYS: Final = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)


class OptionFinder(QWidget):
    """A line to type in, and the options that fit, in one level or two.

    Signal ``picked(tuple)`` as of :class:`OptionGrid`, and like it it shows what it is told. Keys: letters
    find, 1 to 9 pick, arrows move the mark, Enter picks or opens what is marked, and goes on to the parent
    where nothing is. Left or Backspace goes back out of a group, Escape out of everything; in an empty line
    Backspace or Delete clears the answer.
    """

    picked = Signal(tuple)

    def __init__(self, *, multiple: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._multiple = multiple
        self._levels, self._chosen = OptionLevels(), tuple[str, ...]()
        self._group, self._offered = "", list[tuple[str, str]]()
        #: What Enter would pick, -1 for nothing; and where the next arrow starts from.
        self._marked, self._last = -1, -1
        self._back, self._line = QuietButton(key=_BACK_KEY), TextLine()
        self._grid, self._note = OptionGrid(multiple=multiple, keys=False), Words(role="second", tone="soft")
        self._back.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the line has its keys
        bind_text(self._line.setPlaceholderText, "widgets.finder-hint")
        top = QHBoxLayout()
        top.addWidget(self._back)
        top.addWidget(self._line, 1)
        #: Keeps its height while fewer options are offered, so that nothing below moves with every letter.
        self._room = QWidget()
        inside = QVBoxLayout(self._room)
        inside.setContentsMargins(0, 0, 0, 0)
        for widget in (self._grid, self._note):
            inside.addWidget(widget)
        inside.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(top)
        column.addWidget(self._room)
        self.setFocusProxy(self._line)
        self._line.installEventFilter(self)
        self._line.textChanged.connect(self._look)
        self._line.composing.connect(self._look)
        self._back.clicked.connect(self._go_out)
        self._grid.picked.connect(self._pick_shown)
        self._look()

    @property
    def rows(self) -> tuple[OptionRow, ...]:
        """What is offered at the moment, groups too."""
        return self._grid.rows

    @property
    def chosen(self) -> tuple[str, ...]:
        """The names shown as chosen, whether they can be seen at the moment or not."""
        return self._chosen

    @property
    def way(self) -> str:
        """The name of the group that is open, empty for none."""
        return self._group

    def set_levels(self, levels: OptionLevels) -> None:
        """Offer these; what is chosen, and where one is, stays as far as it is still there."""
        if levels != self._levels:
            self._levels = levels
            if not levels.called(self._group):
                self._group = ""
            self._look()

    def set_chosen(self, names: Iterable[str]) -> None:
        """Show these options, and only these, as chosen."""
        self._chosen = tuple(names)
        self._offer()

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self._line.setAccessibleName(name)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._line and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            return plain and self._take_key(event.key())
        left = event.reason() if isinstance(event, QFocusEvent) and not event.gotFocus() else None
        if left is not None and left not in _STAYS:
            self._forget_search()
        return super().eventFilter(watched, event)

    def _take_key(self, key: int) -> bool:
        """Do what a key says; return whether it says anything here."""
        empty, position = not self._line.typed_text, key - Qt.Key.Key_1
        steps = {Qt.Key.Key_Down: self._grid.columns, Qt.Key.Key_Up: -self._grid.columns}
        if 0 <= position < NUMBER_KEYS:
            self._pick_at(position)
        elif key in steps:
            self._step(steps[Qt.Key(key)])
        elif key in RETURNS or (key == Qt.Key.Key_Space and empty):
            return self._pick_at(self._marked)
        elif key == Qt.Key.Key_Escape:
            return self._leave_everything()
        elif not empty:
            return False
        elif key == Qt.Key.Key_Right:
            self._step(1)
        elif key == Qt.Key.Key_Left:
            self._step_left()
        elif key == Qt.Key.Key_Backspace and self._group:
            self._go_out()
        elif key in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self.picked.emit(())
        else:
            return False
        return True

    def _step(self, by: int) -> None:
        if self._marked < 0 <= self._last:
            there = self._last
        else:
            there = self._marked + by if self._marked >= 0 else 0
        if 0 <= there < len(self._offered):
            self._mark(there)

    def _step_left(self) -> None:
        if self._marked > 0 and self._marked % self._grid.columns:
            self._mark(self._marked - 1)
        else:
            self._go_out()

    def _mark(self, position: int) -> None:
        self._marked = position
        if position >= 0:
            self._last = position
        self._grid.mark(position)
        self._tell()

    def _tell(self) -> None:
        """Say to a screen reader where one is, and what is marked."""
        marked = self._offered[self._marked][1] if 0 <= self._marked < len(self._offered) else ""
        parts = (self._levels.called(self._group), marked)
        self._line.setAccessibleDescription(" › ".join(part for part in parts if part))

    def _pick_at(self, position: int) -> bool:
        """Pick or open what is offered at ``position``; return whether there is anything."""
        if not 0 <= position < len(self._offered):
            return False
        self._take(self._offered[position][0])
        return True

    def _pick_shown(self, names: tuple[str, ...]) -> None:
        """A row was clicked: of several, the one that is new or no more is meant."""
        self._line.setFocus(Qt.FocusReason.OtherFocusReason)
        clicked = {*names} ^ {*self._grid.chosen} if self._multiple else {*names}
        for name in clicked:
            self._take(name)

    def _take(self, name: str) -> None:
        if name.startswith(GROUP):
            self._group, self._last = name.removeprefix(GROUP), -1
            self._look()
            if self._marked < 0:
                self._mark(0)
            return
        self._last = next((at for at, one in enumerate(self._offered) if one[0] == name), -1)
        if not self._multiple:
            self._group = ""
        self._line.clear()
        self._look()
        wanted = {*self._chosen} ^ {name} if self._multiple else {name}
        self.picked.emit(tuple(one.name for one in self._levels.options if one.name in wanted))

    def _go_out(self) -> None:
        before = GROUP + self._group
        if self._group:
            self._group = ""
            self._look()
            self._mark(next((at for at, one in enumerate(self._offered) if one[0] == before), -1))

    def _leave_everything(self) -> bool:
        anything = bool(self._line.typed_text or self._group or self._marked >= 0)
        self._forget_search()
        return anything

    def _forget_search(self) -> None:
        self._group, self._last = "", -1
        self._line.clear()
        self._look()

    def _look(self) -> None:
        """Offer what fits what is typed; the first of it is what Enter picks."""
        narrowed = bool(self._line.typed_text.strip() or self._group)
        if not narrowed:
            self._room.setMinimumHeight(0)
        elif not self._room.minimumHeight():
            self._room.setMinimumHeight(self._room.height())
        called = self._levels.called(self._group)
        self._back.set_label(called)
        self._back.setAccessibleName(tr("widgets.finder-back", group=called))
        self._back.setVisible(bool(called))
        self._offer()
        self._mark(0 if self._line.typed_text.strip() and self._offered else -1)

    def _offer(self) -> None:
        typed = self._line.typed_text.strip()
        if typed:
            fits = self._levels.found(typed)
        elif self._group:
            fits = self._levels.within(self._group)
        else:
            fits = self._levels.first(self._chosen)
        beyond = [one for one in fits[MOST_SEEN:] if one[0] in self._levels.holding(self._chosen)]
        shown = [*fits[:MOST_SEEN], *beyond]
        if shown != self._offered:
            self._offered = shown
            self._grid.set_options(shown)
            for row in self._grid.rows:
                row.show()  # at once, or the keys would be a turn of the event loop ahead of the screen
            self._grid.mark(self._marked)
        self._grid.set_chosen(self._levels.holding(self._chosen))
        self._grid.setVisible(bool(shown))
        self._note.setText(self._told(len(fits), len(shown)))
        self._note.setVisible(len(shown) < len(fits) or not shown)

    def _told(self, fitting: int, shown: int) -> str:
        if not shown:
            return tr("widgets.palette-nothing")
        return tr("widgets.finder-more", count=fitting - shown)
