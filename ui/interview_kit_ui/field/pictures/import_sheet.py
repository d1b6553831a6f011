"""A file before it is attached: what it shows, and what it tells beside."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from interview_kit.values import sizes
from interview_kit_ui.field.pictures.preview import Preview
from interview_kit_ui.field.pictures.told import told_in_words
from interview_kit_ui.language import LANGUAGE, bind_text, tr
from interview_kit_ui.theme import current
from interview_kit_ui.widgets.buttons import PrimaryButton, QuietButton
from interview_kit_ui.widgets.full_sheet import FullSheet
from interview_kit_ui.widgets.picture_view import PictureView
from interview_kit_ui.widgets.reading_pane import ReadingPane
from interview_kit_ui.widgets.typing_keys import RETURNS
from interview_kit_ui.widgets.words import Words

_BESIDE = 320


class ImportSheet(FullSheet):
    """Signals: ``attach_wanted()``; ``cancelled``. The original is not read again until then."""

    attach_wanted = Signal()

    def __init__(self, window: QWidget, preview: Preview) -> None:
        super().__init__(window, fill=preview.image is not None)
        self._preview = preview
        self._beside = ReadingPane(width=_BESIDE)
        bind_text(self._beside.setAccessibleName, "pictures.about")
        row = QHBoxLayout()
        row.setSpacing(20)
        if preview.image is not None:
            self.view = PictureView(preview.image)
            bind_text(self.view.setAccessibleName, "pictures.picture")
            bind_text(self.view.setAccessibleDescription, "pictures.look-keys")
            row.addWidget(self.view, 1)
            self._beside.setFixedWidth(current().px(_BESIDE))
        row.addWidget(self._beside)
        self.body.addLayout(row, 1)
        leave, take = QuietButton(key="Esc"), PrimaryButton(key="Enter")
        bind_text(self.set_title, "pictures.attach-title")
        bind_text(leave.set_label, "widgets.cancel")
        bind_text(take.set_label, "pictures.attach")
        leave.clicked.connect(self.cancel)
        take.clicked.connect(self._attach)
        self.cancelled.connect(self.deleteLater)
        self.add_button(leave)
        self.add_button(take)
        self._take = take
        LANGUAGE.changed.connect(self._tell)
        self._tell()

    def open(self) -> None:
        super().open()
        self._take.setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in RETURNS:
            self._attach()
        else:
            super().keyPressEvent(event)

    def _attach(self) -> None:
        self.settle()
        self.attach_wanted.emit()

    def _tell(self) -> None:
        self._beside.show_words(self._about())

    def _about(self) -> Iterator[Words | None]:
        """Yield what is known of the file, what it tells, and what becomes of that."""
        shown = self._preview
        yield Words(shown.name, weight="semibold")
        yield Words(f"{shown.media} · {sizes.in_words(shown.size)}", role="guidance", tone="soft")
        if shown.image is None and shown.media.startswith("image/"):
            yield Words(tr("pictures.not-shown"), role="guidance", tone="soft")
        yield None
        found = told_in_words(shown.told)
        heading = "pictures.tells" if found else "pictures.tells-nothing"
        yield Words(tr(heading), weight="semibold", tone="warn" if found else "ink")
        for name, words in found:
            yield Words(name, role="caption", tone="faint")
            yield Words(words, role="body")
        yield None
        kept = "pictures.kept" if shown.image is not None else "pictures.kept-whole"
        yield Words(tr(kept), role="guidance", tone="soft")
