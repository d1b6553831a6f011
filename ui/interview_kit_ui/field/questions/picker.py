"""A list to pick one thing from, where options side by side would be too many."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy, QWidget

from interview_kit_ui import theme
from interview_kit_ui.widgets.typing_keys import is_chord

_LEAST_WIDTH = 120


class Picker(QComboBox):
    """A list that folds out. The wheel scrolls the page; it never changes what was picked.

    Signal: ``activated(int)``, the person picked. Setters: ``offer``, ``choose``.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(theme.current().px(_LEAST_WIDTH))

    @property
    def chosen(self) -> str:
        """The name of what is picked, empty for nothing."""
        return str(self.currentData() or "")

    def offer(self, options: Iterable[tuple[str, str]]) -> None:
        """Offer ``(name, text)``; what is picked stays picked where it is still there."""
        wanted, shown = list(options), [(self.itemData(at), self.itemText(at)) for at in range(self.count())]
        if wanted != shown:
            chosen = self.chosen
            self.clear()
            for name, text in wanted:
                self.addItem(text, name)
            self.choose(chosen)

    def choose(self, name: str) -> None:
        """Show what is picked; the first where there is no such thing."""
        self.setCurrentIndex(max(0, self.findData(name)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_chord(event):  # a letter would be looked for among what is offered
            event.ignore()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()
