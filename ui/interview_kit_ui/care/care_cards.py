"""The two cards about the workspace itself, the same for interviewer and office."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from interview_kit.errors import InputError, KitError
from interview_kit.interview.journal import now
from interview_kit.trust import ways_in
from interview_kit.trust.ways_in import RecoverySheet
from interview_kit.values import sizes
from interview_kit.vault import backup, checking
from interview_kit.vault.backup import Written
from interview_kit.vault.checking import Findings
from interview_kit.vault.workspace import Workspace
from interview_kit_ui.care.findings_sheet import tell_findings
from interview_kit_ui.care.passphrase_sheet import Change, PassphraseSheet
from interview_kit_ui.care.recovery_steps import Ask, RecoverySteps
from interview_kit_ui.file_choice import Choice, Wanted
from interview_kit_ui.language import LANGUAGE, bind_text, tr
from interview_kit_ui.session import Session, State
from interview_kit_ui.widgets.buttons import Button, QuietButton
from interview_kit_ui.widgets.card import titled_card
from interview_kit_ui.widgets.notice import Notice
from interview_kit_ui.widgets.progress_view import ProgressView
from interview_kit_ui.widgets.sheet import Sheet
from interview_kit_ui.widgets.words import Words
from interview_kit_ui.widgets.wrapping_row import WrappingRow
from interview_kit_ui.worker import CancelledError, Job

_BACKUP = Choice(Wanted.FOLDER, "care.back-up", "care.back-up-here")
_PASSPHRASE = Change("care.change-passphrase", "care.change-text", "care.change-passphrase", True)
_SHEET = Change("care.make-sheet", "care.make-sheet-text", "care.go-on", False)
_RENEW = Change("care.renew", "care.renew-text", "care.renew", True)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class WaysIn:
    """The ways into the workspace, each as its kind and the number it is known by."""

    slots: tuple[tuple[str, str], ...]
    sheet_owed: bool


def look(workspace: Workspace) -> WaysIn:
    """Read them."""
    slots = workspace.keyring.header.slots
    return WaysIn(tuple((slot.kind, slot.id[:6]) for slot in slots), ways_in.sheet_owed(workspace))


class CareCards(QWidget):
    """Ways in, backup and check. Signal: ``sheet_owed(bool)`` as it is now. ``reload`` reads the ways in;
    ``focus_first`` goes to the first thing to do.
    """

    sheet_owed = Signal(bool)

    def __init__(self, session: Session, ask: Ask, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._ask = session, ask
        self._ways: WaysIn | None = None
        self._job: Job | None = None
        self._list = Words()
        self._said, self._told, self._progress = Notice(), Notice(), ProgressView()
        self._change = _button("care.change-passphrase", self._change_passphrase)
        self._sheet = _button("care.make-sheet", self._make_sheet)
        self._renew = _button("care.renew", self._renew_keys)
        self._back_up = _button("care.back-up", lambda: ask(_BACKUP, self._write_backup))
        self._check = _button("care.check", self._check_all)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        keys = titled_card("care.ways-in", "", self._list, self._said)
        keys.body.addWidget(_row(self._change, self._sheet, self._renew))
        care = titled_card("care.care", "care.care-text", self._told, self._progress)
        care.body.addWidget(_row(self._back_up, self._check))
        layout.addWidget(keys)
        layout.addWidget(care)
        self._progress.hide()
        self._progress.cancelled.connect(self._cancel)
        LANGUAGE.changed.connect(self._retell)

    def reload(self) -> None:
        """Read the ways in again and show them."""
        if self._session.state is State.OPEN:
            self._session.run(look, self.show_ways, self._said.show_error)

    def show_ways(self, ways: WaysIn) -> None:
        """Show the ways in."""
        self._ways = ways
        self._retell()
        self.sheet_owed.emit(ways.sheet_owed)

    def focus_first(self) -> None:
        """Go to the recovery sheet while it is owed, else to the first button."""
        owed = self._ways is not None and self._ways.sheet_owed
        (self._sheet if owed else self._change).setFocus(Qt.FocusReason.OtherFocusReason)

    def _retell(self) -> None:
        if self._ways is None:
            return
        lines = [
            tr(f"care.slot-{kind}") + (f" · {number}" if kind == "recovery" else "")
            for kind, number in self._ways.slots
        ]
        if self._ways.sheet_owed:
            lines.append(tr("care.sheet-missing"))
        self._list.setText("\n".join(lines))

    # Keys -------------------------------------------------------------------------------------

    def _change_passphrase(self) -> None:
        def done(_none: None) -> None:
            self._said.say("ok", "care.passphrase-changed")
            self.reload()

        PassphraseSheet(self.window(), self._session, _PASSPHRASE, ways_in.change_passphrase, done).open()

    def _make_sheet(self) -> None:
        def known(_none: None) -> None:
            self._show_steps(None)

        PassphraseSheet(self.window(), self._session, _SHEET, _nothing, known).open()

    def _renew_keys(self) -> None:
        PassphraseSheet(self.window(), self._session, _RENEW, ways_in.renew, self._show_steps).open()

    def _show_steps(self, made: RecoverySheet | None) -> None:
        """Get a recovery sheet out: a new one, or the one that came with renewed keys."""
        sheet = Sheet(self.window())
        steps = RecoverySteps(self._session, self._ask, made)
        bind_text(sheet.set_title, "sheets.recovery-title")
        sheet.body.addWidget(steps)

        def close(key: str) -> None:
            sheet.settle()
            if key:
                self._said.say("ok", key)
            self.reload()

        steps.finished.connect(partial(close, "care.keys-renewed" if made else "care.sheet-made"))
        steps.left.connect(partial(close, ""))
        sheet.cancelled.connect(steps.leave)
        sheet.open()

    # Backup and check -------------------------------------------------------------------------

    def _write_backup(self, folder: Path) -> None:
        def operation(workspace: Workspace, job: Job) -> Written:
            return backup.write(workspace, folder, now(), job.report)

        def done(written: Written) -> None:
            if written.missing:
                self._told.say("warn", "care.backup-missing", count=written.missing)
            else:
                size = sizes.in_words(written.size)
                self._told.say("ok", "care.backed-up", name=written.file.name, size=size)

        self._run("care.backing-up", operation, done)

    def _check_all(self) -> None:
        def operation(workspace: Workspace, job: Job) -> Findings:
            return checking.check(workspace, progress=job.report)

        def done(found: Findings) -> None:
            if found.whole:
                self._told.say("ok", "care.whole")
            else:
                tell_findings(self.window(), found)

        self._run("care.checking", operation, done)

    def _run(self, key: str, operation: Callable[[Workspace, Job], T], done: Callable[[T], None]) -> None:
        def over(result: T) -> None:
            self._set_running(False)
            done(result)

        def failed(error: KitError) -> None:
            self._set_running(False)
            if isinstance(error, InputError | CancelledError):
                self._told.say("warn", error.code, **error.parameters)
            else:
                self._told.show_error(error)

        self._told.clear()
        bind_text(self._progress.set_text, key)
        self._progress.set_progress(0, 0)
        self._set_running(True)
        self._job = self._session.run_long(operation, over, failed, self._progress.set_progress)

    def _set_running(self, running: bool) -> None:
        """Offer to stop what runs, or everything else; the keyboard goes along."""
        focused = QApplication.focusWidget()
        self._progress.setVisible(running)
        if running:
            self._progress.setFocus(Qt.FocusReason.OtherFocusReason)
        for button in (self._change, self._sheet, self._renew, self._back_up, self._check):
            button.setEnabled(not running)
        if not running and focused is self._progress.focusProxy():
            self._back_up.setFocus(Qt.FocusReason.OtherFocusReason)

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()


def _nothing(_workspace: Workspace, _new: str) -> None:
    """Whoever asked only wanted to know who is there."""


def _button(key: str, action: Callable[[], object]) -> QuietButton:
    button = QuietButton()
    bind_text(button.set_label, key)
    button.clicked.connect(lambda _checked: action())
    return button


def _row(*buttons: Button) -> WrappingRow:
    row = WrappingRow()
    row.set_widgets(list(buttons))
    return row
