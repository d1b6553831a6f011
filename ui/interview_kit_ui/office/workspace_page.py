"""The office's own workspace: ways in, recovery sheet, backup, check."""

from __future__ import annotations

from interview_kit_ui.care.care_cards import CareCards
from interview_kit_ui.office.office_page import Ask, OfficePage
from interview_kit_ui.session import Session


class WorkspacePage(OfficePage):
    """The cards that both desks share."""

    def __init__(self, session: Session, ask: Ask) -> None:
        super().__init__(session, "care.workspace")
        self.cards = CareCards(session, ask)
        self.add(self.cards)

    def enter(self) -> None:
        self.cards.reload()
        self.take_focus()

    def take_focus(self) -> None:
        self.cards.focus_first()
