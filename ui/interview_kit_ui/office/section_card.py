"""The answers of one section of an interview."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from interview_kit.interview.reading import Section
from interview_kit_ui.office.answer_line import EDGE, AnswerLine
from interview_kit_ui.widgets.card import Card
from interview_kit_ui.widgets.words import Words


class SectionCard(Card):
    """A card with the section's title and its lines."""

    def __init__(self, section: Section, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.body.setContentsMargins(12, 16, 12, 14)
        self.body.setSpacing(2)
        if section.title:
            heading = QHBoxLayout()
            heading.setContentsMargins(EDGE, 0, EDGE, 5)
            heading.addWidget(Words(section.title, role="second", tone="accent", weight="semibold"))
            self.body.addLayout(heading)
        for line in section.lines:
            self.body.addWidget(AnswerLine(line))
        self.setAccessibleName(section.title)
