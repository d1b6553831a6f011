"""All that locks: the key, idle time, the machine. And what is seen of it: a countdown, a cover."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtWidgets import QMainWindow

from interview_kit_ui.cover import Cover
from interview_kit_ui.idle_lock import IdleLock
from interview_kit_ui.idle_strip import IdleStrip
from interview_kit_ui.lock_key import LockKey
from interview_kit_ui.machine_events import MachineEvents
from interview_kit_ui.preferences import Preferences
from interview_kit_ui.widgets.confidential_clipboard import ConfidentialClipboard
from interview_kit_ui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from interview_kit_ui.session import Session, State


class Locking(QObject):
    """Belongs to the one window. Signal: ``wanted()``: lock now.

    ``follow(session)`` once there is one: time counts while its workspace is open. ``heed(events)`` adds a
    source of news from the machine.
    """

    wanted = Signal()

    def __init__(self, app: QCoreApplication, window: QMainWindow, preferences: Preferences) -> None:
        super().__init__(window)
        self._window = window
        self._preferences = preferences
        self._session: Session | None = None
        self._machine: list[MachineEvents] = []
        self._clipboard = ConfidentialClipboard(self)
        self._strip, self.cover = IdleStrip(window), Cover(window)
        self.idle = IdleLock(app, self)
        self._set_minutes()
        LockKey(app, self).pressed.connect(self.wanted)
        preferences.changed.connect(self._set_minutes)
        self.idle.countdown.connect(self._strip.tell)
        self.idle.returned.connect(self._show_again)
        self.idle.due.connect(self._be_alone)

    def follow(self, session: Session) -> None:
        """Watch over the session's workspace while it is open."""
        self._session = session
        session.state_changed.connect(self._follow_state)
        session.about_to_close.connect(self._clipboard.forget)
        session.rested.connect(self._end_of_work)

    def heed(self, events: MachineEvents) -> None:
        """Lock when the machine says that it goes away."""
        self._machine.append(events)
        events.going_away.connect(self.wanted)

    def _follow_state(self, state: State) -> None:
        from interview_kit_ui.session import State

        self.idle.watch(state is State.OPEN)
        for events in self._machine:
            # the delay of sleep ends with the process, so that closing is over by then
            (events.release if state is State.CLOSED else events.hold)()
        if state is State.CLOSING:
            self._hide_all()

    def _set_minutes(self) -> None:
        self.idle.set_minutes(self._preferences.idle_minutes)

    def _be_alone(self) -> None:
        """Nobody has been there for the whole time."""
        self._strip.hide()
        if self._session is None or not self._session.going_on:
            self.wanted.emit()
        elif self._session.recording:
            self.cover.lay("entry.covered-recording")
        else:
            self.cover.lay("entry.covered-working")

    def _end_of_work(self) -> None:
        if self.idle.over:
            self.wanted.emit()

    def _show_again(self) -> None:
        self._strip.hide()
        self.cover.lift()

    def _hide_all(self) -> None:
        """From now on nothing can be read or pressed."""
        self._strip.hide()
        self.cover.lay("entry.closing")
        for sheet in self._window.findChildren(Sheet):
            sheet.hide()
        screens = self._window.centralWidget()
        if screens is not None:
            screens.hide()
        self.cover.setFocus()
