"""The sheet about the table: who is there, a break, a hard moment, and ending for today."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Final

from PySide6.QtWidgets import QWidget

from interview_kit.care_words import CareWords, care_words
from interview_kit.interview.sittings import PRESENT
from interview_kit.protocol.model import Protocol
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


@dataclass(frozen=True, slots=True)
class TableActs:
    """What can be done from the sheet, each with its key."""

    rest: tuple[Callable[[], object], str]
    distress: tuple[Callable[[], object], str]
    end: tuple[Callable[[], object], str]
    consent: tuple[Callable[[], object], str]


def open_table(window: QWidget, table: Table, acts: TableActs) -> Sheet:
    """Ask who is there, and offer what may be needed now."""
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
    offered = WrappingRow(gap=8)
    offered.set_widgets(
        [
            _button(sheet, "sitting.rest", acts.rest),
            _button(sheet, "sitting.distress", acts.distress),
            _button(sheet, "sitting.consent", acts.consent),
            _button(sheet, "sitting.end", acts.end),
        ]
    )
    for widget in (heading, who, offered):
        sheet.body.addWidget(widget)
    sheet.body.setSpacing(12)
    _add_closing(sheet, PrimaryButton(), "sitting.done")
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
    stay = QuietButton()
    bind_text(stay.set_label, "sitting.stay")
    stay.clicked.connect(partial(_close, sheet, lambda: None))
    sheet.add_button(stay)
    to_consent = QuietButton()
    bind_text(to_consent.set_label, "sitting.consent")
    to_consent.clicked.connect(partial(_close, sheet, consent))
    sheet.add_button(to_consent)
    ending = PrimaryButton()
    bind_text(ending.set_label, "sitting.end-now")
    ending.clicked.connect(partial(_close, sheet, end))
    sheet.add_button(ending)
    sheet.cancelled.connect(sheet.deleteLater)
    sheet.open()
    return sheet


def _button(sheet: Sheet, code: str, act: tuple[Callable[[], object], str]) -> Button:
    does, key = act
    button = QuietButton(key=key)
    bind_text(button.set_label, code)
    button.clicked.connect(partial(_close, sheet, does))
    return button


def _add_closing(sheet: Sheet, button: Button, code: str) -> None:
    bind_text(button.set_label, code)
    button.clicked.connect(partial(_close, sheet, lambda: None))
    sheet.add_button(button)
    sheet.cancelled.connect(sheet.deleteLater)


def _close(sheet: Sheet, then: Callable[[], object]) -> None:
    sheet.close_sheet()
    sheet.deleteLater()
    then()
