"""``interview-kit-desktop``: puts the program together and runs it."""

from __future__ import annotations

import argparse
import os
import sys
import traceback
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from interview_kit import settings
from interview_kit.messages import LANGUAGES, say, system_language
from interview_kit_ui import theme
from interview_kit_ui.preferences import Preferences
from interview_kit_ui.widgets.primary_selection import PrimarySelectionGuard
from interview_kit_ui.window import MainWindow
from interview_kit_ui.worker import Worker


def main() -> int:
    """Open the window and return the exit status when it was closed."""
    wanted = _arguments()
    _leave_no_traces()
    app = _application(wanted.language or system_language())
    app.setApplicationName("Interview Kit")
    theme.prepare(app)
    PrimarySelectionGuard(app)
    worker = Worker(app)
    preferences = Preferences(worker, settings.default_file(), app)
    preferences.show()
    if wanted.language:
        preferences.use_language(wanted.language)
    window = MainWindow(worker, preferences, wanted.folder)
    window.show()
    window.activateWindow()  # without a window manager nobody else does, and shortcuts ask for it
    window.load_core()
    status = app.exec()
    worker.shutdown()
    return status


def _application(language: str) -> QApplication:
    """Return the application. Where it can have no window, say so and end before Qt aborts."""

    def tell(kind: QtMsgType, _where: QMessageLogContext, _words: str | None) -> None:
        if kind is QtMsgType.QtFatalMsg:
            sys.stderr.write(f"{say('entry.no-display', language)}\n")
            sys.stderr.flush()
            os._exit(1)

    before = qInstallMessageHandler(tell)
    app = QApplication(sys.argv[:1])
    qInstallMessageHandler(before)
    return app


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="interview-kit-desktop", description="Record testimony offline, and seal it for the office."
    )
    parser.add_argument("folder", metavar="FOLDER", nargs="?", type=Path, help="the workspace to unlock")
    parser.add_argument("--language", choices=list(LANGUAGES), help="language of the program")
    return parser.parse_args()


def _leave_no_traces() -> None:
    """Keep what is in memory out of crash reports: no core file, no text of an exception on stderr."""
    sys.excepthook = _tell_place_only
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _tell_place_only(kind: type[BaseException], _error: BaseException, frames: TracebackType | None) -> None:
    """Say what kind of error happened where. Its message may hold what a witness said."""
    places = [f"{Path(frame.filename).name}:{frame.lineno}" for frame in traceback.extract_tb(frames)]
    sys.stderr.write(f"{kind.__name__} at {' '.join(places)}\n")


if __name__ == "__main__":
    sys.exit(main())
