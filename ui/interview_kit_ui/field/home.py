"""The interviewer's first screen: interviews, and the office they go to."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, partial
from pathlib import Path
from typing import Final, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from interview_kit.bundle.export import export, undelivered
from interview_kit.errors import KitError, Parameter
from interview_kit.files import on_one_disk, write_atomically
from interview_kit.messages import DEFAULT_LANGUAGE
from interview_kit.protocol.model import text_in
from interview_kit.trust.enrolment import write_request
from interview_kit.trust.receipts import accept_receipt
from interview_kit.trust.team import TeamWord, accept
from interview_kit.vault.workspace import Workspace
from interview_kit_ui.care.care_page import CarePage
from interview_kit_ui.care.care_strip import CareStrip
from interview_kit_ui.field.asking import ask_for_protocol
from interview_kit_ui.field.home_picture import HomePicture, look, look_further
from interview_kit_ui.field.interviews_page import InterviewsPage
from interview_kit_ui.field.paper import Paper, ask_for_paper
from interview_kit_ui.field.setup_page import SetupPage
from interview_kit_ui.file_choice import Choice, Chooser, Wanted
from interview_kit_ui.language import LANGUAGE, bind_text, tr
from interview_kit_ui.session import Session, WorkspacePicture
from interview_kit_ui.sound.machine import Machine
from interview_kit_ui.tab_order import desk_regions, move_focus
from interview_kit_ui.widgets.desk import Desk
from interview_kit_ui.widgets.notice import NoticeKind
from interview_kit_ui.widgets.rail import Section
from interview_kit_ui.worker import Job, be_content

INTERVIEWS: Final = "interviews"
OFFICE: Final = "office"
WORKSPACE: Final = "workspace"
_EXPORT: Final = Choice(Wanted.FOLDER, "field.export", "field.export-here")
_SHEET: Final = Choice(Wanted.NEW_FILE, "field.handover-sheet", "field.save-here", ".pdf", "handover.pdf")
_RECEIPT: Final = Choice(Wanted.FILE, "field.take-receipt", "field.take-receipt", ".ikr")
_REQUEST: Final = Choice(Wanted.NEW_FILE, "field.save-request", "field.save-here", ".ike", "laptop.ike")
_PACK: Final = Choice(Wanted.FILE, "field.choose-pack", "field.choose-pack", ".ikp")

T = TypeVar("T")


class HomeDesk(QWidget):
    """Signals: ``begin_wanted(str)`` a protocol, ``open_wanted(str)`` and ``seal_wanted(str)`` a draft,
    ``amend_wanted(str)`` a sealed interview, ``lock_wanted()``.
    """

    begin_wanted = Signal(str)
    open_wanted = Signal(str)
    seal_wanted = Signal(str)
    amend_wanted = Signal(str)
    lock_wanted = Signal()

    def __init__(
        self,
        session: Session,
        workspace: WorkspacePicture,
        choose: Chooser,
        machine: Machine,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._choose, self._machine = session, choose, machine
        self.picture: HomePicture | None = None
        self.desk = Desk()
        self.desk.set_practice(workspace.practice)
        self.desk.set_side_panel_used(False)
        self.desk.top_bar.set_code(workspace.name)
        bind_text(self.desk.top_bar.set_title, "field.interviewer")
        self.interviews, self._strip = InterviewsPage(), CareStrip(workspace)
        self.desk.pages.addWidget(self.interviews)
        self.desk.set_strip(self._strip)
        self._room = INTERVIEWS
        self._job: Job | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.desk)
        self._connect()
        self._retell()

    # The list does not wait for these. A page without a parent outlives its desk, so they get one at once.

    @cached_property
    def office(self) -> SetupPage:
        """The page of the office, made when somebody first goes there."""
        page = SetupPage(self._machine, self._session.worker.side)
        self.desk.pages.addWidget(page)
        page.request_wanted.connect(partial(self._ask, _REQUEST, self._write_request))
        page.pack_wanted.connect(partial(self._ask, _PACK, page.set_pack))
        page.accept_wanted.connect(self._accept_pack)
        self._session.about_to_close.connect(page.microphone.end)
        if self.picture is not None:
            page.show_picture(self.picture)
        return page

    @cached_property
    def care(self) -> CarePage:
        """The page of the workspace itself, made when somebody first goes there."""
        page = CarePage(self._session, self._ask)
        self.desk.pages.addWidget(page)
        page.cards.sheet_owed.connect(self._strip.set_sheet_owed)
        return page

    def focusNextPrevChild(self, forward: bool) -> bool:
        return move_focus(desk_regions(self.desk), forward=forward)

    def reload(self) -> None:
        """Read the workspace again and show what is there."""
        self._session.run(look, self._show_first, self._say_error)

    def show_picture(self, picture: HomePicture) -> None:
        """Show the workspace; at first sight the room where there is something to do."""
        first = self.picture is None
        self.picture = picture
        self.interviews.show_picture(picture)
        if "office" in vars(self):
            self.office.show_picture(picture)
        if first:
            self.show_room(OFFICE if picture.office is None and not picture.rows else INTERVIEWS)

    def _show_first(self, picture: HomePicture) -> None:
        """Show what was read first; the rest follows, unless something newer was shown by then."""

        def show(whole: HomePicture) -> None:
            if self.picture is picture:
                self.show_picture(whole)

        self.show_picture(picture)
        if picture.unread:
            self._session.run(lambda workspace: look_further(workspace, picture), show, self._say_error)

    def show_room(self, room: str) -> None:
        """Go to the interviews, to the office or to the workspace itself."""
        self._room = room
        self.desk.rail.set_current(room)
        self.desk.show_page(self._page)
        self._page.focus_first()

    def say(self, kind: NoticeKind, key: str, **parameters: Parameter) -> None:
        """Say how a job went, on the page that is shown."""
        self._page.notice.say(kind, key, **parameters)

    @property
    def _page(self) -> InterviewsPage | SetupPage | CarePage:
        if self._room == OFFICE:
            return self.office
        return self.care if self._room == WORKSPACE else self.interviews

    def _say_error(self, error: KitError) -> None:
        self.say("error", error.code, **error.parameters)

    def _retell(self) -> None:
        rooms = ((INTERVIEWS, "field.interviews"), (OFFICE, "field.office"), (WORKSPACE, "care.workspace"))
        self.desk.rail.set_sections(Section(room, tr(key)) for room, key in rooms)

    # Jobs -------------------------------------------------------------------------------------

    def _ask_for_protocol(self) -> None:
        if self.picture is not None:
            ask_for_protocol(self.window(), self._offered(), self.begin_wanted.emit)

    def _offered(self) -> list[tuple[str, str]]:
        offered = self.picture.protocols if self.picture is not None else ()
        return [(one.key, text_in(one.title, LANGUAGE.code, DEFAULT_LANGUAGE)) for one in offered]

    def _ask_for_paper(self) -> None:
        if self.picture is not None:
            ask_for_paper(
                self.window(),
                self._offered(),
                lambda paper: self._ask(paper.choice, partial(self._print, paper)),
            )

    def _print(self, paper: Paper, file: Path) -> None:
        self._long(
            "paper.drawing",
            lambda workspace, job: paper.write(workspace, job, file),
            lambda _none: self.say("ok", "paper.saved", name=file.name),
        )

    def _ask(self, choice: Choice, then: Callable[[Path], None]) -> None:
        self._choose(self.window(), self._session.worker.side, choice, then)

    def _export(self, folder: Path) -> None:
        def copy(workspace: Workspace, job: Job) -> tuple[int, bool]:
            return len(export(workspace, folder, job.report)), on_one_disk(folder, workspace.folder)

        def done(copied: tuple[int, bool]) -> None:
            count, beside = copied
            if beside:  # a stick that was pulled may have left its folder behind
                self.say("warn", "field.exported-beside", count=count, path=str(folder))
            else:
                self.say("ok", "field.exported", count=count, path=str(folder))
            self.reload()

        def failed(_error: KitError) -> None:
            self.reload()  # some may have been copied

        self._long("field.exporting", copy, done, failed)

    def _long(
        self,
        key: str,
        operation: Callable[[Workspace, Job], T],
        then: Callable[[T], None],
        afterwards: Callable[[KitError], object] = be_content,
    ) -> None:
        """Do something that shows how far it is; ``afterwards`` follows what is said of a failure."""
        progress = self.interviews.progress
        self.interviews.notice.clear()
        bind_text(progress.set_text, key)
        progress.set_progress(0, 0)
        progress.show()

        def done(result: T) -> None:
            progress.hide()
            then(result)

        def failed(error: KitError) -> None:
            progress.hide()
            self._say_error(error)
            afterwards(error)

        self._job = self._session.run_long(operation, done, failed, progress.set_progress)

    def _write_sheet(self, file: Path) -> None:
        language = LANGUAGE.code

        def operation(workspace: Workspace) -> None:
            write_atomically(file, undelivered(workspace, language))

        def done(_none: None) -> None:
            self.say("ok", "field.sheet-saved", name=file.name)

        self._session.run(operation, done, self._say_error)

    def _take_receipt(self, file: Path) -> None:
        def done(received: list[str]) -> None:
            self.say("ok", "field.receipt-taken", count=len(received))
            self.reload()

        self._session.run(lambda workspace: accept_receipt(workspace, file), done, self._say_error)

    def _write_request(self, file: Path) -> None:
        def done(_fingerprint: str) -> None:
            self.say("ok", "field.request-saved", name=file.name)

        self._session.run(lambda workspace: write_request(workspace, file), done, self._say_error)

    def _accept_pack(self, file: Path, typed: str) -> None:
        known = self.picture is not None and self.picture.office is not None

        def done(taken: object) -> None:
            self.office.set_pack(None)
            self.office.notice.clear()
            if isinstance(taken, TeamWord):
                self.office.notice.say("ok", "field.team-taken", count=len(taken.safe))
            self.reload()

        self._session.run(
            lambda workspace: accept(workspace, file, None if known else typed), done, self._say_error
        )

    def _cancel_job(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _connect(self) -> None:
        page = self.interviews
        page.new_wanted.connect(self._ask_for_protocol)
        page.open_wanted.connect(self.open_wanted)
        page.seal_wanted.connect(self.seal_wanted)
        page.amend_wanted.connect(self.amend_wanted)
        page.sheet_wanted.connect(partial(self._ask, _SHEET, self._write_sheet))
        page.export_wanted.connect(partial(self._ask, _EXPORT, self._export))
        page.paper_wanted.connect(self._ask_for_paper)
        page.receipt_wanted.connect(partial(self._ask, _RECEIPT, self._take_receipt))
        page.office_wanted.connect(partial(self.show_room, OFFICE))
        page.progress.cancelled.connect(self._cancel_job)
        self._strip.care_wanted.connect(partial(self.show_room, WORKSPACE))
        self.desk.rail.section_chosen.connect(self.show_room)
        self.desk.top_bar.lock_requested.connect(self.lock_wanted)
        LANGUAGE.changed.connect(self._retell)
