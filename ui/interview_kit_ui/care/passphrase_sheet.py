"""Changes of the keys ask once more who is there: an open laptop may stand unattended."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from interview_kit.errors import InputError, KitError
from interview_kit.trust import ways_in
from interview_kit.vault.workspace import Workspace
from interview_kit_ui.entry.new_passphrase import OF_A_PASSPHRASE, NewPassphrase
from interview_kit_ui.language import bind_text
from interview_kit_ui.session import Session
from interview_kit_ui.widgets.buttons import PrimaryButton, QuietButton
from interview_kit_ui.widgets.notice import Notice
from interview_kit_ui.widgets.passphrase_field import PassphraseField
from interview_kit_ui.widgets.progress_view import ProgressView
from interview_kit_ui.widgets.sheet import Sheet

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Change:
    """What is to be changed: the keys of its words, and whether a new passphrase is asked for."""

    title_key: str
    text_key: str
    action_key: str
    new_passphrase: bool


class PassphraseSheet(Sheet):
    """Asks for the present passphrase and perhaps a new one; then ``act`` runs with the new one, or with "".

    While it runs the sheet stays. ``then`` gets the result.
    """

    def __init__(
        self,
        window: QWidget,
        session: Session,
        change: Change,
        act: Callable[[Workspace, str], T],
        then: Callable[[T], None],
    ) -> None:
        super().__init__(window)
        self._change = change
        self._busy = False
        self._own, self._notice, self._progress = PassphraseField(), Notice(), ProgressView()
        self._new = NewPassphrase(session.worker.side)
        self._act, self._leave = PrimaryButton(), QuietButton(key="Esc")
        self._build()

        def succeeded(result: T) -> None:
            self._set_busy(False)
            self.settle()
            then(result)

        def begin() -> None:
            own, new = self._own.text(), self._new.text() if change.new_passphrase else ""

            def operation(workspace: Workspace) -> T:
                ways_in.must_know(workspace, own)
                return act(workspace, new)

            self._set_busy(True)
            session.run(operation, succeeded, self._refuse)

        self._begin = begin
        self._act.clicked.connect(self._submit)
        self._new.submitted.connect(self._submit)
        self._own.submitted.connect(self._new.setFocus if change.new_passphrase else self._submit)
        self._leave.clicked.connect(self.cancel)
        self.cancelled.connect(self.deleteLater)

    def open(self) -> None:
        """Show the sheet with the focus on the passphrase."""
        super().open()
        self._own.setFocus(Qt.FocusReason.PopupFocusReason)

    def cancel(self) -> None:
        """Leave, unless the keys are being changed."""
        if not self._busy:
            super().cancel()

    def _build(self) -> None:
        bind_text(self.set_title, self._change.title_key)
        bind_text(self.set_text, self._change.text_key)
        bind_text(self._act.set_label, self._change.action_key)
        bind_text(self._leave.set_label, "widgets.cancel")
        bind_text(self._own.set_name, "care.own-passphrase")
        bind_text(self._progress.set_text, "care.changing")
        self._progress.set_cancellable(False)
        self.body.setSpacing(8)
        for widget in (self._own, self._new, self._notice, self._progress):
            self.body.addWidget(widget)
        self._new.setVisible(self._change.new_passphrase)
        self._progress.hide()
        self.add_button(self._leave)
        self.add_button(self._act)

    def _submit(self) -> None:
        fault = self._new.fault() if self._change.new_passphrase else ""
        if self._busy:
            return
        if not self._own.text():
            self._notice.say("warn", "care.own-passphrase-needed")
            self._own.setFocus()
        elif fault:
            self._notice.say("warn", fault)
            self._new.focus_fault()
        else:
            self._begin()

    def _refuse(self, error: KitError) -> None:
        self._set_busy(False)
        if error.code in OF_A_PASSPHRASE:
            self._new.refuse(error)
            return
        if isinstance(error, InputError):
            self._notice.say("warn", error.code, **error.parameters)
        else:
            self._notice.show_error(error)
        self._own.setFocus()

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        if busy:
            self._notice.clear()
        self._progress.setVisible(busy)
        for part in (self._own, self._new, self._act, self._leave):
            part.setEnabled(not busy)
