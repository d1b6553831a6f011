"""Asking up to which bundle a laptop counts, and why, before it is revoked."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from interview_kit.errors import KitError
from interview_kit.office import revocation
from interview_kit.trust.roster import Laptop
from interview_kit.vault.workspace import Workspace
from interview_kit_ui.language import bind_text
from interview_kit_ui.session import Session
from interview_kit_ui.widgets.buttons import PrimaryButton, QuietButton
from interview_kit_ui.widgets.notice import Notice
from interview_kit_ui.widgets.sheet import Sheet
from interview_kit_ui.widgets.text_line import TextLine
from interview_kit_ui.widgets.words import Words


class RevokeSheet(Sheet):
    """Asks, revokes through the session, and hands over the last number that counts and how many are held.

    Call ``ask`` with the laptop and what is to receive that. Refusals are told on the sheet, and it stays.
    """

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._laptop: Laptop | None = None
        self._receive: Callable[[int, int], None] = lambda number, held: None
        self._reason, self._last = TextLine(), TextLine()
        self._refusal = Notice()
        self._cancel = QuietButton(key="Esc")
        self._revoke = PrimaryButton(key="Enter")
        bind_text(self.set_text, "supervisor.revoke-text")
        bind_text(self._cancel.set_label, "widgets.cancel")
        bind_text(self._revoke.set_label, "supervisor.revoke")
        self.body.setSpacing(8)
        for key, field in (
            ("supervisor.revoke-reason", self._reason),
            ("supervisor.revoke-last", self._last),
        ):
            label = Words(role="guidance", tone="soft")
            bind_text(label.setText, key)
            bind_text(field.setAccessibleName, key)
            self.body.addWidget(label)
            self.body.addWidget(field)
        self.body.addWidget(self._refusal)
        self.add_button(self._cancel)
        self.add_button(self._revoke)
        self._cancel.clicked.connect(self.cancel)
        self._revoke.clicked.connect(self._submit)
        self._reason.returnPressed.connect(self._last.setFocus)
        self._last.returnPressed.connect(self._submit)

    def ask(self, laptop: Laptop, receive: Callable[[int, int], None]) -> None:
        """Ask about a laptop; ``receive`` is called once it is revoked."""
        self._laptop, self._receive = laptop, receive
        bind_text(self.set_title, "supervisor.revoke-title", name=laptop.name)
        self._reason.clear()
        self._last.clear()
        self._refusal.clear()
        self.open()
        self._reason.setFocus()

    def _submit(self) -> None:
        self._reason.commit_composition()
        laptop, reason, last = self._laptop, self._reason.text(), self._last.text().strip()
        if laptop is None:
            return
        if last and not last.isdecimal():
            self._refusal.say("error", "supervisor.revoke-number")
            return

        def operation(workspace: Workspace) -> tuple[int, int]:
            return revocation.revoke(workspace, laptop, reason, int(last) if last else None)

        self._session.run(operation, self._done, self._failed)

    def _done(self, told: tuple[int, int]) -> None:
        self.close_sheet()
        self._receive(*told)

    def _failed(self, error: KitError) -> None:
        self._refusal.show_error(error)
