"""Drawing a sketch: on blank paper or on a part of the map, with all the room of the window."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from interview_kit.images.strokes import Drawing
from interview_kit_ui.field.pictures.ink_tools import InkTools
from interview_kit_ui.language import bind_text
from interview_kit_ui.widgets.buttons import BareButton, PrimaryButton, QuietButton
from interview_kit_ui.widgets.full_sheet import FullSheet
from interview_kit_ui.widgets.ink_pad import InkPad
from interview_kit_ui.widgets.map_canvas import MapCanvas
from interview_kit_ui.widgets.typing_keys import RETURNS
from interview_kit_ui.widgets.words import Words

#: The paper of a sketch, in pixels of the picture.
WIDTH, HEIGHT = 1600, 1000
_HINT: Final = "ink.keys"
_MAP_HINT: Final = "ink.map-keys"


class SketchSheet(FullSheet):
    """Signals: ``kept(Drawing)``, at the end, where anything was changed; ``file_wanted()``.

    Nothing drawn is lost by leaving: Esc keeps it, as Enter does. Only the button that says so discards.
    """

    kept = Signal(object)
    file_wanted = Signal()

    def __init__(
        self, window: QWidget, title: str, guidance: str = "", drawing: Drawing | None = None
    ) -> None:
        super().__init__(window)
        self._earlier = drawing or Drawing(WIDTH, HEIGHT)
        self.set_title(title)
        self.set_text(guidance)
        self.pad = InkPad(self._earlier)
        self.map = MapCanvas()
        self._paper = QStackedWidget()
        self._paper.addWidget(self.pad)
        self._paper.addWidget(self.map)
        self._tools = InkTools(self.pad, sketching=True)
        self._hint = Words(role="caption", tone="faint")
        self._discard, self._photo = BareButton(), QuietButton()
        self._back, self._take = QuietButton(key="Esc"), PrimaryButton(key="Enter")
        self.body.addWidget(self._tools.row)
        self.body.addWidget(self._paper, 1)
        self.body.addWidget(self._hint)
        for button in (self._discard, self._photo, self._back, self._take):
            self.add_button(button)
        bind_text(self._discard.set_label, "ink.discard")
        bind_text(self._photo.set_label, "ink.photograph")
        bind_text(self._back.set_label, "widgets.cancel")
        self._discard.clicked.connect(self._leave)
        self._photo.clicked.connect(self._take_file)
        self._back.clicked.connect(self.cancel)
        self._take.clicked.connect(self._go_on)
        self._tools.ground_wanted.connect(self._change_ground)
        self.pad.changed.connect(self._show)
        self._show()

    def open(self) -> None:
        super().open()
        self.pad.setFocus(Qt.FocusReason.PopupFocusReason)

    @property
    def changed(self) -> bool:
        """Whether there is something to keep."""
        drawing = self.pad.drawing
        return bool(drawing.strokes) and drawing != self._earlier

    def keep(self) -> None:
        """Hand over what is drawn, if that is new, and go."""
        drawing = self.pad.finish()
        if self.changed:
            self.settle()
            self.kept.emit(drawing)
        else:
            self._leave()

    def cancel(self) -> None:
        if self._on_map:
            self._show_paper()
        else:
            self.keep()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in RETURNS:
            self._go_on()
        elif event.key() == Qt.Key.Key_Escape or self._on_map or event.modifiers():
            super().keyPressEvent(event)
        elif self._tools.took(event.key()):
            self._show()

    @property
    def _on_map(self) -> bool:
        return self._paper.currentWidget() is self.map

    def _go_on(self) -> None:
        if self._on_map:
            self._take_part()
        else:
            self.keep()

    def _leave(self) -> None:
        super().cancel()
        self.deleteLater()

    def _take_file(self) -> None:
        self._leave()
        self.file_wanted.emit()

    def _change_ground(self, ground: str) -> None:
        if ground == "map":
            self._paper.setCurrentWidget(self.map)
            self.map.setFocus(Qt.FocusReason.OtherFocusReason)
            self._show()
        else:
            self.pad.set_map(None)
            self._show_paper()

    def _take_part(self) -> None:
        """Draw on what can be seen of the map, all of it."""
        view, paper = self.map.view, self.pad.drawing
        scale = view.scale * min(paper.width / view.width, paper.height / view.height)
        self.pad.set_map((view.middle[0], view.middle[1], scale))
        self._show_paper()

    def _show_paper(self) -> None:
        self._paper.setCurrentWidget(self.pad)
        self.pad.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show()

    def _show(self) -> None:
        on_map, changed = self._on_map, self.changed
        bind_text(self._hint.setText, _MAP_HINT if on_map else _HINT)
        bind_text(self._take.set_label, "ink.take-part" if on_map else "ink.keep")
        self._take.setEnabled(on_map or changed)
        self._discard.setVisible(changed and not on_map)
        self._photo.setVisible(not changed and not on_map)
        self._back.setVisible(on_map or not changed)
        self._tools.row.setEnabled(not on_map)
