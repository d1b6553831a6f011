"""The room of the workspace itself on the interviewer's desk."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from interview_kit_ui.care.care_cards import CareCards
from interview_kit_ui.care.recovery_steps import Ask
from interview_kit_ui.language import bind_text
from interview_kit_ui.session import Session
from interview_kit_ui.widgets.notice import Notice
from interview_kit_ui.widgets.page import Page


class CarePage(Page):
    """The cards under a title. ``notice`` says how a job went that was begun elsewhere."""

    def __init__(self, session: Session, ask: Ask, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.notice = Notice()
        self.cards = CareCards(session, ask)
        bind_text(self.set_title, "care.workspace")
        self.add(self.notice)
        self.add(self.cards)

    def focus_first(self) -> None:
        """Read the ways in again and go to the first thing to do."""
        self.cards.reload()
        self.cards.focus_first()
