"""What hides everything: while a workspace is closed, or while something goes on and nobody is there."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from interview_kit_ui.language import bind_text
from interview_kit_ui.widgets.practice import Ground
from interview_kit_ui.widgets.words import Words

_COMING_UP = (QEvent.Type.Show, QEvent.Type.ZOrderChange)


class Cover(QWidget):
    """A quiet desk with a few words on it, over everything in ``window``, also what comes up later.

    ``lay(key)`` shows it with the words of that key, ``lift`` takes it away.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._words = Words(role="second", tone="soft")
        self._words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        ground = Ground()
        inside = QVBoxLayout(ground)
        inside.addStretch(1)
        inside.addWidget(self._words)
        inside.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(ground)
        self.hide()

    def lay(self, key: str) -> None:
        """Hide everything. Lists and menus that hang open are windows of their own: they close."""
        while (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
        bind_text(self._words.setText, key)
        self.setGeometry(self._window.rect())
        self.show()
        self.raise_()
        QApplication.instance().installEventFilter(self)  # type: ignore[union-attr] # there are widgets

    def lift(self) -> None:
        """Show again what was hidden."""
        QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr] # there are widgets
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window and event.type() == QEvent.Type.Resize:
            self.setGeometry(self._window.rect())
        elif event.type() in _COMING_UP and watched is not self and watched.parent() is self._window:
            self.raise_()  # a sheet that comes up late, with an answer of the worker
        return False
