"""The sheet from which is read out: what was answered, and whether the witness says that it is right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from interview_kit.interview.reading_back import Part
from interview_kit_ui.field.reading_back.spoken_list import SpokenList
from interview_kit_ui.language import bind_text
from interview_kit_ui.widgets.buttons import PrimaryButton
from interview_kit_ui.widgets.full_sheet import FullSheet
from interview_kit_ui.widgets.option_grid import OptionGrid
from interview_kit_ui.widgets.words import Words


class ReadingSheet(FullSheet):
    """Signals: ``correction_wanted(str)`` the stable path of a line; ``picked(tuple)`` as of an option grid.

    Keys: Up and Down go from line to line, Enter corrects one, 1 to 9 answer the question below.
    """

    correction_wanted = Signal(str)
    picked = Signal(tuple)

    def __init__(self, window: QWidget, question: str, options: Sequence[tuple[str, str]]) -> None:
        super().__init__(window)
        bind_text(self.set_title, "readback.title", question=question)
        self.spoken, self._nothing = SpokenList(), Words(role="answer", tone="soft")
        self.options = OptionGrid(options, across=3)
        bind_text(self.set_text, "readback.how")
        bind_text(self.spoken.setAccessibleName, "readback.title", question=question)
        bind_text(self._nothing.setText, "readback.nothing")
        self.options.set_question(question)
        close = PrimaryButton(key="Esc")
        bind_text(close.set_label, "readback.close")
        self.body.addWidget(self.spoken, 1)
        self.body.addWidget(self._nothing, 1)
        self.body.addWidget(self.options)
        self.options.setVisible(bool(options))
        self.add_button(close)
        self.spoken.chosen.connect(self.correction_wanted)
        self.options.picked.connect(self.picked)
        close.clicked.connect(self.cancel)
        self.cancelled.connect(self.deleteLater)

    def show_parts(self, parts: Sequence[Part]) -> None:
        """Show what was said."""
        self.spoken.show_parts(parts)
        self.spoken.setVisible(bool(parts))
        self._nothing.setVisible(not parts)

    def open(self) -> None:
        super().open()
        (self.spoken if self.spoken.isVisible() else self).setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text().isdigit() and self.options.isVisible():
            self.options.keyPressEvent(event)
        else:
            super().keyPressEvent(event)
