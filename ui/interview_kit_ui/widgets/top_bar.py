"""The bar across the top: what is open, whether it is saved, and how to lock.

Where large letters or a small window leave too little room, the slots stand in a row of their own: what is
saved, what is recorded and how to lock are never cut off.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QWidget

from interview_kit_ui import theme
from interview_kit_ui.language import bind_text
from interview_kit_ui.widgets.buttons import PrimaryButton
from interview_kit_ui.widgets.words import Words

HEIGHT: Final = 56
LOCK_KEY: Final = "Ctrl+L"
_SECOND: Final = 44
_LEFT: Final = 20
_RIGHT: Final = 16
_GAP: Final = 10


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
        #: Whether the slots stand in a row of their own.
        self._two_rows = False
        self._slots = QWidget()
        slots = QHBoxLayout(self._slots)
        slots.setContentsMargins(0, 0, 0, 0)
        slots.setSpacing(_GAP)
        slots.addLayout(self._recording)
        slots.addLayout(self._break)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(_LEFT, 0, _RIGHT, 0)
        self._grid.setHorizontalSpacing(_GAP)
        self._grid.setVerticalSpacing(0)
        self._grid.setColumnStretch(1, 1)
        for column, widget in enumerate((self._code, self._title, self._saved, self._slots, self._lock)):
            self._grid.addWidget(widget, 0, column)
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

    def minimumSizeHint(self) -> QSize:
        first = (
            self._code.minimumSizeHint().width()
            + self._saved.sizeHint().width()
            + self._lock.sizeHint().width()
        )
        wide = max(first + 4 * _GAP, self._slots.sizeHint().width())
        return QSize(wide + _LEFT + _RIGHT, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._arrange()
        return done

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

    def _arrange(self) -> None:
        """Put the slots where there is room for them."""
        shown = [one for one in (self._code, self._saved, self._slots, self._lock) if not one.isHidden()]
        needed = sum(one.sizeHint().width() + _GAP for one in shown) + _LEFT + _RIGHT
        if (needed > self.width()) != self._two_rows:
            self._two_rows = not self._two_rows
            self._grid.removeWidget(self._slots)
            if self._two_rows:
                self._grid.addWidget(self._slots, 1, 0, 1, 5, Qt.AlignmentFlag.AlignRight)
            else:
                self._grid.addWidget(self._slots, 0, 3)
            self._set_height()

    def _set_height(self) -> None:
        px = theme.current().px
        heights = max(HEIGHT, px(HEIGHT)), px(_SECOND) if self._two_rows else 0
        for row, height in enumerate(heights):
            self._grid.setRowMinimumHeight(row, height)
        self.setFixedHeight(sum(heights))
