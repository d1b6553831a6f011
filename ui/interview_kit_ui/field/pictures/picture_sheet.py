"""An attached picture to look at: decrypted into memory, shown, and gone with the sheet."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent
from PySide6.QtWidgets import QWidget

from interview_kit_ui.language import bind_text
from interview_kit_ui.widgets.buttons import PillButton, PrimaryButton, QuietButton
from interview_kit_ui.widgets.full_sheet import FullSheet
from interview_kit_ui.widgets.picture_view import PictureView
from interview_kit_ui.widgets.typing_keys import RETURNS
from interview_kit_ui.widgets.words import Words
from interview_kit_ui.widgets.wrapping_row import WrappingRow


class PictureSheet(FullSheet):
    """Signal ``other_wanted()``: another one in its place."""

    other_wanted = Signal()

    def __init__(self, window: QWidget, title: str, image: QImage | None, about: str) -> None:
        super().__init__(window)
        self.set_title(title)
        self.view = PictureView(image)
        bind_text(self.view.setAccessibleName, "pictures.picture")
        bind_text(self.view.setAccessibleDescription, "pictures.look-keys")
        closer, farther, whole = PillButton(key="+"), PillButton(key="−"), PillButton(key="0")
        for button, key, act in (
            (closer, "maps.closer", self.view.closer),
            (farther, "maps.farther", self.view.farther),
            (whole, "maps.show-all", self.view.whole),
        ):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the picture's own keys do the same
            bind_text(button.set_label, key)
            button.clicked.connect(act)
        if image is None:
            self.view.hide()
        told = Words(about, role="caption", tone="faint", tabular=True)
        row = WrappingRow()
        row.set_widgets((told,), right=() if image is None else (closer, farther, whole))
        self.body.addWidget(self.view, 1)
        if image is None:
            unseen = Words(role="answer", tone="soft")
            bind_text(unseen.setText, "pictures.not-shown-kept")
            self.body.addWidget(unseen)
            self.body.addStretch(1)
        self.body.addWidget(row)
        other, close = QuietButton(), PrimaryButton(key="Esc")
        bind_text(other.set_label, "field.other-file")
        bind_text(close.set_label, "pictures.close")
        other.clicked.connect(self._take_other)
        close.clicked.connect(self.cancel)
        self.cancelled.connect(self.deleteLater)
        self.add_button(other)
        self.add_button(close)

    def open(self) -> None:
        super().open()
        self.view.setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in RETURNS:
            self.cancel()
        else:
            super().keyPressEvent(event)

    def _take_other(self) -> None:
        self.cancel()
        self.other_wanted.emit()
