"""A break: the questions are out of sight, the time is there, and words that may help are at hand."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from interview_kit.care_words import CareWords, care_words
from interview_kit.protocol.model import Protocol
from interview_kit_ui.field.sitting.spoken import SpokenWords
from interview_kit_ui.field.sitting.table import Table
from interview_kit_ui.field.wording import Wording
from interview_kit_ui.language import bind_text
from interview_kit_ui.widgets.buttons import PrimaryButton
from interview_kit_ui.widgets.card import Card
from interview_kit_ui.widgets.page import Page
from interview_kit_ui.widgets.words import Words


class RestPage(Page):
    """Signal: ``go_on_wanted()``. Setters: ``show_table``, ``show_words``."""

    go_on_wanted = Signal()

    def __init__(self, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        bind_text(self.set_title, "sitting.break")
        self._time = Words(role="question", tabular=True)
        self._go_on = PrimaryButton(key=key)
        bind_text(self._go_on.set_label, "sitting.go-on")
        self._go_on.clicked.connect(self.go_on_wanted)
        card = Card()
        card.body.setSpacing(14)
        card.body.addWidget(self._time)
        card.body.addWidget(self._go_on, 0, Qt.AlignmentFlag.AlignLeft)
        self._grounding = SpokenWords("sitting.grounding")
        self._referral = SpokenWords("sitting.referral")
        for widget in (card, self._grounding, self._referral):
            self.add(widget)

    def show_table(self, table: Table) -> None:
        """Show how long the break is."""
        bind_text(self._time.setText, "sitting.resting", minutes=table.minutes)

    def show_words(self, protocol: Protocol, wording: Wording) -> None:
        """Show what may be said, in the witness's language."""
        self._grounding.show_lines(wording.asked(care_words(protocol, CareWords.GROUNDING)))
        self._referral.show_lines(wording.told(care_words(protocol, CareWords.REFERRAL)))

    def focus_first(self) -> None:
        """Go to the button that ends the break."""
        self._go_on.setFocus(Qt.FocusReason.OtherFocusReason)
