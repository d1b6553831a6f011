"""A microphone is tried before anybody sits at the table: nothing is kept, and none is needed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from interview_kit_ui.language import bind_text
from interview_kit_ui.sound.machine import Machine
from interview_kit_ui.sound.microphone_test import MicrophoneTest
from interview_kit_ui.widgets.buttons import QuietButton
from interview_kit_ui.widgets.words import Words
from interview_kit_ui.worker import Lane


class MicrophoneTrial(QWidget):
    """A button; pressed once, what there is to be tried. Only then the sound system is asked.

    ``lane`` is where devices are waited for. ``end`` lets go of them, as hiding it does.
    """

    def __init__(self, machine: Machine, lane: Lane, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._machine = machine
        self._wanted = self._begun = False
        self.begin, self.test = QuietButton(), MicrophoneTest(machine, lane)
        self.choice, self._none = QComboBox(), Words(role="second")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.begin, 0, Qt.AlignmentFlag.AlignLeft)
        for widget in (self.choice, self.test, self._none):
            column.addWidget(widget)
        bind_text(self.begin.set_label, "sound.test-ready")
        bind_text(self.choice.setAccessibleName, "sound.microphone")
        bind_text(self._none.setText, "sound.try-none")
        self.begin.clicked.connect(self._look)
        self.choice.activated.connect(self._choose)
        machine.changed.connect(self._show)
        self._show()

    def end(self) -> None:
        """Stop what runs, and forget what was heard."""
        self.test.end()

    def hideEvent(self, event: QHideEvent) -> None:
        self.end()
        super().hideEvent(event)

    def _look(self) -> None:
        self._wanted = True
        self._machine.look()
        if self._machine.known:
            self._show()

    def _choose(self, at: int) -> None:
        self.test.set_device(self._machine.microphones[at])

    def _show(self) -> None:
        shown = self._wanted and self._machine.known
        known = self._machine.microphones if shown else ()
        at = max(0, self.choice.currentIndex())
        self.choice.clear()
        self.choice.addItems([one.name for one in known])
        self.choice.setCurrentIndex(min(at, len(known) - 1))
        self.choice.setVisible(len(known) > 1)
        self.test.setVisible(bool(known))
        self.test.set_device(known[self.choice.currentIndex()] if known else None)
        if known and not self._begun:
            self._begun = True
            self.test.button.setFocus(Qt.FocusReason.OtherFocusReason)
            self.test.press()
        self._none.setVisible(shown and not known)
        self.begin.setVisible(not known)
