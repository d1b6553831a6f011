"""The program, whose passphrase is typed as soon as the core is loaded and something more: see ``screen.py``.

It writes three numbers of milliseconds and ends: from the derived key to the painted list, how much of the
processor that took, and the longest the event loop stood still meanwhile.
"""

from __future__ import annotations

import os
import sys
import time
from typing import TYPE_CHECKING

from interview_kit import demo
from interview_kit_ui import app

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

#: How long a person takes to type a passphrase, at least.
TYPING = 1.5


def main() -> int:
    """Start the program as a person does, on the workspace that is named."""
    program = app.load()
    from PySide6.QtCore import QObject, Qt, QTimer
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    class Typist(QObject):
        """Types the passphrase and waits for the list. A timer that comes late tells of a stall."""

        def __init__(self, app: QApplication) -> None:
            super().__init__(app)
            self._ready, self._derived, self._used, self._pressed = 0.0, 0.0, 0.0, False
            self._last, self._longest = time.perf_counter(), 0.0
            self._timer = QTimer(self, interval=2)
            self._timer.timeout.connect(self._look)
            self._timer.start()

        def _look(self) -> None:
            now = time.perf_counter()
            windows = (one for one in QApplication.topLevelWidgets() if isinstance(one, program.MainWindow))
            window = next(windows, None)
            if window is None or window.session is None:
                return
            self._ready = self._ready or now
            if self._derived:
                self._longest = max(self._longest, now - self._last)
            self._last = now
            if not self._pressed and now > self._ready + TYPING:
                self._type()
            picture = getattr(getattr(window.screen_shown, "home", None), "picture", None)
            if picture is not None:
                window.repaint()
                took, used = time.perf_counter() - self._derived, time.process_time() - self._used
                sys.stdout.write(f"{took * 1000:.1f} {used * 1000:.1f} {self._longest * 1000:.1f}\n")
                sys.stdout.flush()
                os._exit(0)

        def _type(self) -> None:
            self._pressed = True
            self._note_derivation()
            QTest.keyClicks(QApplication.focusWidget(), demo.PASSPHRASE)
            QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)

        def _note_derivation(self) -> None:
            from interview_kit.crypto import keys

            derive = keys.derive_from_passphrase

            def noting(*about: object) -> object:
                try:
                    return derive(*about)
                finally:
                    self._derived, self._used = time.perf_counter(), time.process_time()

            keys.derive_from_passphrase = noting

    plain = program._application

    def watched(language: str | None) -> QApplication:
        made = plain(language)
        Typist(made)
        return made

    program._application = watched
    return program.run()


if __name__ == "__main__":
    sys.exit(main())
