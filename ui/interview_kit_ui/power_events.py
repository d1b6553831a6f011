"""What Linux tells over D-Bus: sleep is near, the lid closes, the desktop locks its screen.

Where there is no bus, or nobody on it, nothing is told and nothing fails; ``SleepWatch`` remains. Every call
is asynchronous: the window waits for none.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial
from typing import Any, Final, cast

from PySide6.QtCore import SLOT, QObject, Slot
from PySide6.QtDBus import (
    QDBusConnection,
    QDBusMessage,
    QDBusObjectPath,
    QDBusPendingCallWatcher,
    QDBusUnixFileDescriptor,
    QDBusVariant,
)

from interview_kit_ui.machine_events import MachineEvents

_LOGIN: Final = "org.freedesktop.login1"
_LOGIN_PATH: Final = "/org/freedesktop/login1"
_MANAGER: Final = "org.freedesktop.login1.Manager"
_SESSION: Final = "org.freedesktop.login1.Session"
_POWER: Final = "org.freedesktop.UPower"
_POWER_PATH: Final = "/org/freedesktop/UPower"
_PROPERTIES: Final = "org.freedesktop.DBus.Properties"
#: Interfaces by which desktops tell on the session bus that their screen is locked.
_SCREENS: Final = (
    "org.freedesktop.ScreenSaver",
    "org.gnome.ScreenSaver",
    "org.cinnamon.ScreenSaver",
    "org.mate.ScreenSaver",
    "org.xfce.ScreenSaver",
)


class PowerEvents(MachineEvents):
    """Listens to login1, to UPower for the lid, and to the desktop's own lock.

    ``hold`` takes login1's delay before sleep. It ends by ``release`` or with the process, so also when
    locking replaces it.
    """

    def __init__(
        self, system: QDBusConnection, session: QDBusConnection, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._system = system
        self._wanted = self._asked = False
        self._delay: int | None = None
        self._session_path = ""
        self._was: dict[str, bool] = {}
        if system.isConnected():
            self._listen()
        if session.isConnected():
            for interface in _SCREENS:
                # any path and owner: desktops differ, and who else sends this can only make us lock
                session.connect("", "", interface, "ActiveChanged", self, _slot("screen_locked(bool)"))

    def hold(self) -> None:
        self._wanted = True
        if self._delay is not None or self._asked or not self._system.isConnected():
            return
        self._asked = True
        reason = ("sleep", "Interview Kit", "The workspace is being closed", "delay")
        self._ask(_LOGIN, _LOGIN_PATH, _MANAGER, "Inhibit", reason, self._take_delay)

    def release(self) -> None:
        self._wanted = False
        if self._delay is not None:
            os.close(self._delay)
            self._delay = None

    @Slot(bool)
    def sleep_nears(self, begins: bool) -> None:
        """Sleep is near, or it is over."""
        if begins:
            self.going_away.emit()
        elif self._wanted:
            self.hold()  # refused while sleep was already near

    @Slot()
    def lock_asked(self) -> None:
        """The desktop's session is to be locked."""
        self.going_away.emit()

    @Slot(bool)
    def screen_locked(self, locked: bool) -> None:
        """The desktop's screen was locked or unlocked."""
        if locked:
            self.going_away.emit()

    @Slot()
    def look_at_lid(self) -> None:
        """Something about the machine's power changed: ask whether its lid is closed."""
        self._ask_whether(_POWER, _POWER_PATH, _POWER, "LidIsClosed")

    @Slot()
    def look_at_login(self) -> None:
        """Something about the whole machine changed."""
        self._ask_whether(_LOGIN, _LOGIN_PATH, _MANAGER, "LidClosed")

    @Slot()
    def look_at_session(self) -> None:
        """Something about this person's session changed: ask whether its screen is locked."""
        self._ask_whether(_LOGIN, self._session_path, _SESSION, "LockedHint")

    def _listen(self) -> None:
        bus = self._system
        bus.connect(_LOGIN, _LOGIN_PATH, _MANAGER, "PrepareForSleep", self, _slot("sleep_nears(bool)"))
        changed = "PropertiesChanged"
        bus.connect(_POWER, _POWER_PATH, _PROPERTIES, changed, self, _slot("look_at_lid()"))
        bus.connect(_LOGIN, _LOGIN_PATH, _PROPERTIES, changed, self, _slot("look_at_login()"))
        self.look_at_lid()
        self.look_at_login()
        # A program that the desktop started lies in no session of its own; "auto" then finds the person's.
        which = (os.environ.get("XDG_SESSION_ID") or "auto",)
        self._ask(_LOGIN, _LOGIN_PATH, _MANAGER, "GetSession", which, self._listen_to_session)

    def _listen_to_session(self, path: object) -> None:
        if isinstance(path, QDBusObjectPath):
            self._session_path = path.path()
            at = (_LOGIN, self._session_path)
            self._system.connect(*at, _SESSION, "Lock", self, _slot("lock_asked()"))
            self._system.connect(*at, _PROPERTIES, "PropertiesChanged", self, _slot("look_at_session()"))
            self.look_at_session()

    def _take_delay(self, descriptor: object) -> None:
        self._asked = False
        if isinstance(descriptor, QDBusUnixFileDescriptor) and descriptor.isValid():
            # Ours from here on. It is closed by exec, so that a process put in our place does not hold it.
            self._delay = descriptor.takeFileDescriptor()
            if not self._wanted:
                self.release()

    def _ask_whether(self, service: str, path: str, interface: str, name: str) -> None:
        """Lock if a property became true; what it is at the first look is nothing new.

        The news of a change is not read, since Qt hands it over undecoded: the property is asked for.
        """

        def tell(value: object) -> None:
            now = (value.variant() if isinstance(value, QDBusVariant) else value) is True
            before, self._was[name] = self._was.get(name, True), now
            if now and not before:
                self.going_away.emit()

        self._ask(service, path, _PROPERTIES, "Get", (interface, name), tell)

    def _ask(
        self,
        service: str,
        path: str,
        interface: str,
        method: str,
        arguments: tuple[str, ...],
        on_reply: Callable[[Any], None],
    ) -> None:
        """Call a method; ``on_reply`` receives what it returns, or None where it fails."""
        message = QDBusMessage.createMethodCall(service, path, interface, method)
        message.setArguments(list(arguments))
        message.setAutoStartService(False)  # asking must not start a service that this system does not run
        watcher = QDBusPendingCallWatcher(self._system.asyncCall(message), self)
        watcher.finished.connect(partial(_hand_over, watcher, on_reply))


def _slot(signature: str) -> bytes:
    return cast(bytes, SLOT(signature))  # PySide declares bytes here and takes nothing but text


def _hand_over(watcher: QDBusPendingCallWatcher, on_reply: Callable[[Any], None], *_same: object) -> None:
    replied = [] if watcher.isError() else watcher.reply().arguments()
    watcher.deleteLater()
    on_reply(replied[0] if replied else None)
