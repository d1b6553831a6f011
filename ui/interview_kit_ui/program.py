"""Puts the program together and runs it."""

from __future__ import annotations

import argparse
import os
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from interview_kit import portable, settings
from interview_kit.guard import leave_no_traces
from interview_kit.messages import LANGUAGES, say, system_language
from interview_kit_ui import theme
from interview_kit_ui.first_paint import FirstPaint
from interview_kit_ui.preferences import Preferences
from interview_kit_ui.window import MainWindow
from interview_kit_ui.worker import Worker

if TYPE_CHECKING:
    from PySide6.QtCore import QMessageLogContext
    from PySide6.QtGui import QSessionManager

    from interview_kit_ui.sound.machine import Machine


def run() -> int:
    """Open the window and return the exit status when it was closed."""
    wanted = _arguments()
    leave_no_traces()
    portable.keep_to_the_stick()
    app = _application(wanted.language)
    app.setApplicationName("Interview Kit")
    theme.prepare(app)
    app.commitDataRequest.connect(_stay_out_of_session)
    if sys.platform in ("win32", "darwin"):
        from interview_kit_ui.screen_capture import ScreenCaptureGuard

        ScreenCaptureGuard(app)
    worker = Worker(app)
    preferences = Preferences(worker, settings.default_file(), app)
    preferences.show()
    if wanted.language:
        preferences.use_language(wanted.language)
    window = MainWindow(worker, preferences, wanted.folder, machine=partial(_sound, app))
    window.show()
    window.activateWindow()  # without a window manager nobody else does, and shortcuts ask for it
    FirstPaint(window, lambda: _begin(app, window))
    status = app.exec()
    worker.shutdown()
    return status


def _begin(app: QApplication, window: MainWindow) -> None:
    """Do what nobody waits for: the window can be seen, and its passphrase typed."""
    from interview_kit_ui import spoken_roles
    from interview_kit_ui.garbage import GarbageCollection
    from interview_kit_ui.help.help_key import HelpKey
    from interview_kit_ui.widgets.primary_selection import PrimarySelectionGuard

    GarbageCollection(app)
    PrimarySelectionGuard(app)
    spoken_roles.prepare()
    window.load_core()
    HelpKey(app, window)
    _listen_to_machine(app, window)


def _sound(app: QApplication) -> Machine:
    """Return this computer's sound. Nobody waits for it before an interview."""
    from interview_kit_ui.sound.qt_machine import QtMachine

    return QtMachine(app)


def _application(language: str | None) -> QApplication:
    """Return the application. Where it can have no window, say so and end before Qt aborts."""

    def tell_no_display(kind: QtMsgType, _where: QMessageLogContext, _words: str | None) -> None:
        if kind is QtMsgType.QtFatalMsg:
            sys.stderr.write(f"{say('entry.no-display', language or system_language())}\n")
            sys.stderr.flush()
            os._exit(1)

    qInstallMessageHandler(tell_no_display)
    app = QApplication(sys.argv[:1])
    qInstallMessageHandler(_tell_place_only)
    return app


def _tell_place_only(kind: QtMsgType, where: QMessageLogContext, _words: str | None) -> None:
    """Say what kind of message came from where: its words may quote what is on the screen."""
    if kind is not QtMsgType.QtDebugMsg and sys.stderr is not None:
        sys.stderr.write(f"{kind.name} in {where.category} at {where.file or '?'}:{where.line}\n")


def _stay_out_of_session(session: QSessionManager) -> None:
    """A desktop that restores programs at login would write down with which workspace."""
    session.setRestartHint(QSessionManager.RestartHint.RestartNever)


def _listen_to_machine(app: QApplication, window: MainWindow) -> None:
    """Let the window lock when the machine goes to sleep."""
    from interview_kit_ui.sleep_watch import SleepWatch

    window.heed(SleepWatch(app))
    if sys.platform == "win32":
        from interview_kit_ui.windows_events import WindowsEvents

        window.heed(WindowsEvents(app, int(window.winId())))
    elif sys.platform == "linux":
        from PySide6.QtDBus import QDBusConnection

        from interview_kit_ui.power_events import PowerEvents

        window.heed(PowerEvents(QDBusConnection.systemBus(), QDBusConnection.sessionBus(), app))


def _arguments() -> argparse.Namespace:
    given = sys.argv[1:]
    if len(given) < 2 and not "".join(given).startswith("-"):  # as it starts over when it locks
        return argparse.Namespace(folder=Path(given[0]) if given else None, language=None)
    parser = argparse.ArgumentParser(
        prog="interview-kit-desktop", description="Record testimony offline, and seal it for the office."
    )
    parser.add_argument("folder", metavar="FOLDER", nargs="?", type=Path, help="the workspace to unlock")
    parser.add_argument("--language", choices=list(LANGUAGES), help="language of the program")
    return parser.parse_args()
