"""What stands above a paper: pen or eraser, how thick, what lies behind it, and steps back."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal

from interview_kit_ui.language import bind_text
from interview_kit_ui.widgets.buttons import PillButton
from interview_kit_ui.widgets.chip import Chip
from interview_kit_ui.widgets.ink_pad import InkPad
from interview_kit_ui.widgets.wrapping_row import WrappingRow

#: Widths of lines in pixels of the drawing, and the keys that choose them.
THICK: Final = {"ink.thin": (4, "1"), "ink.medium": (8, "2"), "ink.thick": (16, "3")}


class InkTools(QObject):
    """The tools of one pad; ``row`` is shown. Signal ``ground_wanted(str)``: ``blank`` or ``map``."""

    ground_wanted = Signal(str)

    def __init__(self, pad: InkPad, *, sketching: bool) -> None:
        super().__init__(pad)
        self._pad = pad
        self._erasing = False
        self._pen, self._eraser = _chip("ink.pen", "P"), _chip("ink.eraser", "E")
        self._thick = {name: _chip(name, key) for name, (_, key) in THICK.items()}
        self._grounds = {"blank": _chip("ink.blank", "B"), "map": _chip("ink.map", "M")}
        self._undo = PillButton(key="Ctrl+Z")
        self._redo = PillButton(key="Ctrl+Y")
        self._clear = PillButton(key="Del")
        for button, name in ((self._undo, "widgets.undo"), (self._redo, "widgets.redo")):
            bind_text(button.set_label, name)
        bind_text(self._clear.set_label, "ink.clear")
        tools = (self._pen, self._eraser, *self._thick.values(), *self._grounds.values())
        self.row = WrappingRow()
        self.row.set_widgets(tools, right=(self._undo, self._redo, self._clear))
        for tool in tools:
            tool.setVisible(sketching)
        self._pen.clicked.connect(partial(self._erase, False))
        self._eraser.clicked.connect(partial(self._erase, True))
        for name, chip in self._thick.items():
            chip.clicked.connect(partial(self._take, name))
        for name, chip in self._grounds.items():
            chip.clicked.connect(partial(self.ground_wanted.emit, name))
        self._undo.clicked.connect(pad.undo)
        self._redo.clicked.connect(pad.redo)
        self._clear.clicked.connect(pad.clear)
        pad.changed.connect(self._show)
        self._take("ink.medium")
        self._show()

    def took(self, key: int) -> bool:
        """Do what a key stands for; return whether it stands for anything."""
        for name, (_, letter) in THICK.items():
            if key == ord(letter):
                self._take(name)
                return True
        match key:
            case Qt.Key.Key_P:
                self._erase(False)
            case Qt.Key.Key_E:
                self._erase(True)
            case Qt.Key.Key_B:
                self.ground_wanted.emit("blank")
            case Qt.Key.Key_M:
                self.ground_wanted.emit("map")
            case Qt.Key.Key_Delete:
                self._pad.clear()
            case _:
                return False
        return True

    def _take(self, name: str) -> None:
        self._pad.set_thickness(THICK[name][0])
        for one, chip in self._thick.items():
            chip.setChecked(one == name)
        self._erase(False)

    def _erase(self, erasing: bool) -> None:
        self._pad.set_erasing(erasing)
        self._pen.setChecked(not erasing)
        self._eraser.setChecked(erasing)

    def _show(self) -> None:
        ink, drawing = self._pad.ink, self._pad.drawing
        for button, can in (
            (self._undo, ink.can_undo),
            (self._redo, ink.can_redo),
            (self._clear, bool(ink.strokes)),
        ):
            if not can and button.hasFocus():
                self._pad.setFocus(Qt.FocusReason.OtherFocusReason)
            button.setEnabled(can)
        self._grounds["blank"].setChecked(drawing.map is None)
        self._grounds["map"].setChecked(drawing.map is not None)


def _chip(name: str, key: str) -> Chip:
    chip = Chip(key=key)
    bind_text(chip.setText, name)
    return chip
