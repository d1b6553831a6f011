"""What an open interview has for its table: a pill with the time, breaks, a quiet mark, a kind end."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from interview_kit_ui.actions import Action
from interview_kit_ui.field.conductor import Conductor
from interview_kit_ui.field.sitting.rest_page import RestPage
from interview_kit_ui.field.sitting.table import Table
from interview_kit_ui.field.sitting.table_sheet import ask_to_end, open_table
from interview_kit_ui.field.wording import Wording
from interview_kit_ui.language import bind_text
from interview_kit_ui.widgets.buttons import PillButton
from interview_kit_ui.widgets.desk import Desk
from interview_kit_ui.widgets.sheet import lies_over

REST_KEY: Final = "F6"
DISTRESS_KEY: Final = "Shift+F6"
TABLE_KEY: Final = "Ctrl+F6"
_NOTED: Final = 2_500


class SittingControls(QObject):
    """Signals: ``rest_changed()`` a break began or ended, so the desk shows another page;
    ``leave_wanted()`` the sitting was ended; ``consent_wanted()`` to where consent is asked for.
    """

    rest_changed = Signal()
    leave_wanted = Signal()
    consent_wanted = Signal()

    def __init__(self, desk: Desk, conductor: Conductor) -> None:
        super().__init__(desk)
        self._desk, self._conductor = desk, conductor
        self._table = Table(conductor, self)
        self._wording: Wording | None = None
        self.pill = PillButton(key=TABLE_KEY)
        self.page = RestPage(REST_KEY)
        desk.pages.addWidget(self.page)
        self._noted = QTimer(self, interval=_NOTED, singleShot=True)
        self._noted.timeout.connect(self._show)
        self._table.changed.connect(self._show)
        self.pill.clicked.connect(self._open)
        self.page.go_on_wanted.connect(self._rest)
        self._show()

    @property
    def resting(self) -> bool:
        """Whether there is a break: no question is shown then."""
        return self._table.resting

    def actions(self) -> tuple[Action, ...]:
        """Return what can be done about the table."""
        return (
            Action("actions.table", TABLE_KEY, self._open),
            Action("actions.rest", REST_KEY, self._rest),
            Action("actions.distress", DISTRESS_KEY, self._mark),
            Action("actions.consent", "", self.consent_wanted.emit),
            Action("actions.end", "", self._end),
        )

    def show_words(self, wording: Wording) -> None:
        """Say everything in these languages."""
        self._wording = wording
        if self._conductor.protocol is not None:
            self.page.show_words(self._conductor.protocol, wording)

    def _show(self) -> None:
        self.page.show_table(self._table)
        if self._noted.isActive():
            return
        code = "sitting.pill-none"
        if self._table.sitting:
            code = "sitting.pill-long" if self._table.long else "sitting.pill"
        bind_text(self.pill.set_label, code, minutes=self._table.minutes)

    def _open(self) -> None:
        if not self._busy():
            offered = (
                Action("sitting.rest", REST_KEY, self._rest),
                Action("sitting.distress", DISTRESS_KEY, self._mark),
                Action("sitting.consent", "", self.consent_wanted.emit),
                Action("sitting.end", "", self._end),
            )
            open_table(self._desk.window(), self._table, offered)

    def _rest(self) -> None:
        if lies_over(self._desk.window()):
            return
        (self._table.go_on if self.resting else self._table.rest)()
        self.pill.setEnabled(not self.resting)
        self._desk.rail.setEnabled(not self.resting)
        self._desk.set_side_panel_used(not self.resting)
        self.rest_changed.emit()
        if self.resting:
            self.page.focus_first()

    def _mark(self) -> None:
        """Mark a hard moment, as quietly as can be: a word on the pill for a moment."""
        if not lies_over(self._desk.window()):
            self._table.mark_distress()
            bind_text(self.pill.set_label, "sitting.pill-noted")
            self._noted.start()

    def _end(self) -> None:
        protocol = self._conductor.protocol
        if protocol is not None and self._wording is not None and not self._busy():
            leave, consent = self.leave_wanted.emit, self.consent_wanted.emit
            ask_to_end(self._desk.window(), protocol, self._wording, leave, consent)

    def _busy(self) -> bool:
        return self.resting or not self._desk.rail.isEnabled() or lies_over(self._desk.window())
