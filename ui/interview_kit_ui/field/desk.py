"""The interviewer's desk: the first screen, and the interview that is open."""

from __future__ import annotations

import weakref
from collections.abc import Callable

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from interview_kit.interview.picture import InterviewPicture
from interview_kit.vault import interviews
from interview_kit_ui.field.conduct import ConductDesk
from interview_kit_ui.field.conductor import Conductor
from interview_kit_ui.field.home import INTERVIEWS, OFFICE, HomeDesk
from interview_kit_ui.field.interview_view import SEAL
from interview_kit_ui.file_choice import Chooser
from interview_kit_ui.session import Session, WorkspacePicture
from interview_kit_ui.sound.machine import Machine
from interview_kit_ui.worker import be_content


class FieldDesk(QWidget):
    """What fills the window while a field workspace is open. ``view_switch`` makes the foot of a rail."""

    def __init__(
        self,
        session: Session,
        workspace: WorkspacePicture,
        choose: Chooser,
        view_switch: Callable[[], QWidget],
        machine: Machine,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._workspace, self._choose = session, workspace, choose
        self._view_switch, self._machine = view_switch, machine
        self._conductor: Conductor | None = None
        self.conduct: ConductDesk | None = None
        self.home = HomeDesk(session, workspace, choose, machine)
        self.home.desk.rail.set_footer(view_switch())
        self._stack = QStackedWidget()
        self._stack.addWidget(self.home)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)
        self.home.lock_wanted.connect(session.lock)
        self.home.begin_wanted.connect(lambda protocol: self._new_conductor().begin(protocol))
        self.home.open_wanted.connect(lambda interview: self._new_conductor().open(interview))
        self.home.amend_wanted.connect(lambda interview: self._new_conductor().amend(interview))
        self.home.seal_wanted.connect(lambda interview: self._new_conductor(SEAL).open(interview))
        #: Whether it is locked, not left: then what is open is to be opened again.
        self._locking = False
        session.about_to_lock.connect(self._note_where_one_is)
        session.about_to_close.connect(self._forget_what_is_open)
        self.home.reload()
        session.run(interviews.take_left_open, self._open_again, be_content)

    def _new_conductor(self, place: str | None = "") -> Conductor:
        """Return a conductor; once it has opened an interview, that is shown, at ``place`` if given.

        None is where it was changed last.
        """
        conductor = self._conductor = Conductor(self._session)
        this = weakref.ref(conductor)  # held by what it is connected to, it would never go, nor its interview
        conductor.opened.connect(lambda picture: self._show_interview(this(), picture, place))
        conductor.not_opened.connect(lambda error: self.home.say("error", error.code, **error.parameters))
        return conductor

    def _show_interview(
        self, conductor: Conductor | None, picture: InterviewPicture, place: str | None
    ) -> None:
        if conductor is None or conductor is not self._conductor or self.conduct is not None:
            return
        known = self.home.picture
        conduct = self.conduct = ConductDesk(
            self._session,
            conductor,
            self._choose,
            self._machine,
            practice=self._workspace.practice,
            has_office=known is not None and known.office is not None,
        )
        conduct.desk.rail.set_footer(self._view_switch())
        conduct.left.connect(self._go_home)
        conduct.sealed.connect(self._tell_sealed)
        conduct.office_wanted.connect(self._go_to_office)
        conduct.lock_wanted.connect(self._session.lock)
        self._stack.addWidget(conduct)
        self._stack.setCurrentWidget(conduct)
        conduct.show_picture(picture)
        if place := conductor.last_change if place is None else place:
            conduct.show_place(place)
        self._note(picture.interview, "")  # now that it could be shown: the program may die any time

    def _note_where_one_is(self) -> None:
        self._locking = True
        if self.conduct is not None and self.conduct.picture is not None:
            self._note(self.conduct.picture.interview, self.conduct.place)

    def _note(self, interview: str, place: str) -> None:
        """Keep inside the workspace what to open again when it is unlocked.

        Where nothing can be noted or found, the list is shown.
        """
        self._session.run(
            lambda workspace: interviews.leave_open(workspace, interview, place), be_content, be_content
        )

    def _forget_what_is_open(self) -> None:
        """Whoever leaves an interview, or the program, finds the list the next time."""
        if not self._locking:
            self._session.run(interviews.take_left_open, be_content, be_content)

    def _open_again(self, noted: tuple[str, str] | None) -> None:
        """Open what was open when the workspace was locked, unless something else was chosen meanwhile."""
        if noted is not None and self._conductor is None:
            interview, place = noted
            self._new_conductor(place or None).open(interview)

    def _go_home(self) -> None:
        """Show the list again; the interview's desk goes with all that was on it."""
        conduct, self.conduct, self._conductor = self.conduct, None, None
        self._forget_what_is_open()
        self._stack.setCurrentWidget(self.home)
        if conduct is not None:
            self._stack.removeWidget(conduct)
            conduct.deleteLater()
        self.home.interviews.notice.clear()
        self.home.show_room(INTERVIEWS)
        self.home.reload()

    def _go_to_office(self) -> None:
        self._go_home()
        self.home.show_room(OFFICE)

    def _tell_sealed(self, code: str) -> None:
        self._go_home()
        self.home.say("ok", "field.sealed", interview=code)
