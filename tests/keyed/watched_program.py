"""The whole desktop program in a process of its own, in front of which an eye tells what is to be seen.

Started like the program. Each line on standard input, ``KEYS SECONDS WHAT``, is a question: what is there to
be seen once so many keys have arrived and everything is at rest, or when so many seconds have gone by? With
``whole`` for ``WHAT`` every answer is told too. What is seen comes as a line of JSON on standard output.
Nothing else comes in here: who uses the program presses keys.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping

from PySide6.QtCore import QSocketNotifier

from interview_kit_ui import program
from interview_kit_ui.window import MainWindow
from tests.keyed.eye import Eye, watch_lanes


class WatchedWindow(MainWindow):
    """The window, and an eye in front of it."""

    def load_core(self) -> None:
        self._eye = Eye(self)
        self._asked = b""
        self._notifier = QSocketNotifier(0, QSocketNotifier.Type.Read)
        self._notifier.activated.connect(self._hear)
        super().load_core()

    def _hear(self, *_: object) -> None:
        arrived = os.read(0, 4096)
        if not arrived:  # nobody looks any more
            self._notifier.setEnabled(False)
        self._asked += arrived
        *lines, self._asked = self._asked.split(b"\n")
        for line in lines:
            keys, seconds, what = line.split()
            self._eye.when_still(int(keys), float(seconds), _tell, whole=what == b"whole")


def _tell(seen: Mapping[str, object]) -> None:
    sys.stdout.write(json.dumps(seen) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    watch_lanes()
    program.MainWindow = WatchedWindow  # type: ignore[attr-defined]  # the same window, with an eye in front
    sys.exit(program.run())
