"""Signing: a line, who signs, and what they confirm by it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from interview_kit.images.strokes import Drawing
from interview_kit_ui.field.pictures.ink_tools import InkTools
from interview_kit_ui.language import bind_text
from interview_kit_ui.widgets.buttons import PrimaryButton, QuietButton
from interview_kit_ui.widgets.full_sheet import FullSheet
from interview_kit_ui.widgets.ink_pad import InkPad
from interview_kit_ui.widgets.typing_keys import RETURNS
from interview_kit_ui.widgets.words import Words

#: The paper of a signature, in pixels of the picture, how far down the line is, and how thick the pen.
WIDTH, HEIGHT = 1500, 560
_LINE: Final = 0.72
_THICK: Final = 8


class SignatureSheet(FullSheet):
    """Signals: ``kept(Drawing)``; ``file_wanted()``: a thumbprint or signature on paper was photographed.

    ``confirmed`` are lines to read to who signs. Unlike a sketch, half a signature is none: leaving takes
    nothing.
    """

    kept = Signal(object)
    file_wanted = Signal()

    def __init__(self, window: QWidget, who: str, confirmed: Sequence[str] = ()) -> None:
        super().__init__(window)
        self.set_title(who)
        for position, words in enumerate(confirmed):
            self.body.addWidget(Words(words, role="answer", tone="soft" if position else "ink"))
        self.pad = InkPad(Drawing(WIDTH, HEIGHT))
        self.pad.set_line(_LINE)
        self._tools = InkTools(self.pad, sketching=False)
        self.pad.set_thickness(_THICK)
        hint = Words(role="caption", tone="faint")
        photo, leave, self._take = QuietButton(), QuietButton(key="Esc"), PrimaryButton(key="Enter")
        self.body.addWidget(self.pad, 1)
        self.body.addWidget(self._tools.row)
        self.body.addWidget(hint)
        for button in (photo, leave, self._take):
            self.add_button(button)
        bind_text(hint.setText, "ink.sign-keys")
        bind_text(leave.set_label, "widgets.cancel")
        bind_text(photo.set_label, "ink.thumb")
        bind_text(self._take.set_label, "ink.signed")
        leave.clicked.connect(self.cancel)
        photo.clicked.connect(self._take_file)
        self._take.clicked.connect(self.keep)
        self.pad.changed.connect(self._show)
        self.cancelled.connect(self.deleteLater)
        self._show()

    def open(self) -> None:
        super().open()
        self.pad.setFocus(Qt.FocusReason.PopupFocusReason)

    def keep(self) -> None:
        """Hand over the signature and go; without one, stay."""
        drawing = self.pad.finish()
        if drawing.strokes:
            self.settle()
            self.kept.emit(drawing)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in RETURNS:
            self.keep()
        elif event.key() == Qt.Key.Key_Delete:
            self.pad.clear()
        else:
            super().keyPressEvent(event)

    def _take_file(self) -> None:
        self.cancel()
        self.file_wanted.emit()

    def _show(self) -> None:
        self._take.setEnabled(bool(self.pad.ink.strokes))
