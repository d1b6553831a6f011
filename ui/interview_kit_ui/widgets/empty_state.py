"""An empty screen that says what to do first."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from interview_kit_ui.widgets.words import Words


class EmptyState(QWidget):
    """A title, a few words and the first action. Setters: ``set_title``, ``set_text`` (bindable),
    ``set_action(button)``.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = Words(role="question")
        self._text = Words(role="second", tone="soft")
        self._actions = QVBoxLayout()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 48, 24, 48)
        layout.setSpacing(8)
        for words in (self._title, self._text):
            words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            layout.addWidget(words)
        layout.addSpacing(12)
        layout.addLayout(self._actions)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def set_title(self, title: str) -> None:
        """Say what would be here."""
        self._title.setText(title)
        self.setAccessibleName(title)

    def set_text(self, text: str) -> None:
        """Say what to do first."""
        self._text.setText(text)
        self.setAccessibleDescription(text)

    def set_action(self, button: QWidget) -> None:
        """Put the first action below the words."""
        self._actions.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
