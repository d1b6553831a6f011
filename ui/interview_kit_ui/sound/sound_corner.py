"""All that a desk needs of sound: the pill in its bar, the alarm above its pages, sheets, keys."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from shiboken6 import isValid

from interview_kit.errors import InputError, KitError
from interview_kit.interview.moments import moment_of
from interview_kit.interview.picture import InterviewPicture
from interview_kit.interview.soundline import SoundLine, clock
from interview_kit.protocol import model
from interview_kit.vault import sound_places, sounds
from interview_kit.vault.drafts import Draft
from interview_kit.vault.reel import Outcome
from interview_kit.vault.sounds import Sound
from interview_kit.vault.workspace import Workspace
from interview_kit_ui.actions import Action
from interview_kit_ui.field.asking import question_sheet
from interview_kit_ui.language import tr
from interview_kit_ui.session import Session
from interview_kit_ui.sound.alarm import SoundAlarm
from interview_kit_ui.sound.answer_moments import AnswerMoments
from interview_kit_ui.sound.listen_sheet import ListenSheet
from interview_kit_ui.sound.machine import Machine
from interview_kit_ui.sound.pill import RecordingPill
from interview_kit_ui.sound.player import Player
from interview_kit_ui.sound.sound_desk import DraftWork, Phase, SoundDesk
from interview_kit_ui.sound.sound_sheet import MARK_KEY, RECORD_KEY, STOP_KEY, SoundSheet
from interview_kit_ui.widgets.buttons import PrimaryButton
from interview_kit_ui.widgets.desk import Desk
from interview_kit_ui.widgets.sheet import lies_over
from interview_kit_ui.worker import Job, be_content

SHEET_KEY = "Shift+F9"
LISTEN_KEY = "Alt+F9"
#: Asks for a file, and hands it over if one was chosen.
FileChooser = Callable[[Callable[[Path], None]], None]


class SoundCorner(QObject):
    """Made with its desk. ``follow`` every picture; ``sound`` is what records, ``leave`` when it is left,
    ``rest`` when a break begins or ends.

    ``moments`` knows from where to where an answer was given; ``asked_about`` returns the stable path of the
    question that one is at, empty for none; ``begin_line`` may begin the line of a marked place on the
    screen, and returns whether it did.
    """

    def __init__(
        self,
        session: Session,
        work: DraftWork,
        machine: Machine,
        desk: Desk,
        choose: FileChooser,
        asked_about: Callable[[], str] = lambda: "",
        begin_line: Callable[[str], bool] = lambda _stamp: False,
    ) -> None:
        super().__init__(desk)
        self._asked_about, self._begin_line = asked_about, begin_line
        self._lane, self._work, self._desk, self._choose = session.worker.side, work, desk, choose
        self.sound = SoundDesk(session, work, machine)
        self.moments = AnswerMoments(self.sound, self)
        self.pill = RecordingPill(self.sound, RECORD_KEY)
        self.alarm = SoundAlarm(self.sound, SHEET_KEY)
        self._sheet: SoundSheet | None = None
        self._player: Player | None = None
        desk.top_bar.set_recording(self.pill)
        desk.set_strip(self.alarm)
        self.pill.clicked.connect(self.open_sheet)
        self.alarm.more.clicked.connect(self.open_sheet)
        self.sound.failed.connect(self._show_failure)
        session.about_to_close.connect(self._be_quiet)
        self.sound.marked.connect(self._tell_mark)
        self.sound.ended.connect(self._tell_where_it_went)

    def follow(self, picture: InterviewPicture, protocol: model.Protocol) -> None:
        """Take note of the interview as it stands: consent may be given or taken back."""
        self.sound.follow(picture, protocol)

    def rest(self, resting: bool) -> None:
        """Record nothing during a break: what is said then is no testimony. Then it goes on by itself."""
        self.sound.hold(resting)

    def leave(self) -> None:
        """End what runs, because the interview is left or sealed; what is handed in later comes after it."""
        self.sound.stop()

    def actions(self) -> tuple[Action, ...]:
        """Return what can be done, with its keys."""
        sound = self.sound
        return (
            Action("sound.act-press", RECORD_KEY, self.press, lambda: sound.can_record),
            Action("sound.act-stop", STOP_KEY, sound.stop, lambda: sound.phase is not Phase.OFF),
            Action("sound.act-mark", MARK_KEY, self._mark, lambda: sound.phase is not Phase.OFF),
            Action("sound.act-sheet", SHEET_KEY, self.open_sheet, lambda: sound.wanting is not None),
            Action("sound.act-listen", LISTEN_KEY, self.listen_here, lambda: sound.wanting is not None),
        )

    def press(self) -> None:
        """Start, pause or go on; where that is not possible, show why."""
        if self.sound.can_record or self.sound.phase is Phase.RUNNING:
            self.sound.press()
        elif self.sound.wanting is not None:
            self.open_sheet()

    def open_sheet(self) -> SoundSheet:
        """Show all about recording."""
        if self._sheet is None:
            self._sheet = SoundSheet(self.sound, self._lane, self._desk.window())
            self._sheet.cancelled.connect(self._forget_sheet)
            self._sheet.listen_wanted.connect(self._listen_instead)
            self._sheet.file_wanted.connect(lambda: self._choose(self._bring_in))
        self._sheet.open()
        return self._sheet

    def listen_here(self) -> None:
        """Show what was recorded, and play it from where the question that one is at was answered."""
        self.listen(self._asked_about())

    def listen(self, path: str = "") -> None:
        """Show what was recorded, and play it from where what stands at the stable ``path`` was answered."""

        def look(workspace: Workspace, draft: Draft) -> tuple[list[Sound], SoundLine, list[int], int | None]:
            at = moment_of(draft.interview.entries, path) if path else None
            return sounds.listing(workspace, draft), sounds.line(draft), sounds.marks(draft), at

        def show(found: tuple[list[Sound], SoundLine, list[int], int | None]) -> None:
            here = isValid(self._desk) and self._desk.isVisible()
            if not here or lies_over(self._desk.window(), ListenSheet):
                return  # left, locked or asked for twice before it was there
            heard, line, marked, at = found
            self._player = Player(self.sound.machine, self._lane)
            sheet = ListenSheet(self.sound, self._player, self._open_sound, self._desk.window())
            sheet.destroy_wanted.connect(self._ask_to_destroy)
            sheet.show_sounds(heard, line, marked)
            sheet.open()
            if at is not None:
                sheet.play_at(at)

        self._work.work(look, show, self.sound.failed.emit)

    def _listen_instead(self) -> None:
        if self._sheet is not None:
            self._sheet.cancel()
        self.listen()

    def _open_sound(
        self,
        identifier: str,
        on_success: Callable[[io.RawIOBase], object],
        on_failure: Callable[[KitError], object],
    ) -> None:
        self._work.work(
            lambda workspace, draft: sounds.open_sound(workspace, draft, identifier), on_success, on_failure
        )

    def _ask_to_destroy(self, sound: Sound) -> None:
        more = sound.answers or sound.locked
        text = "sound.destroy-text" if more else "sound.destroy-apart"
        sheet = question_sheet(self._desk.window(), "field.destroy-title", text)
        sheet.offer(PrimaryButton(), "field.destroy", lambda: self._destroy(sound))
        sheet.open()

    def _destroy(self, sound: Sound) -> None:
        def operation(workspace: Workspace, draft: Draft) -> None:
            sounds.destroy(workspace, draft, sound)

        self._work.work(operation, be_content, self.sound.failed.emit)

    def _tell_where_it_went(self, outcome: Outcome) -> None:
        if outcome is Outcome.WAITING and not self.sound.wanting:  # else it is said that consent is wanting
            self._show_failure(InputError("sound.lies-apart"))

    def _bring_in(self, file: Path) -> None:
        def operation(workspace: Workspace, draft: Draft, job: Job) -> Sound:
            place = sound_places.place_for(workspace, draft)
            return sounds.bring_in(workspace, draft, place, file, job.check)

        def tell(brought: Sound) -> None:
            if self._sheet is not None:
                code = "sound.brought" if brought.length else "sound.brought-unplayed"
                self._sheet.notice.say("ok" if brought.length else "info", code)

        self._work.work_long(operation, tell, self.sound.failed.emit)

    def _be_quiet(self) -> None:
        """Whoever stands before a locked screen is not to hear it."""
        if self._player is not None:
            self._player.close()
        if self._sheet is not None:
            self._sheet.test.end()

    def _mark(self) -> None:
        self.sound.mark(self._begin_line)

    def _tell_mark(self, _path: str, at: int) -> None:
        self.pill.flash(tr("sound.pill-marked", time=clock(at)))

    def _show_failure(self, error: KitError) -> None:
        self.open_sheet().notice.show_error(error)

    def _forget_sheet(self) -> None:
        self._sheet = None
