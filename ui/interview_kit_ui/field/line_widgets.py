"""The widgets of a page's lines: those in sight are built at once, the others as soon as nobody waits.

Building fifty cards takes longer than a person should wait for a section; the first screenful does not.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from interview_kit_ui.field.lines import Line
from interview_kit_ui.widgets.arriving import appear

#: No more lines than these at once, however short they are.
_AT_ONCE: Final = 8
#: Seconds that building may hold up what a person does meanwhile.
_SLICE: Final = 0.006
#: Milliseconds after which what was built first is on the screen: Qt paints five after it was asked to.
_PAINTED: Final = 30


class LineWidgets(QObject):
    """Keeps a layout in step with lines; those that come while somebody looks appear gently.

    ``build`` makes the widget of a line; ``draw`` shows a line on its widget. ``still()`` is entered around
    every later addition.
    """

    def __init__(
        self,
        layout: QVBoxLayout,
        build: Callable[[Line], QWidget],
        draw: Callable[[Line, QWidget], None],
        still: Callable[[], AbstractContextManager[None]],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._page = parent
        self._layout, self._build, self._draw, self._still = layout, build, draw, still
        self._widgets: dict[str, QWidget] = {}
        self._lines: tuple[Line, ...] = ()
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._go_on)

    @property
    def lines(self) -> tuple[Line, ...]:
        """What is shown, whether it is built yet or not."""
        return self._lines

    @property
    def complete(self) -> bool:
        """Whether every line has its widget."""
        return all(line.key in self._widgets for line in self._lines)

    def at(self, key: str) -> QWidget | None:
        """Return the widget of a line, shown or not; None where it was not built."""
        return self._widgets.get(key)

    def all(self) -> list[QWidget]:
        """Return every widget there is, shown or not."""
        return [*self._widgets.values()]

    def shown(self) -> Iterator[tuple[Line, QWidget]]:
        """Yield the lines that are built, in order, with their widgets."""
        for line in self._lines:
            if line.key in self._widgets:
                yield line, self._widgets[line.key]

    def show(self, lines: tuple[Line, ...]) -> None:
        """Show these lines; of those that are not built yet, as many as can be seen."""
        before, kept = {line.key for line in self._lines}, {line.key for line in lines}
        for line in self._lines:
            if line.key not in kept and line.key in self._widgets:
                self._widgets[line.key].hide()
        self._lines = lines
        for line, widget in self.shown():
            self._draw(line, widget)
        room = self._page.screen().availableGeometry().height()  # the page may not have its size yet
        self._add(lambda built, height: built < _AT_ONCE and height < room)
        if not self.complete:
            self._timer.start(_PAINTED)
        if before and self._page.isVisible():
            for line, widget in self.shown():
                if line.key not in before:
                    appear(widget)

    def build_to(self, key: str) -> QWidget | None:
        """Build everything down to a line, and return its widget; None where there is no such line."""
        if key in self._widgets:
            return self._widgets[key]
        if any(line.key == key for line in self._lines):
            with self._still():
                self._add(lambda *_: key not in self._widgets)
        return self._widgets.get(key)

    def build_all(self) -> None:
        """Build whatever is missing."""
        if not self.complete:
            with self._still():
                self._add(lambda *_: True)

    def forget(self, prefixes: tuple[str, ...]) -> None:
        """Delete what was built of lines whose keys begin so."""
        for key in [key for key in self._widgets if key.startswith(prefixes)]:
            self._drop(key)

    def dissolve(self) -> None:
        """Delete everything, a little at a time, and the page last."""
        self._timer.stop()
        for key in [*self._widgets][:_AT_ONCE]:
            self._drop(key)
        if self._widgets:
            QTimer.singleShot(0, self, self.dissolve)
        else:
            self._page.deleteLater()

    def _drop(self, key: str) -> None:
        widget = self._widgets.pop(key)
        self._layout.removeWidget(widget)
        widget.hide()
        widget.deleteLater()

    def _add(self, wanted: Callable[[int, int], bool]) -> None:
        """Put widgets in their places, building missing ones as long as ``wanted`` says.

        It is told how many were built, and how tall they are together: at least so many pixels.
        """
        built = height = place = 0
        for line in self._lines:
            widget = self._widgets.get(line.key)
            if widget is None:
                if not wanted(built, height):
                    continue
                widget = self._widgets[line.key] = self._build(line)
                self._layout.insertWidget(place, widget)
                self._draw(line, widget)
                built += 1
                height += widget.sizeHint().height()
            elif self._layout.indexOf(widget) != place:
                self._layout.insertWidget(place, widget)
            if widget.isHidden():
                widget.show()
            place += 1
        if self.complete:
            self._timer.stop()
        else:
            self._timer.start(0)

    def _go_on(self) -> None:
        if not self._page.isVisible():  # whoever shows it again draws it again
            return
        end = time.monotonic() + _SLICE
        with self._still():
            self._add(lambda built, _: built == 0 or time.monotonic() < end)
