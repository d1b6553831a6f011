"""The supervisor's room: intake, interviews, statistics, team, audit."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from interview_kit_ui.care.care_strip import CareStrip
from interview_kit_ui.file_choice import Choice, Chooser, ask_for_path
from interview_kit_ui.language import LANGUAGE, bind_text, tr
from interview_kit_ui.office.audit_page import AuditPage
from interview_kit_ui.office.intake_page import IntakePage
from interview_kit_ui.office.interviews_page import InterviewsPage
from interview_kit_ui.office.office_page import OfficePage
from interview_kit_ui.office.reading_page import ReadingPage
from interview_kit_ui.office.statistics_page import StatisticsPage
from interview_kit_ui.office.team_page import TeamPage
from interview_kit_ui.office.workspace_page import WorkspacePage
from interview_kit_ui.session import Session, WorkspacePicture
from interview_kit_ui.widgets.desk import Desk
from interview_kit_ui.widgets.rail import Section
from interview_kit_ui.widgets.words import Words

#: The rail from top to bottom; Ctrl and its number bring a room to the front.
_ROOMS: Final = {
    "intake": "supervisor.intake",
    "interviews": "supervisor.interviews",
    "statistics": "supervisor.statistics",
    "team": "supervisor.team",
    "audit": "supervisor.audit",
    "workspace": "care.workspace",
}


class OfficeDesk(QWidget):
    """Everything a supervisor does, for an office workspace that is open in ``session``.

    ``choose`` asks for files and folders. Widgets show what the session's results say and nothing else.
    """

    def __init__(
        self,
        session: Session,
        picture: WorkspacePicture,
        choose: Chooser = ask_for_path,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = Desk()

        def ask(choice: Choice, then: Callable[[Path], None]) -> None:
            choose(self.window(), session.worker.side, choice, then)

        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._desk)
        intake, interviews, statistics = (
            IntakePage(session, ask),
            InterviewsPage(session),
            StatisticsPage(session, self),
        )
        self._reading = ReadingPage(session, self)
        care, strip = WorkspacePage(session, ask), CareStrip(picture)
        self._desk.set_strip(strip)
        strip.care_wanted.connect(partial(self.go, "workspace"))
        care.cards.sheet_owed.connect(strip.set_sheet_owed)
        self._pages: dict[str, OfficePage] = {
            "intake": intake,
            "interviews": interviews,
            "statistics": statistics,
            "team": TeamPage(session, ask, self),
            "audit": AuditPage(session),
            "workspace": care,
        }
        self._front: OfficePage | None = None
        interviews.interview_chosen.connect(self.read)
        for page in (interviews, statistics):
            page.intake_wanted.connect(partial(self.go, "intake"))
        intake.team_wanted.connect(partial(self.go, "team"))
        self._reading.back.connect(partial(self.go, "interviews"))
        self._reading.panel_wanted.connect(self._desk.toggle_side_panel)
        self._furnish(session, picture)
        self.go("intake")

    def go(self, room: str) -> None:
        """Bring a room to the front: ``intake``, ``interviews``, ``statistics``, ``team``, ``audit`` or
        ``workspace``.
        """
        self._desk.rail.set_current(room)
        self._bring(self._pages[room])

    def read(self, interview: str) -> None:
        """Bring one interview to the front; the rail stays at the interviews."""
        self._reading.show_interview(interview)
        self._desk.rail.set_current("interviews")
        self._bring(self._reading)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._front is not None:
            self._front.take_focus()

    def _bring(self, page: OfficePage) -> None:
        if self._front is not None and self._front is not page:
            self._front.leave()
        self._front = page
        self._desk.set_side_panel_used(page is self._reading)
        self._desk.show_page(page)
        page.enter()

    def _furnish(self, session: Session, picture: WorkspacePicture) -> None:
        desk, hint = self._desk, Words(role="caption", tone="faint")
        for page in (*self._pages.values(), self._reading):
            desk.pages.addWidget(page)
        desk.set_practice(picture.practice)
        desk.top_bar.set_code(picture.name)
        bind_text(desk.top_bar.set_title, "supervisor.office")
        desk.top_bar.lock_requested.connect(session.lock)
        desk.side_panel.add(self._reading.consent)
        desk.side_panel.add(self._reading.sittings)
        desk.side_panel.add(self._reading.origin)
        bind_text(hint.setText, "supervisor.rail-keys", count=len(_ROOMS))
        desk.rail.set_footer(hint)
        desk.rail.section_chosen.connect(self.go)
        for number, room in enumerate(_ROOMS, start=1):
            shortcut = QShortcut(QKeySequence(f"Ctrl+{number}"), self)
            shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
            shortcut.activated.connect(partial(self.go, room))
        LANGUAGE.changed.connect(self._name_rooms)
        self._name_rooms()

    def _name_rooms(self) -> None:
        self._desk.rail.set_sections(Section(room, tr(key)) for room, key in _ROOMS.items())
