"""The bar across the top: what is open, whether it is saved, and how to lock."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from interview_kit_ui import theme
from interview_kit_ui.language import bind_text
from interview_kit_ui.widgets.buttons import PrimaryButton
from interview_kit_ui.widgets.words import Words

HEIGHT = 56
LOCK_KEY = "Ctrl+L"


class TopBar(QFrame):
    """Code and title at the left; saved text, slots and the lock button at the right.

    Signal: ``lock_requested`` (the button; ``LockKey`` listens to its key). Setters: ``set_code``,
    ``set_title`` (both bindable), ``set_saved("14:02:05")``, ``set_saving``, ``set_not_saved``,
    ``set_no_record`` (nothing open), ``set_recording(widget)`` and ``set_break(widget)`` for the two slots.
    """

    lock_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._code = Words(role="second", weight="semibold", single_line=True)
        self._title = Words(tone="soft", single_line=True)
        self._saved = Words(tone="soft", single_line=True, tabular=True)
        self._recording = QHBoxLayout()
        self._break = QHBoxLayout()
        self._lock = PrimaryButton(key=LOCK_KEY)
        bind_text(self._lock.set_label, "widgets.lock")
        self._lock.clicked.connect(self.lock_requested)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 0, 16, 0)
        row.setSpacing(10)
        row.addWidget(self._code)
        row.addWidget(self._title, 1)
        row.addWidget(self._saved)
        row.addSpacing(10)
        row.addLayout(self._recording)
        row.addLayout(self._break)
        row.addWidget(self._lock)
        self._set_height()
        self.set_no_record()

    def set_code(self, code: str) -> None:
        """Show what is open: an interview's code, or the workspace's name."""
        self._code.setText(code)
        self._code.setVisible(bool(code))

    def set_title(self, title: str) -> None:
        """Show the title beside the code, such as the protocol's name."""
        self._title.setText(title)

    def set_saved(self, clock: str) -> None:
        """Say that everything typed is on disk since ``clock``, on the worker's word only."""
        self._say("widgets.saved-at", clock)

    def set_saving(self) -> None:
        """Say that something typed is on its way to the disk."""
        self._say("widgets.saving")

    def set_not_saved(self) -> None:
        """Say that something typed is not on disk."""
        self._say("widgets.not-saved")
        self._saved.set_tone("record")

    def set_no_record(self) -> None:
        """Say nothing about saving, where nothing is being recorded."""
        self._saved.hide()

    def set_recording(self, widget: QWidget) -> None:
        """Put the recording pill into its slot."""
        self._recording.addWidget(widget)
        self._recording.addSpacing(10)

    def set_break(self, widget: QWidget) -> None:
        """Put the break button into its slot."""
        self._break.addWidget(widget)

    def paintEvent(self, _event: QPaintEvent) -> None:
        shown = theme.current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), shown.colour("paper"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, shown.colour("line"))
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._set_height()

    def _say(self, key: str, clock: str = "") -> None:
        bind_text(self._saved.setText, key, time=clock)
        self._saved.set_tone("soft")
        self._saved.show()

    def _set_height(self) -> None:
        self.setFixedHeight(max(HEIGHT, theme.current().px(HEIGHT)))
