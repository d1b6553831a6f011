"""The sheet about the table: who is there, a break, a hard moment, and ending for today."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from PySide6.QtWidgets import QWidget

from interview_kit.care_words import CareWords, care_words
from interview_kit.interview.sittings import PRESENT
from interview_kit.protocol.model import Protocol
from interview_kit_ui.actions import Action
from interview_kit_ui.field.sitting.spoken import SpokenWords
from interview_kit_ui.field.sitting.table import Table
from interview_kit_ui.field.wording import Wording
from interview_kit_ui.language import bind_text, tr
from interview_kit_ui.widgets.buttons import Button, PrimaryButton, QuietButton
from interview_kit_ui.widgets.option_grid import OptionGrid
from interview_kit_ui.widgets.sheet import Sheet
from interview_kit_ui.widgets.words import Words
from interview_kit_ui.widgets.wrapping_row import WrappingRow

_WIDE: Final = 640


class CareSheet(Sheet):
    """A sheet about the table; the guide knows by it which chapter to open."""


def open_table(window: QWidget, table: Table, offered: Iterable[Action]) -> Sheet:
    """Ask who is there; ``offered`` is what may be needed now."""
    sheet = CareSheet(window, _WIDE)
    bind_text(sheet.set_title, "sitting.table")
    if table.sitting:
        bind_text(sheet.set_text, "sitting.sat", minutes=table.minutes)
    else:
        bind_text(sheet.set_text, "sitting.not-yet")
    heading = Words(role="caption", tone="soft", weight="semibold")
    bind_text(heading.setText, "sitting.who")
    who = OptionGrid([(code, tr(f"sitting.present-{code.lower()}")) for code in PRESENT], multiple=True)
    who.set_question(tr("sitting.who"))
    who.set_chosen(table.present)

    def take(codes: tuple[str, ...]) -> None:
        who.set_chosen(codes)
        table.set_present(codes)

    who.picked.connect(take)
    acts = WrappingRow(gap=8)
    acts.set_widgets([_button(sheet, action) for action in offered])
    for widget in (heading, who, acts):
        sheet.body.addWidget(widget)
    sheet.body.setSpacing(12)
    sheet.offer(PrimaryButton(), "sitting.done", lambda: None)
    sheet.cancelled.connect(sheet.deleteLater)
    sheet.open()
    who.focus_answer()
    return sheet


def ask_to_end(
    window: QWidget,
    protocol: Protocol,
    wording: Wording,
    end: Callable[[], object],
    consent: Callable[[], object],
) -> Sheet:
    """Say the words that end an interview kindly, and ask whether it ends now."""
    sheet = CareSheet(window, _WIDE)
    bind_text(sheet.set_title, "sitting.end")
    bind_text(sheet.set_text, "sitting.end-text")
    words = SpokenWords("sitting.ending")
    words.show_lines(wording.asked(care_words(protocol, CareWords.ENDING)))
    sheet.body.addWidget(words)
    sheet.offer(QuietButton(), "sitting.stay", lambda: None)
    sheet.offer(QuietButton(), "sitting.consent", consent)
    sheet.offer(PrimaryButton(), "sitting.end-now", end)
    sheet.cancelled.connect(sheet.deleteLater)
    sheet.open()
    return sheet


def _button(sheet: Sheet, action: Action) -> Button:
    def act() -> None:
        sheet.settle()
        action.act()

    button = QuietButton(key=action.key)
    bind_text(button.set_label, action.code)
    button.clicked.connect(act)
    return button
