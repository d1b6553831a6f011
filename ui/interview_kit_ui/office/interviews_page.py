"""The archive as a list."""

from __future__ import annotations

from PySide6.QtCore import Signal

from interview_kit.office import archive
from interview_kit.office.archive import Archived
from interview_kit.protocol.model import text_in
from interview_kit_ui.language import LANGUAGE, bind_text, tr
from interview_kit_ui.local_time import day
from interview_kit_ui.office.office_page import OfficePage
from interview_kit_ui.office.record import code
from interview_kit_ui.session import Session
from interview_kit_ui.widgets.buttons import PrimaryButton
from interview_kit_ui.widgets.data_table import DataTable
from interview_kit_ui.widgets.empty_state import EmptyState
from interview_kit_ui.widgets.rows_model import Column, Row, State


class InterviewsPage(OfficePage):
    """Every interview the office holds, the latest import first.

    Signals: ``interview_chosen(str)`` by Enter or double click, ``intake_wanted``.
    """

    interview_chosen = Signal(str)
    intake_wanted = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(session, "supervisor.interviews")
        self._listed: list[Archived] = []
        self._empty = EmptyState()
        self._table = DataTable(
            (
                Column("supervisor.column-interview"),
                Column("supervisor.column-protocol", stretch=True),
                Column("supervisor.column-date"),
                Column("supervisor.column-laptop"),
                Column("supervisor.column-state"),
            )
        )
        self._to_intake = PrimaryButton(key="Ctrl+1")
        bind_text(self._table.set_name, "supervisor.interviews")
        bind_text(self._empty.set_title, "supervisor.no-interviews")
        bind_text(self._empty.set_text, "supervisor.no-interviews-text")
        bind_text(self._to_intake.set_label, "supervisor.to-intake")
        self._empty.set_action(self._to_intake)
        self._to_intake.clicked.connect(self.intake_wanted)
        self._table.row_opened.connect(self.interview_chosen)
        self._table.hide()
        self._empty.hide()
        self.add(self._table)
        self.add(self._empty)

    def enter(self) -> None:
        self.fetch(archive.listing, self._show)

    def take_focus(self) -> None:
        (self._table if self._listed else self._to_intake).setFocus()

    def draw(self) -> None:
        self._table.set_rows(
            Row(
                one.interview,
                (
                    code(one.interview),
                    text_in(one.protocol.protocol.title, LANGUAGE.code, "en"),
                    day(one.manifest.begun),
                    one.laptop,
                    _state(one),
                ),
            )
            for one in self._listed
        )
        count = len(self._listed)
        self.set_aside(tr("supervisor.interview-count", count=count) if count else "")

    def _show(self, listed: list[Archived]) -> None:
        self._listed = listed
        self.trouble.clear()
        self.draw()
        self._table.setVisible(bool(listed))
        self._empty.setVisible(not listed)
        if listed:
            self._table.select(self._table.selected or listed[0].interview)
        if self.isVisible():
            self.take_focus()


def _state(one: Archived) -> State:
    if one.heads > 1:
        return State(tr("supervisor.state-conflict"), "record")
    if one.state == "waiting":
        return State(tr("supervisor.state-waiting"), "warn")
    if one.amendments:
        return State(tr("supervisor.state-amended"), "accent")
    if one.course.gaps:
        return State(tr("supervisor.state-mended"), "warn")
    if one.sealed_by_office:
        return State(tr("supervisor.state-by-office"), "warn")
    return State(tr("supervisor.state-received"), "ok")
