"""The one window: an entry screen first, then the desk of whatever workspace was opened.

The core is loaded by the worker while the person reads or types, so what needs it waits for ``core_ready``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, QPoint, QRect, QSize
from PySide6.QtGui import QCloseEvent, QIcon
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from interview_kit.data import shipped
from interview_kit.errors import KitError
from interview_kit.messages import LANGUAGES, catalogue
from interview_kit_ui.entry.unlock import Unlock
from interview_kit_ui.preferences import Preferences
from interview_kit_ui.window_place import hand_on, remember, take_over
from interview_kit_ui.worker import Lane, Worker

if TYPE_CHECKING:
    from interview_kit.vault.checking import Findings
    from interview_kit_ui.entry.create import Create, NewWorkspace
    from interview_kit_ui.file_choice import Choice, Chooser
    from interview_kit_ui.locking import Locking
    from interview_kit_ui.machine_events import MachineEvents
    from interview_kit_ui.session import Session, State, WorkspacePicture
    from interview_kit_ui.sound.machine import Machine

#: What a window manager puts around a window, at most: it is known only once the window is on the screen.
FRAME: Final = QSize(16, 48)
#: Sizes with that frame.
MINIMUM: Final = QSize(1024, 640)
FIRST_SIZE: Final = QSize(1296, 848)


def program_icon() -> QIcon:
    """Return the icon of the program for its windows; Qt draws it in the sizes it needs."""
    return QIcon(str(shipped("resources", "icons", "interview-kit.svg")))


def _silence() -> Machine:
    from interview_kit_ui.sound.machine import NoMachine

    return NoMachine()


def _start_over(folder: Path | None) -> None:
    from interview_kit_ui.relaunch import relaunch

    hand_on()
    relaunch(folder)


def _choose_path(window: QWidget, lane: Lane, choice: Choice, on_chosen: Callable[[Path], None]) -> None:
    from interview_kit_ui.file_choice import ask_for_path

    ask_for_path(window, lane, choice, on_chosen)


class MainWindow(QMainWindow):
    """The window. ``folder`` names the workspace to unlock, None shows the welcome screen.

    ``replace`` ends the process in favour of a fresh one, ``choose`` asks for paths, ``machine`` makes the
    microphones and loudspeakers there are, once somebody interviews; tests bring their own.
    """

    def __init__(
        self,
        worker: Worker,
        preferences: Preferences,
        folder: Path | None,
        replace: Callable[[Path | None], object] = _start_over,
        choose: Chooser = _choose_path,
        machine: Callable[[], Machine] = _silence,
    ) -> None:
        super().__init__()
        self._worker, self._preferences = worker, preferences
        self._replace, self._choose, self._machine = replace, choose, machine
        self.session: Session | None = None
        self._waiting: Callable[[Session], None] | None = None
        self._closing = False
        self._screens = QStackedWidget()
        self.setCentralWidget(self._screens)
        self.setWindowTitle("Interview Kit")
        self.setWindowIcon(program_icon())
        self.fit_into(self.screen().availableGeometry())
        take_over(self)
        self._locking: Locking | None = None
        if folder is None:
            self._show_welcome()
        else:
            self._show_unlock(folder)

    @property
    def screen_shown(self) -> QWidget | None:
        """What fills the window now."""
        return self._cover or self._screens.currentWidget()

    @property
    def _cover(self) -> QWidget | None:
        """What hides everything, if it does."""
        cover = self._locking.cover if self._locking is not None else None
        return cover if cover is not None and cover.isVisible() else None

    def _start_over(self, folder: Path | None) -> None:
        """End this process in favour of a fresh one, whose window stands where this one does."""
        remember(self)
        self._replace(folder)

    def fit_into(self, room: QRect) -> None:
        """Take a good size in the middle of ``room``, frame included, and no more than there is."""
        whole = FIRST_SIZE.boundedTo(room.size())
        self.setMinimumSize(MINIMUM.boundedTo(room.size()) - FRAME)
        self.resize(whole - FRAME)
        self.move(room.center() - QRect(QPoint(), whole).center())

    def load_core(self) -> None:
        """Begin to load what opening a workspace needs, and make what locks it. The window appears first."""
        import interview_kit_ui.widgets.icons  # noqa: F401 - reads its drawings, so that no painting does
        from interview_kit_ui.locking import Locking

        app = QCoreApplication.instance()
        assert app is not None, "made before any window"
        self._locking = Locking(app, self, self._preferences)
        self._locking.wanted.connect(self._lock)
        self._worker.run(_load_core, lambda _none: self._core_ready(), self._show_failure)

    def heed(self, events: MachineEvents) -> None:
        """Lock when the machine says that it goes away; after ``load_core``."""
        assert self._locking is not None, "load_core made it"
        self._locking.heed(events)

    def closeEvent(self, event: QCloseEvent) -> None:
        # With nothing open there is nothing to wait for, and Qt ignores a second close inside the first.
        if self.session is None or self._closing or self.session.state.value == "closed":
            self._closing = True
            event.accept()
            return
        event.ignore()
        self._closing = True
        self._end_when_closed()

    # Before a workspace is open ---------------------------------------------------------------

    def _show_welcome(self) -> None:
        from interview_kit_ui.entry.welcome import Welcome
        from interview_kit_ui.file_choice import Choice, Wanted

        workspace = Choice(Wanted.FOLDER, "entry.open", "entry.open-this")
        welcome = Welcome(self._preferences, self._preferences.last_folder)
        welcome.last_wanted.connect(self._open_last)
        welcome.open_wanted.connect(lambda: self._ask(workspace, self._show_unlock))
        welcome.create_wanted.connect(self._show_create)
        self._show(welcome)

    def _show_unlock(self, folder: Path) -> None:
        unlock = Unlock(self._preferences, folder, self._worker.side)
        unlock.unlock_wanted.connect(lambda passphrase: self._unlock(unlock, passphrase))
        unlock.recover_wanted.connect(lambda code, passphrase: self._recover(unlock, code, passphrase))
        unlock.other_wanted.connect(self._show_welcome)
        self._show(unlock)
        self._when_ready(lambda session: self._tell_kind(session, unlock))

    def _show_create(self) -> None:
        from interview_kit_ui.entry.create import Create
        from interview_kit_ui.file_choice import Choice, Wanted

        place = Choice(Wanted.FOLDER, "entry.choose-place", "entry.use-this")
        create = Create(self._preferences, self._worker.side)
        create.folder_wanted.connect(lambda: self._ask(place, create.set_place))
        create.create_wanted.connect(lambda wanted: self._create(create, wanted))
        create.left.connect(self._show_welcome)
        self._show(create)

    def _open_last(self) -> None:
        last = self._preferences.last_folder
        if last is not None:
            self._show_unlock(last)

    def _ask(self, choice: Choice, on_chosen: Callable[[Path], None]) -> None:
        self._choose(self, self._worker.side, choice, on_chosen)

    def _tell_kind(self, session: Session, unlock: Unlock) -> None:
        """Say what a workspace tells before it is open: role, whether it is practice, how long to wait."""
        from interview_kit.vault.header import Header, Purpose, Role, read_header
        from interview_kit_ui.loading_ahead import FIELD, OFFICE, LoadingAhead

        def tell(header: Header) -> None:
            LoadingAhead(OFFICE if header.role is Role.OFFICE else FIELD, self)
            if self.screen_shown is unlock:
                unlock.set_practice(header.purpose is Purpose.PRACTICE)
                unlock.set_kind(f"entry.unlock-{header.role.value}")

        def refuse(error: KitError) -> None:
            if self.screen_shown is unlock:
                unlock.show_refusal(error)

        self._worker.run(lambda: read_header(unlock.folder), tell, refuse)
        self._let_wait(session, unlock)

    def _let_wait(self, session: Session, unlock: Unlock) -> None:
        def wait(seconds: int) -> None:
            if self.screen_shown is unlock:
                unlock.set_wait(seconds)

        session.seconds_to_wait(unlock.folder, wait)

    def _unlock(self, unlock: Unlock, passphrase: str) -> None:
        def begin(session: Session) -> None:
            def refuse(error: KitError) -> None:
                unlock.show_refusal(error)
                self._let_wait(session, unlock)

            session.unlock(unlock.folder, passphrase, refuse)

        unlock.set_busy(True)
        self._when_ready(begin)

    def _recover(self, unlock: Unlock, code: str, passphrase: str) -> None:
        unlock.set_busy(True)
        self._when_ready(
            lambda session: session.recover(unlock.folder, code, passphrase, unlock.show_refusal)
        )

    def _create(self, create: Create, wanted: NewWorkspace) -> None:
        def begin(session: Session) -> None:
            from interview_kit.vault.header import Purpose

            purpose = Purpose.PRACTICE if wanted.practice else Purpose.REAL
            place = (wanted.folder, wanted.name, purpose, wanted.passphrase)
            if wanted.office:
                session.create_office(*place, wanted.custodian, create.show_refusal)
            else:
                session.create_field(*place, create.show_refusal)

        create.set_busy(True)
        self._when_ready(begin)

    # The core and the session -----------------------------------------------------------------

    def _core_ready(self) -> None:
        if self._closing:
            return
        from interview_kit_ui.session import Session

        self.session = Session(self._worker, self._start_over, self)
        self.session.opened.connect(self._opened)
        self.session.failed.connect(self._show_failure)
        self.session.state_changed.connect(self._state_changed)
        assert self._locking is not None, "load_core made it"
        self._locking.follow(self.session)
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            waiting(self.session)

    def _when_ready(self, action: Callable[[Session], None]) -> None:
        """Run ``action`` as soon as the core is loaded; a later one takes the place of one that waits."""
        if self.session is not None:
            action(self.session)
        else:
            self._waiting = action

    def _state_changed(self, state: State) -> None:
        from interview_kit_ui.session import State

        if self._closing and state in (State.CLOSED, State.OPEN):
            self._end_when_closed()

    def _lock(self) -> None:
        if self.session is not None:
            self.session.lock()

    def _end_when_closed(self) -> None:
        """Close the workspace, then the window; while a passphrase is tried, as soon as that is over."""
        assert self.session is not None, "asked for only once there is a session"
        self.session.quit(self.close)

    def _opened(self, picture: WorkspacePicture) -> None:
        if self._closing:
            return
        self._preferences.remember_folder(picture.folder)
        if picture.opened_by == "making":
            self._show_recovery_sheet(picture)
        else:
            self._show_desk(picture)

    def _show_recovery_sheet(self, picture: WorkspacePicture) -> None:
        from interview_kit_ui.care.recovery_screen import RecoveryScreen

        assert self.session is not None, "it has just made a workspace"
        screen = RecoveryScreen(self._preferences, self.session, self._ask)
        screen.set_practice(picture.practice)
        screen.left.connect(lambda held: self._show_desk(replace(picture, sheet_owed=not held)))
        self._show(screen)

    def _show_desk(self, picture: WorkspacePicture) -> None:
        from interview_kit.vault.header import Role

        assert self.session is not None, "it has just opened a workspace"
        desk: QWidget
        if picture.role is Role.OFFICE:
            from interview_kit_ui.office.desk import OfficeDesk
            from interview_kit_ui.widgets.rail import Rail

            desk = OfficeDesk(self.session, picture, self._choose)
            for rail in desk.findChildren(Rail):
                rail.set_footer(self._view_switch())
        else:
            from interview_kit_ui.field.desk import FieldDesk

            machine = self._machine()
            desk = FieldDesk(self.session, picture, self._choose, self._view_switch, machine)
        self._show(desk)
        self.session.look_over(self._tell_findings)

    def _tell_findings(self, found: Findings) -> None:
        from interview_kit_ui.care.findings_sheet import tell_findings

        if self._cover is None:  # the next opening tells it again
            tell_findings(self, found)

    def _view_switch(self) -> QWidget:
        from interview_kit_ui.view_switch import ViewSwitch

        return ViewSwitch(self._preferences, locking=True)

    def _show_failure(self, error: KitError) -> None:
        from interview_kit_ui.error_sheet import show_error

        if self._cover is None:  # whoever looks at the cover is not to read it
            show_error(self, error)

    def _show(self, screen: QWidget) -> None:
        """Put a screen in place of the one before, which goes with all it held."""
        before = self._screens.currentWidget()
        self._screens.addWidget(screen)
        self._screens.setCurrentWidget(screen)
        if before is not None:
            self._screens.removeWidget(before)
            before.deleteLater()
        screen.setFocus()


def _load_core() -> None:
    """Import what is slow to import, and read what ships with the program: words, protocols, places."""
    import mnemonic  # noqa: F401 - as those below, imported for its weight: the list is shown beside
    import segno  # noqa: F401 - the laptop's fingerprint, which asks for both

    import interview_kit.care_words
    import interview_kit.trust.own
    import interview_kit.vault.interviews  # noqa: F401
    from interview_kit.protocol import library
    from interview_kit.values.place_index import place_index

    for language in LANGUAGES:
        catalogue(language)
    library.shipped_protocols()
    place_index()
