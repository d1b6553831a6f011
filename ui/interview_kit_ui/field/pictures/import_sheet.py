"""A file before it is attached: what it shows, and what it tells beside."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from interview_kit_ui.field.pictures.preview import Preview
from interview_kit_ui.field.pictures.told import readable_size, told_in_words
from interview_kit_ui.language import LANGUAGE, bind_text, tr
from interview_kit_ui.theme import current
from interview_kit_ui.widgets.buttons import PrimaryButton, QuietButton
from interview_kit_ui.widgets.full_sheet import FullSheet
from interview_kit_ui.widgets.picture_view import PictureView
from interview_kit_ui.widgets.typing_keys import RETURNS
from interview_kit_ui.widgets.words import Words

_BESIDE = 320


class ImportSheet(FullSheet):
    """Signals: ``attach_wanted()``; ``cancelled``. The original is not read again until then."""

    attach_wanted = Signal()

    def __init__(self, window: QWidget, preview: Preview) -> None:
        super().__init__(window, fill=preview.image is not None)
        self._preview = preview
        self._beside = AboutFile()
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
        shown = self._preview
        self._beside.begin()
        self._beside.add(Words(shown.name, weight="semibold"))
        self._beside.add(Words(f"{shown.media} · {readable_size(shown.size)}", role="guidance", tone="soft"))
        if shown.image is None and shown.media.startswith("image/"):
            self._beside.add(Words(tr("pictures.not-shown"), role="guidance", tone="soft"))
        found = told_in_words(shown.told)
        self._beside.space()
        heading = "pictures.tells" if found else "pictures.tells-nothing"
        self._beside.add(Words(tr(heading), weight="semibold", tone="warn" if found else "ink"))
        for name, words in found:
            self._beside.add(Words(name, role="caption", tone="faint"))
            self._beside.add(Words(words, role="body"))
        self._beside.space()
        kept = "pictures.kept" if shown.image is not None else "pictures.kept-whole"
        self._beside.add(Words(tr(kept), role="guidance", tone="soft"))
        self._beside.end()


class AboutFile(QScrollArea):
    """Words one below the other; they scroll where a small window has no room for them."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        bind_text(self.setAccessibleName, "pictures.about")
        self._column = QVBoxLayout()

    def sizeHint(self) -> QSize:
        width = max(self.width(), current().px(_BESIDE))
        return QSize(width, self._column.totalHeightForWidth(width))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.updateGeometry()

    def begin(self) -> None:
        """Say nothing yet."""
        holder = QWidget()
        holder.setProperty("transparent", True)
        self._column = QVBoxLayout(holder)
        self._column.setContentsMargins(2, 2, 10, 2)
        self._column.setSpacing(3)
        self._holder = holder

    def add(self, words: Words) -> None:
        """Say this next."""
        self._column.addWidget(words)

    def space(self) -> None:
        """Leave some room."""
        self._column.addSpacing(12)

    def end(self) -> None:
        """Show what was said, and read it to who cannot see it."""
        self._column.addStretch(1)
        self.setWidget(self._holder)
        said = [one.text() for one in self._holder.findChildren(Words)]
        self.setAccessibleDescription("\n".join(said))
