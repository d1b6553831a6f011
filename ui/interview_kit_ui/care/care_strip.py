"""A quiet line over the desk while nobody holds a recovery sheet, or to say that the passphrase is new."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from interview_kit_ui.language import bind_text
from interview_kit_ui.session import WorkspacePicture
from interview_kit_ui.widgets.buttons import QuietButton
from interview_kit_ui.widgets.notice import Notice


class CareStrip(QWidget):
    """Signal: ``care_wanted()`` the person wants to see to it. Setter: ``set_sheet_owed``."""

    care_wanted = Signal()

    def __init__(self, picture: WorkspacePicture, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._notice, self._button = Notice(), QuietButton()
        self._notice.set_action(self._button)
        self._owed, self._new_passphrase = picture.sheet_owed, picture.opened_by == "code"
        layout = QVBoxLayout(self)
        layout.setContentsMargins(28, 12, 28, 0)
        layout.addWidget(self._notice)
        self._button.clicked.connect(self._act)
        self._tell()

    def set_sheet_owed(self, owed: bool) -> None:
        """Say whether a recovery sheet is still to be made."""
        self._owed = owed
        self._tell()

    def _tell(self) -> None:
        if not (self._owed or self._new_passphrase):
            self.hide()
        elif self.parent() is not None:  # without one it would flash up as a window
            self.show()
        if self._new_passphrase:
            self._notice.say("ok", "care.passphrase-is-new")
            bind_text(self._button.set_label, "entry.understood")
        elif self._owed:
            self._notice.say("info", "care.sheet-owed")
            bind_text(self._button.set_label, "care.make-sheet")

    def _act(self) -> None:
        if self._new_passphrase:
            self._new_passphrase = False
            self._tell()
        else:
            self.care_wanted.emit()
