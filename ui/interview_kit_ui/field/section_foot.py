"""The end of a section: why it is closed, and the ways to the section before and the next."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from interview_kit_ui.actions import shown_key
from interview_kit_ui.field.question_view import scopes_in_words
from interview_kit_ui.language import bind_text, tr
from interview_kit_ui.widgets.buttons import BareButton, QuietButton
from interview_kit_ui.widgets.empty_state import EmptyState
from interview_kit_ui.widgets.wrapping_row import WrappingRow

NEXT_KEY: Final = "Ctrl+PgDown"
BACK_KEY: Final = "Ctrl+PgUp"


class SectionFoot(QWidget):
    """Signals: ``step_wanted(int)`` the next or the previous section, ``consent_wanted()``."""

    step_wanted = Signal(int)
    consent_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._locked, self._to_consent = EmptyState(), QuietButton()
        self._back, self.onward = BareButton(key=BACK_KEY), QuietButton(key=shown_key(NEXT_KEY))
        bind_text(self._locked.set_title, "field.section-locked-title")
        bind_text(self._to_consent.set_label, "field.to-consent")
        self._locked.set_action(self._to_consent)
        self._locked.hide()
        footer = WrappingRow(gap=8)
        footer.set_widgets((self._back,), (self.onward,))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._locked)
        column.addWidget(footer)
        self._to_consent.clicked.connect(self.consent_wanted)
        self._back.clicked.connect(lambda: self.step_wanted.emit(-1))
        self.onward.clicked.connect(lambda: self.step_wanted.emit(1))

    @property
    def first(self) -> QWidget:
        """Where the focus goes in a section without anything to answer."""
        return self.onward if self._locked.isHidden() else self._to_consent

    def set_locked_by(self, scopes: tuple[str, ...]) -> None:
        """Say which consent the section waits for; nothing where it is open."""
        self._locked.setVisible(bool(scopes))
        bind_text(self._locked.set_text, "field.section-locked", scopes=scopes_in_words(scopes))

    def set_neighbours(self, before: str, after: str) -> None:
        """Name the sections before and after, empty for none."""
        self._back.setVisible(bool(before))
        self.onward.setVisible(bool(after))
        self._back.set_label(tr("field.section-before", name=before))
        self.onward.set_label(tr("field.section-after", name=after))
