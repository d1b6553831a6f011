"""One interview, read question by question."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from interview_kit.protocol.model import text_in
from interview_kit_ui.language import LANGUAGE, bind_text
from interview_kit_ui.local_time import day
from interview_kit_ui.office import provenance, record
from interview_kit_ui.office.facts import Facts
from interview_kit_ui.office.identity_sheet import IdentitySheet
from interview_kit_ui.office.office_page import OfficePage
from interview_kit_ui.office.record import Record, Told, code
from interview_kit_ui.office.section_card import SectionCard
from interview_kit_ui.session import Session
from interview_kit_ui.theme import GRID
from interview_kit_ui.widgets.buttons import BareButton, QuietButton
from interview_kit_ui.widgets.notice import Notice

BACK_KEY = "Esc"
PANEL_KEY = "Ctrl+I"
IDENTITY_KEY = "Ctrl+U"


class ReadingPage(OfficePage):
    """Reads one interview of the archive; ``show_interview`` says which.

    Signals: ``back`` (to the list), ``panel_wanted`` (show or fold the side panel). ``consent``,
    ``origin`` and ``sittings`` stand in the side panel. Identities that were opened are gone when the page
    is left.
    """

    back = Signal()
    panel_wanted = Signal()

    def __init__(self, session: Session, over: QWidget) -> None:
        super().__init__(session)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # so that the arrows scroll it
        self.consent = Facts("supervisor.consent")
        self.origin = Facts("supervisor.origin")
        self.sittings = Facts("supervisor.sittings")
        self.sheet = IdentitySheet(session, over)
        self._interview = ""
        self._record: Record | None = None
        self._opened: Told | None = None
        self._conflict = Notice()
        self._course = Notice()
        self._apart = Notice()
        self._open_identity = QuietButton()
        bind_text(self._open_identity.set_label, "supervisor.identity-open")
        self.give_key(self._open_identity, IDENTITY_KEY)
        self._open_identity.clicked.connect(self._ask_for_identity)
        self._apart.set_action(self._open_identity)
        self._cards = QWidget()
        self._sections = QVBoxLayout(self._cards)
        self._sections.setContentsMargins(0, 0, 0, 0)
        self._sections.setSpacing(2 * GRID)
        self._cards.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.add(self._ways())
        self.add(self._conflict)
        self.add(self._course)
        self.add(self._apart)
        self.add(self._cards)

    def show_interview(self, interview: str) -> None:
        """Fetch and show one interview."""
        self._interview = interview
        self.set_title(code(interview))
        self.fetch(partial(record.read, interview=interview), self._show)

    def enter(self) -> None:
        self.take_focus()

    def take_focus(self) -> None:
        self.setFocus()

    def leave(self) -> None:
        self.sheet.cancel()
        self.trouble.clear()
        self._interview, self._record, self._opened = "", None, None
        self.draw()

    def draw(self) -> None:
        shown = self._record
        self._conflict.clear()
        self._course.clear()
        self._apart.clear()
        self._show_cards(self._opened or (shown.told if shown else {}))
        if shown is None:
            return
        title = text_in(shown.title, LANGUAGE.code, "en")
        self.set_title(code(shown.interview))
        self.set_aside(f"{title} · {day(shown.begun)}")
        self.consent.set_facts(provenance.consent(shown))
        self.origin.set_facts(provenance.origin(shown))
        self.sittings.set_facts(provenance.sittings(shown))
        self.sittings.setVisible(bool(shown.sittings))
        if shown.conflict:
            self._conflict.say("error", "supervisor.conflict-explained")
        if told := shown.remarks[LANGUAGE.code]:
            self._course.say("warn", "supervisor.course-told", text=" ".join(told))
        if self._opened:
            self._apart.say("warn", "supervisor.identity-opened")
        elif shown.apart:
            self._apart.say("info", "supervisor.apart", count=shown.apart)
        self._open_identity.setVisible(self._opened is None)

    def _show(self, shown: Record) -> None:
        if shown.interview == self._interview:
            self._record, self._opened = shown, None
            self.verticalScrollBar().setValue(0)
            self.draw()

    def _ask_for_identity(self) -> None:
        if self._record and self._record.apart and not self._opened and not self.sheet.isVisible():
            self.sheet.ask(self._record.interview, self._show_opened)

    def _show_opened(self, told: Told) -> None:
        self._opened = told
        self.draw()
        self.verticalScrollBar().setValue(0)  # where it says that the look was logged
        self.setFocus()

    def _show_cards(self, told: Told) -> None:
        while (taken := self._sections.takeAt(0)) is not None:
            if (card := taken.widget()) is not None:
                card.hide()
                card.deleteLater()
        for section in told.get(LANGUAGE.code, ()):
            self._sections.addWidget(SectionCard(section))

    def _ways(self) -> QWidget:
        back, panel = BareButton(key=BACK_KEY), BareButton()
        bind_text(back.set_label, "supervisor.back")
        bind_text(panel.set_label, "supervisor.panel")
        back.clicked.connect(self.back)
        panel.clicked.connect(self.panel_wanted)
        self.give_key(panel, PANEL_KEY)
        escape = QShortcut(QKeySequence(BACK_KEY), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)  # on the sheet it cancels
        escape.activated.connect(self.back)
        ways = QWidget()
        row = QHBoxLayout(ways)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(back)
        row.addStretch(1)
        row.addWidget(panel)
        return ways
