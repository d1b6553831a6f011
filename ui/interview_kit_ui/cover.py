"""What hides everything from the moment of locking until the process is gone."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from interview_kit_ui.language import bind_text
from interview_kit_ui.widgets.practice import Ground
from interview_kit_ui.widgets.words import Words


class Cover(QWidget):
    """A quiet desk with one word on it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        words = Words(role="second", tone="soft")
        words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        bind_text(words.setText, "entry.closing")
        ground = Ground()
        inside = QVBoxLayout(ground)
        inside.addStretch(1)
        inside.addWidget(words)
        inside.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(ground)
