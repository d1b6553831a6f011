"""Long work, visible: what is being done, how far it is, and a way to stop it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QSizePolicy, QVBoxLayout, QWidget

from interview_kit_ui.language import bind_text
from interview_kit_ui.widgets.buttons import QuietButton
from interview_kit_ui.widgets.words import Words


class ProgressView(QWidget):
    """A text, a bar and a cancel button.

    Signal: ``cancelled``. Setters: ``set_text`` (bindable), ``set_progress(done, total)`` (a
    total of 0 means nobody knows), ``set_cancellable``.
    """

    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = Words()
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._cancel = QuietButton()
        bind_text(self._cancel.set_label, "widgets.cancel")
        self._cancel.clicked.connect(self.cancelled)
        self.setFocusProxy(self._cancel)
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(self._text)
        left.addWidget(self._bar)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        layout.addLayout(left, 1)
        layout.addWidget(self._cancel)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.set_progress(0, 0)

    def set_text(self, text: str) -> None:
        """Say what is being done."""
        self._text.setText(text)
        self._bar.setAccessibleName(text)

    def set_progress(self, done: int, total: int) -> None:
        """Show ``done`` of ``total``."""
        self._bar.setRange(0, 1000 if total else 0)
        self._bar.setValue(done * 1000 // total if total else 0)

    def set_cancellable(self, cancellable: bool) -> None:
        """Offer the cancel button or not."""
        self._cancel.setVisible(cancellable)
