"""The first screen where no workspace was named: open one, or make one."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from interview_kit_ui.entry.entry_screen import EntryScreen
from interview_kit_ui.language import bind_text
from interview_kit_ui.preferences import Preferences
from interview_kit_ui.widgets.buttons import PrimaryButton, QuietButton
from interview_kit_ui.widgets.card import Card
from interview_kit_ui.widgets.words import Words


class Welcome(EntryScreen):
    """Signals: ``last_wanted()`` the workspace that was open last, ``open_wanted()`` another one,
    ``create_wanted()`` a new one.
    """

    last_wanted = Signal()
    open_wanted = Signal()
    create_wanted = Signal()

    def __init__(self, preferences: Preferences, last: Path | None, parent: QWidget | None = None) -> None:
        super().__init__(preferences, parent)
        name = Words("Interview Kit", role="title")
        says = Words(role="second", tone="soft")
        bind_text(says.setText, "entry.welcome")
        card = Card()
        card.body.setSpacing(12)
        card.body.addWidget(name)
        card.body.addWidget(says)
        card.body.addSpacing(8)
        if last is not None:
            again = PrimaryButton()
            bind_text(again.set_label, "entry.open-last", name=last.name or str(last))
            again.clicked.connect(self.last_wanted)
            card.body.addWidget(again)
        other = QuietButton() if last is not None else PrimaryButton()
        bind_text(other.set_label, "entry.open-other" if last is not None else "entry.open")
        other.clicked.connect(self.open_wanted)
        new = QuietButton()
        bind_text(new.set_label, "entry.make-new")
        new.clicked.connect(self.create_wanted)
        card.body.addWidget(other)
        card.body.addWidget(new)
        self.add_card(card)
        first = card.findChild(PrimaryButton)
        if first is not None:
            self.setFocusProxy(first)
