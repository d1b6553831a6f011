"""The machine goes to sleep and says so, over a real bus of the test's own. Its services are stood in for."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from itertools import count

import pytest
from PySide6.QtCore import QObject
from PySide6.QtDBus import (
    QDBusConnection,
    QDBusMessage,
    QDBusObjectPath,
    QDBusUnixFileDescriptor,
    QDBusVariant,
    QDBusVirtualObject,
)
from pytestqt.qtbot import QtBot

from interview_kit_ui.power_events import PowerEvents
from interview_kit_ui.sleep_watch import SleepWatch, lost_time

pytestmark = pytest.mark.skipif(os.name != "posix", reason="D-Bus is not there")

_NUMBERS = count()
_LOGIN = "org.freedesktop.login1"
_MANAGER = "org.freedesktop.login1.Manager"
_SESSION = "/org/freedesktop/login1/session/_31"
_SUBPATHS = QDBusConnection.VirtualObjectRegisterOption.SubPath


class Services(QDBusVirtualObject):
    """What stands behind login1 and UPower: it answers calls and remembers them."""

    def __init__(self, bus: QDBusConnection, parent: QObject) -> None:
        super().__init__(parent)
        self.bus = bus
        self.truths: dict[str, bool] = {"LidIsClosed": False, "LidClosed": False, "LockedHint": False}
        self.asked: list[str] = []
        self.refuses_delays = False
        self.delays: list[int] = []

    def introspect(self, path: str) -> str:
        return ""

    def handleMessage(self, message: QDBusMessage, connection: QDBusConnection) -> bool:  # noqa: N802 - Qt's
        self.asked.append(message.member())
        if message.member() == "Inhibit" and not self.refuses_delays:
            assert message.arguments()[::3] == ["sleep", "delay"]
            mine, theirs = os.pipe()
            os.set_blocking(mine, False)
            self.delays.append(mine)
            reply = message.createReply(QDBusUnixFileDescriptor(theirs))
            os.close(theirs)
        elif message.member() == "GetSession":
            reply = message.createReply(QDBusObjectPath(_SESSION))
        elif message.member() == "Get":
            reply = message.createReply(QDBusVariant(self.truths[message.arguments()[1]]))
        else:
            reply = message.createErrorReply("org.freedesktop.DBus.Error.Failed", "not now")
        return connection.send(reply)

    def tell(self, path: str, interface: str, name: str, *values: object) -> None:
        message = QDBusMessage.createSignal(path, interface, name)
        message.setArguments(list(values))
        assert self.bus.send(message)

    def sleep(self, begins: bool) -> None:
        self.tell("/org/freedesktop/login1", _MANAGER, "PrepareForSleep", begins)

    def change(self, path: str, interface: str, name: str, truth: bool) -> None:
        self.truths[name] = truth
        self.tell(path, "org.freedesktop.DBus.Properties", "PropertiesChanged", interface, {name: truth}, [])

    @property
    def delayed(self) -> bool:
        """Whether the program holds the machine back from sleeping."""
        held = []
        for descriptor in self.delays:
            try:
                held.append(os.read(descriptor, 1) != b"")
            except BlockingIOError:
                held.append(True)
        return any(held)


@pytest.fixture(scope="module")
def bus_address() -> Iterator[str]:
    if shutil.which("dbus-daemon") is None:
        pytest.skip("dbus-daemon is not installed")
    command = ["dbus-daemon", "--session", "--nofork", "--print-address=1"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as daemon:
        assert daemon.stdout is not None
        yield daemon.stdout.readline().strip()
        daemon.terminate()


@pytest.fixture
def connect(bus_address: str) -> Iterator[Callable[[], QDBusConnection]]:
    names = []

    def make() -> QDBusConnection:
        names.append(f"test-{next(_NUMBERS)}")
        made = QDBusConnection.connectToBus(bus_address, names[-1])
        assert made.isConnected()
        return made

    yield make
    for name in names:
        QDBusConnection.disconnectFromBus(name)


@pytest.fixture
def services(connect: Callable[[], QDBusConnection], qapp: QObject) -> Iterator[Services]:
    bus = connect()
    made = Services(bus, qapp)
    assert bus.registerVirtualObject("/org/freedesktop", made, _SUBPATHS)
    assert bus.registerService(_LOGIN)
    assert bus.registerService("org.freedesktop.UPower")
    yield made
    for descriptor in made.delays:
        os.close(descriptor)
    made.deleteLater()


@pytest.fixture
def events(services: Services, connect: Callable[[], QDBusConnection], qtbot: QtBot) -> Iterator[PowerEvents]:
    bus = connect()
    made = PowerEvents(bus, bus)
    # it has asked what holds now, of lid and session
    qtbot.waitUntil(lambda: services.asked.count("Get") == 3)
    yield made
    made.release()
    made.deleteLater()


def test_sleep_is_told_before_it_begins_and_waits_until_all_is_closed(
    services: Services, events: PowerEvents, qtbot: QtBot
) -> None:
    events.hold()
    qtbot.waitUntil(lambda: services.delayed)
    with qtbot.waitSignal(events.going_away):
        services.sleep(True)
    assert services.delayed
    events.release()
    assert not services.delayed


def test_nothing_holds_sleep_back_while_nothing_is_open(
    services: Services, events: PowerEvents, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(events.going_away):
        services.sleep(True)
    events.hold()
    events.release()  # before the system has answered
    qtbot.waitUntil(lambda: bool(services.delays))
    qtbot.waitUntil(lambda: not services.delayed)


def test_a_process_that_took_our_place_holds_nothing_back(
    services: Services, events: PowerEvents, qtbot: QtBot
) -> None:
    events.hold()
    qtbot.waitUntil(lambda: services.delayed)
    assert events._delay is not None
    assert not os.get_inheritable(events._delay)


def test_a_delay_refused_in_the_midst_of_falling_asleep_is_asked_for_after_waking(
    services: Services, events: PowerEvents, qtbot: QtBot
) -> None:
    services.refuses_delays = True
    events.hold()
    qtbot.waitUntil(lambda: "Inhibit" in services.asked)
    services.refuses_delays = False
    qtbot.wait(50)
    services.sleep(False)
    qtbot.waitUntil(lambda: services.delayed)


@pytest.mark.parametrize(
    ("path", "interface", "name"),
    [
        ("/org/freedesktop/UPower", "org.freedesktop.UPower", "LidIsClosed"),
        ("/org/freedesktop/login1", _MANAGER, "LidClosed"),
        (_SESSION, "org.freedesktop.login1.Session", "LockedHint"),
    ],
)
def test_a_lid_that_closes_and_a_session_that_is_locked_are_told_once(
    path: str, interface: str, name: str, services: Services, events: PowerEvents, qtbot: QtBot
) -> None:
    told: list[str] = []
    events.going_away.connect(lambda: told.append(name))
    services.change(path, interface, name, True)
    qtbot.waitUntil(lambda: told == [name])
    for truth in (True, False):  # another property changes, and later this one back
        services.change(path, interface, name, truth)
    qtbot.waitUntil(lambda: services.asked.count("Get") == 6)
    qtbot.wait(50)
    assert told == [name]


@pytest.mark.parametrize(
    ("path", "interface", "name", "values"),
    [
        (_SESSION, "org.freedesktop.login1.Session", "Lock", ()),
        ("/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver", "ActiveChanged", (True,)),
        ("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver", "ActiveChanged", (True,)),
    ],
)
def test_a_desktop_that_locks_its_screen_is_heard(
    path: str,
    interface: str,
    name: str,
    values: tuple[bool, ...],
    services: Services,
    events: PowerEvents,
    qtbot: QtBot,
) -> None:
    qtbot.wait(50)  # it has listened to the session since it learnt of it
    with qtbot.waitSignal(events.going_away):
        services.tell(path, interface, name, *values)


def test_another_persons_session_and_a_screen_that_is_unlocked_mean_nothing(
    services: Services, events: PowerEvents, qtbot: QtBot
) -> None:
    told: list[str] = []
    events.going_away.connect(lambda: told.append("away"))
    services.tell("/org/freedesktop/login1/session/_32", "org.freedesktop.login1.Session", "Lock")
    services.tell("/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver", "ActiveChanged", False)
    services.sleep(False)
    services.sleep(True)
    qtbot.waitUntil(lambda: bool(told))
    assert told == ["away"]


def test_where_there_is_no_bus_nothing_fails(qtbot: QtBot) -> None:
    nowhere = QDBusConnection.connectToBus("unix:path=/nowhere/at/all", "test-nowhere")
    events = PowerEvents(nowhere, nowhere)
    events.hold()
    events.release()
    assert not nowhere.isConnected()


def test_a_bus_without_services_fails_nothing(connect: Callable[[], QDBusConnection], qtbot: QtBot) -> None:
    bus = connect()
    events = PowerEvents(bus, bus)
    events.hold()
    qtbot.wait(100)
    events.release()
    assert events._delay is None


def test_time_that_was_slept_through_is_noticed_at_the_next_look(qtbot: QtBot) -> None:
    slept = [100.0]
    watch = SleepWatch(lost=lambda: slept[0])
    told: list[str] = []
    watch.going_away.connect(lambda: told.append("away"))
    watch.look()
    slept[0] += 0.4  # clocks are read one after the other
    watch.look()
    assert told == []
    slept[0] += 3600
    watch.look()
    watch.look()
    assert told == ["away"]


def test_no_time_is_lost_while_awake() -> None:
    before = lost_time()
    time.sleep(0.2)
    assert abs(lost_time() - before) < 0.1
