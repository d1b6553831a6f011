"""Where bundles come in."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal

from interview_kit.errors import KitError, StorageError
from interview_kit.files import write_atomically
from interview_kit.messages import explain
from interview_kit.office import archive, reports
from interview_kit.office.archive import Waiting
from interview_kit.office.intake import Report
from interview_kit.office.revocation import Held, held
from interview_kit.trust.roster import roster
from interview_kit.vault.workspace import Workspace
from interview_kit_ui.file_choice import Choice, Wanted
from interview_kit_ui.language import LANGUAGE, bind_text, tr
from interview_kit_ui.local_time import moment
from interview_kit_ui.office.check_line import CheckLine
from interview_kit_ui.office.import_run import ImportResult, run_import
from interview_kit_ui.office.office_page import Ask, OfficePage
from interview_kit_ui.office.record import code
from interview_kit_ui.office.told_list import Item, ToldList
from interview_kit_ui.session import Session
from interview_kit_ui.widgets.buttons import PrimaryButton, QuietButton
from interview_kit_ui.widgets.card import Card
from interview_kit_ui.widgets.notice import Notice
from interview_kit_ui.widgets.progress_view import ProgressView
from interview_kit_ui.widgets.words import Words
from interview_kit_ui.widgets.wrapping_row import WrappingRow
from interview_kit_ui.worker import CancelledError, Job

FOLDER_KEY = "Ctrl+O"
FILE_KEY = "Ctrl+Shift+O"
_FOLDER = Choice(Wanted.FOLDER, "supervisor.import-folder", "supervisor.import-this")
_REPORT = Choice(
    Wanted.NEW_FILE, "supervisor.save-report", "supervisor.write-here", suffix=".pdf", name="import.pdf"
)
_FILE = Choice(Wanted.FILE, "supervisor.import-file", "supervisor.import-this", suffix=".ikb")


@dataclass(frozen=True, slots=True)
class _Situation:
    """What the page shows beside the last import."""

    laptops: int
    waiting: list[Waiting]
    held: list[Held]


class IntakePage(OfficePage):
    """Imports folders and files, says what came of it, and lists the quarantine.

    Signal: ``team_wanted``, where no laptop is enrolled yet.
    """

    team_wanted = Signal()

    def __init__(self, session: Session, ask: Ask) -> None:
        super().__init__(session, "supervisor.intake")
        self._job: Job | None = None
        self._result: ImportResult | None = None
        self._situation: _Situation | None = None
        self._nobody = Notice()
        self._folder = PrimaryButton()
        self._file = QuietButton()
        self._receipts = CheckLine()
        self._progress = ProgressView()
        self._outcome = Notice()
        self._outcomes = ToldList()
        self._save = QuietButton()
        bind_text(self._save.set_label, "supervisor.save-report")
        self._save.clicked.connect(lambda: ask(_REPORT, self._save_report))
        self._outcome.set_action(self._save)
        self._waiting_title = Words(role="second", weight="semibold")
        self._waiting_text = Words(tone="soft")
        self._waiting = ToldList()
        self._held_title, self._held_text = Words(role="second", weight="semibold"), Words(tone="soft")
        self._held = ToldList()
        self._progress.hide()
        to_team = QuietButton(key="Ctrl+4")
        bind_text(to_team.set_label, "supervisor.to-team")
        to_team.clicked.connect(self.team_wanted)
        self._nobody.set_action(to_team)
        self.add(self._nobody)
        self.add(self._asking(ask))
        self.add(self._progress)
        self.add(self._outcome)
        self.add(self._outcomes)
        bind_text(self._waiting_title.setText, "supervisor.quarantine")
        self.add(self._waiting_title)
        self.add(self._waiting_text)
        self.add(self._waiting)
        bind_text(self._held_title.setText, "supervisor.held-bundles")
        bind_text(self._held_text.setText, "supervisor.held-text")
        for part in (self._held_title, self._held_text, self._held):
            part.hide()
            self.add(part)
        self._progress.cancelled.connect(self._stop)
        session.about_to_close.connect(self._stop)

    def enter(self) -> None:
        self._refresh()
        self.take_focus()

    def take_focus(self) -> None:
        self._folder.setFocus()

    def draw(self) -> None:
        if self._situation is not None:
            self._draw_situation(self._situation)
        if self._result is not None:
            self._outcomes.set_items(_outcomes(self._result.report))

    def _asking(self, ask: Ask) -> Card:
        card, words = Card(), Words(tone="soft")
        bind_text(words.setText, "supervisor.import-text")
        bind_text(self._folder.set_label, "supervisor.import-folder")
        bind_text(self._file.set_label, "supervisor.import-file")
        bind_text(self._receipts.set_words, "supervisor.receipts-too")
        self.give_key(self._folder, FOLDER_KEY)
        self.give_key(self._file, FILE_KEY)
        self._folder.clicked.connect(lambda: ask(_FOLDER, self._import_folder))
        self._file.clicked.connect(lambda: ask(_FILE, self._import_file))
        self._receipts.setChecked(True)
        card.body.setSpacing(12)
        card.body.addWidget(words)
        card.body.addWidget(WrappingRow((self._folder, self._file), gap=8))
        card.body.addWidget(self._receipts)
        return card

    # Importing --------------------------------------------------------------------------------

    def _import_folder(self, folder: Path) -> None:
        self._import(folder, folder)

    def _import_file(self, file: Path) -> None:
        self._import(file, file.parent)

    def _import(self, place: Path, folder: Path) -> None:
        """Begin; receipts go into the folder where the bundles came from."""
        if self._job is not None:
            return
        receipts = folder if self._receipts.isChecked() else None
        self._result = None
        self.trouble.clear()
        self._outcome.clear()
        self._outcomes.set_items(())
        self._show_progress(0, 0)
        self._set_busy(True)
        self._job = self.session.run_long(
            lambda workspace, job: run_import(workspace, place, receipts, job),
            self._imported,
            self._failed,
            self._show_progress,
        )

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._progress.set_cancellable(False)
            bind_text(self._progress.set_text, "supervisor.import-stopping")

    def _show_progress(self, done: int, total: int) -> None:
        self._progress.set_progress(done, total)
        if total:
            bind_text(self._progress.set_text, "supervisor.importing")
        else:
            bind_text(self._progress.set_text, "supervisor.import-begins")

    def _imported(self, result: ImportResult) -> None:
        self._finish()
        self._result = result
        report = result.report
        self._save.show()
        self._outcomes.set_items(_outcomes(report))
        if result.stopped:
            counts = {"done": len(report.outcomes), "total": report.files}
            self._outcome.say("warn", "supervisor.import-stopped", **counts)
            return
        self._outcome.say(
            "warn" if report.quarantined or report.receipts_failed else "ok",
            "supervisor.imported-with-receipts" if report.receipts else "supervisor.imported-only",
            accepted=len(report.accepted),
            known=len(report.known),
            refused=len(report.quarantined),
        )

    def _save_report(self, file: Path) -> None:
        assert self._result is not None, "offered once there is a report"
        report, language = self._result.report, LANGUAGE.code

        def operation(workspace: Workspace) -> None:
            write_atomically(file, reports.as_pdf(workspace, report, language))

        def done(_none: None) -> None:
            self._outcome.say("ok", "supervisor.report-saved", name=file.name)

        self.session.run(operation, done, self.trouble.show_error)

    def _failed(self, error: KitError) -> None:
        """What was accepted before a stick was pulled is in the archive; only the rest is wanting."""
        self._finish()
        if isinstance(error, CancelledError):
            self._outcome.say("info", error.code)
            self._save.hide()
            return
        self.trouble.show_error(error)
        if isinstance(error, StorageError):
            self._save.hide()
            self._outcome.say("info", "supervisor.import-broken-off")

    def _finish(self) -> None:
        self._job = None
        self._set_busy(False)
        self._refresh()

    def _set_busy(self, busy: bool) -> None:
        self._progress.setVisible(busy)
        self._progress.set_cancellable(True)
        for control in (self._folder, self._file, self._receipts):
            control.setEnabled(not busy)
        if not busy and self.isVisible():
            self.take_focus()

    # What waits -------------------------------------------------------------------------------

    def _refresh(self) -> None:
        self.fetch(_situation, self._show_situation)

    def _show_situation(self, situation: _Situation) -> None:
        self._situation = situation
        self._draw_situation(situation)

    def _draw_situation(self, situation: _Situation) -> None:
        if situation.laptops:
            self._nobody.clear()
        else:
            self._nobody.say("info", "supervisor.nobody-enrolled")
        key = "supervisor.quarantine-text" if situation.waiting else "supervisor.quarantine-empty"
        bind_text(self._waiting_text.setText, key)
        self._waiting.set_items(
            Item(
                moment(one.time),
                explain(one.error, LANGUAGE.code),
                tr("supervisor.quarantine-file", digest=one.digest[:8].upper()),
            )
            for one in situation.waiting
        )
        self._held_title.setVisible(bool(situation.held))
        self._held_text.setVisible(bool(situation.held))
        self._held.setVisible(bool(situation.held))
        self._held.set_items(
            Item(
                code(one.interview),
                tr("supervisor.held-one", laptop=one.laptop.name, number=one.number, day=one.sealed[:10]),
                tr("supervisor.held-bundle", bundle=one.bundle.hex()[:12].upper()),
                "warn",
            )
            for one in situation.held
        )


def _outcomes(report: Report) -> list[Item]:
    """Return what became of each bundle: interviews by their codes, refused files with the reason."""
    items = []
    if report.accepted:
        items.append(Item(tr("supervisor.accepted"), _codes(report.accepted), tone="ok"))
    if report.known:
        items.append(Item(tr("supervisor.known"), _codes(report.known), tone="soft"))
    if report.held:
        items.append(Item(tr("supervisor.held"), _codes(report.held), tone="warn"))
    for refusal in report.quarantined:
        reason = explain(refusal.error, LANGUAGE.code)
        items.append(Item(tr("supervisor.refused"), reason, refusal.file, "record"))
    if report.receipts_failed:
        reason = explain(report.receipts_failed, LANGUAGE.code)
        items.append(
            Item(tr("supervisor.receipts"), tr("office.receipts-missing", reason=reason), tone="record")
        )
    return items


def _codes(interviews: list[str]) -> str:
    return ", ".join(code(interview) for interview in interviews)


def _situation(workspace: Workspace) -> _Situation:
    return _Situation(len(roster(workspace)), archive.quarantine(workspace), held(workspace))
