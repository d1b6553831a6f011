"""Asking for the reason and the custodian's passphrase before identities are opened."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from interview_kit.errors import KitError
from interview_kit_ui.language import bind_text
from interview_kit_ui.office import record
from interview_kit_ui.office.record import Told
from interview_kit_ui.session import Session
from interview_kit_ui.widgets.buttons import PrimaryButton, QuietButton
from interview_kit_ui.widgets.notice import Notice
from interview_kit_ui.widgets.passphrase_field import PassphraseField
from interview_kit_ui.widgets.sheet import Sheet
from interview_kit_ui.widgets.text_line import TextLine
from interview_kit_ui.widgets.words import Words


class IdentitySheet(Sheet):
    """Asks, opens through the session, and hands over the interview with its identities.

    Call ``ask`` with the interview and what is to receive it. Refusals are told on the sheet, which stays
    open; what was typed as a passphrase is forgotten each time.
    """

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._interview = ""
        self._receive: Callable[[Told], None] = lambda told: None
        self._reason = TextLine()
        self._passphrase = PassphraseField()
        self._refusal = Notice()
        self._cancel = QuietButton(key="Esc")
        self._open = PrimaryButton(key="Enter")
        bind_text(self.set_title, "supervisor.identity-title")
        bind_text(self.set_text, "supervisor.identity-text")
        bind_text(self._reason.setAccessibleName, "supervisor.identity-reason")
        bind_text(self._passphrase.set_name, "supervisor.custodian-passphrase")
        bind_text(self._cancel.set_label, "widgets.cancel")
        bind_text(self._open.set_label, "supervisor.identity-open")
        self.body.setSpacing(8)
        for key, field in (
            ("supervisor.identity-reason", self._reason),
            ("supervisor.custodian-passphrase", self._passphrase),
        ):
            label = Words(role="guidance", tone="soft")
            bind_text(label.setText, key)
            self.body.addWidget(label)
            self.body.addWidget(field)
        self.body.addWidget(self._refusal)
        self.add_button(self._cancel)
        self.add_button(self._open)
        self._cancel.clicked.connect(self.cancel)
        self._open.clicked.connect(self._submit)
        self._reason.returnPressed.connect(self._passphrase.setFocus)
        self._passphrase.submitted.connect(self._submit)
        self.cancelled.connect(self._forget)

    def ask(self, interview: str, receive: Callable[[Told], None]) -> None:
        """Ask for ``interview``; ``receive`` is called once it has been opened and logged."""
        self._interview, self._receive = interview, receive
        self._reason.clear()
        self._forget()
        self.open()
        self._reason.setFocus()

    def _submit(self) -> None:
        if not self._open.isEnabled():
            return
        self._reason.commit_composition()
        asked, reason, passphrase = self._interview, self._reason.text(), self._passphrase.text()
        self._passphrase.clear()
        self._refusal.say("info", "supervisor.identity-opening")
        self._open.setEnabled(False)
        self._session.run(
            lambda workspace: record.open_identity(workspace, asked, passphrase, reason),
            partial(self._opened, asked),
            self._refused,
        )

    def _opened(self, asked: str, told: Told) -> None:
        """Show nothing to somebody who has gone on meanwhile; the look is logged all the same."""
        self._open.setEnabled(True)
        if self.isVisible() and asked == self._interview:
            self.close_sheet()
            self._forget()
            self._receive(told)

    def _refused(self, error: KitError) -> None:
        self._open.setEnabled(True)
        self._refusal.show_error(error)
        self._passphrase.setFocus()

    def _forget(self) -> None:
        self._passphrase.clear()
        self._refusal.clear()
