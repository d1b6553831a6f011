"""After a workspace was made, before its desk: the one moment to get a recovery sheet without being asked."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from interview_kit_ui.care.recovery_steps import Ask, RecoverySteps
from interview_kit_ui.entry.entry_screen import EntryScreen
from interview_kit_ui.language import bind_text
from interview_kit_ui.preferences import Preferences
from interview_kit_ui.session import Session
from interview_kit_ui.widgets.card import Card
from interview_kit_ui.widgets.words import Words


class RecoveryScreen(EntryScreen):
    """Signal: ``left(bool)`` whether the sheet is in hand."""

    left = Signal(bool)

    def __init__(
        self, preferences: Preferences, session: Session, ask: Ask, parent: QWidget | None = None
    ) -> None:
        super().__init__(preferences, parent)
        self.steps = RecoverySteps(session, ask)
        title, card = Words(role="title"), Card()
        bind_text(title.setText, "sheets.recovery-title")
        card.body.setSpacing(10)
        card.body.addWidget(title)
        card.body.addWidget(self.steps)
        self.add_card(card)
        self.steps.finished.connect(lambda: self.left.emit(True))
        self.steps.left.connect(lambda: self.left.emit(False))
        self.setFocusProxy(self.steps)
