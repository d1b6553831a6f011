"""Words to be said slowly: each sentence on a line of its own, large, under a quiet heading."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from interview_kit_ui.language import bind_text
from interview_kit_ui.widgets.card import Card
from interview_kit_ui.widgets.words import Words


class SpokenWords(Card):
    """Setter: ``show_lines``, text with a line for each sentence."""

    def __init__(self, title_key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        title = Words(role="caption", tone="soft", weight="semibold")
        bind_text(title.setText, title_key)
        bind_text(self.setAccessibleName, title_key)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(8)
        self._shown = ""
        self._said: list[Words] = []
        self.body.setSpacing(10)
        self.body.addWidget(title)
        self.body.addLayout(self._lines)

    def show_lines(self, text: str) -> None:
        """Show these lines."""
        if text == self._shown:
            return
        self._shown = text
        for words in self._said:
            self._lines.removeWidget(words)
            words.hide()
            words.deleteLater()
        self._said = [Words(line, role="answer") for line in text.split("\n")]
        for words in self._said:
            self._lines.addWidget(words)
        self.setAccessibleDescription(text)
