"""The list of interviews, and what can be done with them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from interview_kit.messages import DEFAULT_LANGUAGE
from interview_kit.protocol.model import text_in
from interview_kit.vault.interviews import Listed
from interview_kit_ui.field.codes import code_of
from interview_kit_ui.field.home_picture import DraftPicture, HomePicture
from interview_kit_ui.language import LANGUAGE, bind_text, tr
from interview_kit_ui.local_time import moment
from interview_kit_ui.theme import Tone
from interview_kit_ui.widgets.buttons import Button, PrimaryButton, QuietButton
from interview_kit_ui.widgets.data_table import DataTable
from interview_kit_ui.widgets.empty_state import EmptyState
from interview_kit_ui.widgets.notice import Notice
from interview_kit_ui.widgets.page import Page
from interview_kit_ui.widgets.progress_view import ProgressView
from interview_kit_ui.widgets.rows_model import Column, Row, State
from interview_kit_ui.widgets.wrapping_row import WrappingRow

NEW_KEY: Final = "Ctrl+N"
_DRAFT: Final = "draft"
_TONES: Final[dict[str, Tone]] = {
    "draft": "soft",
    "sealed": "accent",
    "exported": "warn",
    "received": "accent",
    "safe": "ok",
}


class InterviewsPage(Page):
    """Signals: ``new_wanted()``, ``open_wanted(str)`` a draft, ``seal_wanted(str)`` a draft,
    ``amend_wanted(str)`` a sealed one, ``export_wanted()``, ``sheet_wanted()``, ``receipt_wanted()``,
    ``paper_wanted()`` a blank protocol, ``office_wanted()`` to the set-up. Setters: ``show_picture``.
    ``notice`` and ``progress`` say how the last job went.
    """

    new_wanted = Signal()
    open_wanted = Signal(str)
    seal_wanted = Signal(str)
    amend_wanted = Signal(str)
    export_wanted = Signal()
    sheet_wanted = Signal()
    receipt_wanted = Signal()
    paper_wanted = Signal()
    office_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.notice, self.progress = Notice(), ProgressView()
        self._rows: dict[str, Listed] = {}
        self._drafts: Mapping[str, DraftPicture] = {}
        self._set_up, self._empty = Notice(), EmptyState()
        self._new, self._export, self._receipt = PrimaryButton(key=NEW_KEY), QuietButton(), QuietButton()
        self._first = PrimaryButton(key=NEW_KEY)
        self._open, self._seal, self._amend = QuietButton(key="Enter"), QuietButton(), QuietButton()
        self._sheet, self._paper = QuietButton(), QuietButton()
        self._table = DataTable(
            (
                Column("field.column-code"),
                Column("field.column-protocol", stretch=True, yields=True),
                Column("field.column-date", yields=True),
                Column("field.column-changed"),
                Column("field.column-state"),
            )
        )
        self._build()
        self._connect()

    def show_picture(self, picture: HomePicture) -> None:
        """Show the interviews there are."""
        self._rows = {row.interview: row for row in picture.rows}
        self._drafts = picture.drafts
        self._retell()
        there = bool(self._rows)
        self._set_up.setVisible(picture.office is None)
        self._table.setVisible(there)
        self._of_row.setVisible(there)
        self._empty.setVisible(not there)
        self._jobs.setVisible(there)
        self._export.setEnabled(any(row.number and not row.received for row in picture.rows))
        self._sheet.setEnabled(any(row.exported and not row.received for row in picture.rows))
        self._receipt.setEnabled(any(row.number for row in picture.rows))
        if there and not self._table.selected:
            self._table.select(next(iter(self._rows)))
        self._show_choice()

    def focus_first(self) -> None:
        """Go to the list, or to the button that begins the first interview."""
        (self._table if self._rows else self._first).setFocus(Qt.FocusReason.OtherFocusReason)

    def _retell(self) -> None:
        self._table.set_rows(
            self._row_of(row, self._drafts.get(row.interview)) for row in self._rows.values()
        )

    def _row_of(self, row: Listed, draft: DraftPicture | None) -> Row:
        state = tr(f"field.state-{row.progress}")
        if draft is not None:
            state = tr("field.state-draft-so-far", answered=draft.answered, asked=draft.asked)
        cells = (
            self._code_of(row),
            text_in(row.title, LANGUAGE.code, DEFAULT_LANGUAGE),
            row.started,
            moment(draft.changed) if draft is not None else "",
            State(state, _TONES[row.progress]),
        )
        return Row(row.interview, cells)

    def _code_of(self, row: Listed) -> str:
        own = code_of(row.interview)
        return tr("field.about", interview=own, about=code_of(row.about)) if row.about else own

    def _show_choice(self) -> None:
        row = self._rows.get(self._table.selected)
        draft = row is not None and row.state == _DRAFT
        self._open.setEnabled(draft)
        self._seal.setEnabled(draft)
        self._amend.setEnabled(row is not None and not draft)

    def _open_row(self, interview: str) -> None:
        row = self._rows.get(interview)
        if row is None:
            return
        if row.state == _DRAFT:
            self.open_wanted.emit(interview)
        else:
            self.notice.say("info", "field.sealed-stays-closed", interview=code_of(interview))

    def _build(self) -> None:
        bind_text(self.set_title, "field.interviews")
        bind_text(self._table.set_name, "field.interviews")
        labels: tuple[tuple[Button, str], ...] = (
            (self._new, "field.new-interview"),
            (self._first, "field.new-interview"),
            (self._export, "field.export"),
            (self._sheet, "field.handover-sheet"),
            (self._receipt, "field.take-receipt"),
            (self._open, "field.open-draft"),
            (self._seal, "field.seal-draft"),
            (self._amend, "field.amend"),
            (self._paper, "paper.print"),
        )
        for button, key in labels:
            bind_text(button.set_label, key)
        to_office = QuietButton()
        bind_text(to_office.set_label, "field.to-office")
        to_office.clicked.connect(self.office_wanted)
        self._set_up.set_action(to_office)
        bind_text(self._empty.set_title, "field.no-interviews")
        bind_text(self._empty.set_text, "field.no-interviews-text")
        self._empty.set_action(self._first)
        self.progress.hide()
        self._jobs = WrappingRow((self._new, self._export, self._sheet, self._receipt), gap=8)
        self._of_row = WrappingRow((self._open, self._seal, self._amend), gap=8)
        for part in (
            self.notice,
            self.progress,
            self._set_up,
            self._jobs,
            self._table,
            self._of_row,
            self._empty,
            WrappingRow((self._paper,), gap=8),
        ):
            self.add(part)
        self._set_up.say("info", "field.not-set-up")

    def _connect(self) -> None:
        self._new.clicked.connect(self.new_wanted)
        self._first.clicked.connect(self.new_wanted)
        self._export.clicked.connect(self.export_wanted)
        self._sheet.clicked.connect(self.sheet_wanted)
        self._receipt.clicked.connect(self.receipt_wanted)
        self._paper.clicked.connect(self.paper_wanted)
        self._open.clicked.connect(lambda: self._open_row(self._table.selected))
        self._seal.clicked.connect(lambda: self.seal_wanted.emit(self._table.selected))
        self._amend.clicked.connect(lambda: self.amend_wanted.emit(self._table.selected))
        self._table.row_opened.connect(self._open_row)
        self._table.row_selected.connect(lambda _name: self._show_choice())
        QShortcut(QKeySequence(NEW_KEY), self).activated.connect(self.new_wanted)
        LANGUAGE.changed.connect(self._retell)
