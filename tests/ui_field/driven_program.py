"""The whole desktop program in a process of its own, which does what it reads on its standard input.

Run it as a program with the workspace as argument. It prints ``ready``, then reads three lines: the
passphrase, a name to type into the interview at the top of the list, and ``lock`` or ``quit``; it prints
``typed`` once the name is saved. Secrets come by standard input: they stand in no command line. Whatever asks
for a temporary file is told on standard error.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator

from PySide6.QtCore import QSocketNotifier, Qt, QTimer, qWarning
from PySide6.QtGui import QAccessible, QGuiApplication, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from interview_kit_ui import program
from interview_kit_ui.entry.unlock import Unlock
from interview_kit_ui.field.desk import FieldDesk
from interview_kit_ui.widgets.words import Words
from interview_kit_ui.window import MainWindow

CTRL = Qt.KeyboardModifier.ControlModifier
Step = Callable[[], object]


class DrivenWindow(MainWindow):
    """The window, with somebody in front of it."""

    def load_core(self) -> None:
        super().load_core()
        self._story = self._use()
        self._holds = next(self._story)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._go_on)
        self._timer.start(20)

    def _go_on(self) -> None:
        if self._holds():
            self._holds = next(self._story, lambda: False)

    def _use(self) -> Iterator[Step]:
        """Each step yields what it waits for."""
        yield lambda: isinstance(self.screen_shown, Unlock) and QApplication.focusWidget()
        tell("ready")
        lines = Lines()
        yield lambda: len(lines.read) == 2
        passphrase, name = lines.read
        QTest.keyClicks(focus(), passphrase)
        QTest.keyClick(focus(), Qt.Key.Key_Return)
        yield lambda: isinstance(self.screen_shown, FieldDesk) and self.desk.home.picture
        QTest.keyClick(focus(), Qt.Key.Key_Return)
        yield lambda: self.desk.conduct is not None and self.desk.conduct.picture
        assert self.desk.conduct is not None
        rail = QAccessible.queryAccessibleInterface(self.desk.conduct.desk.rail)
        assert rail.role() is QAccessible.Role.Grouping, "screen readers are told what our widgets are"
        self.desk.conduct.show_section("/witness")
        yield QApplication.focusWidget
        typed = QInputMethodEvent("", [])
        typed.setCommitString(name)
        QApplication.sendEvent(focus(), typed)
        QTest.keyClick(focus(), Qt.Key.Key_A, CTRL)
        QTest.keyClick(focus(), Qt.Key.Key_C, CTRL)
        yield lambda: name in QGuiApplication.clipboard().text()
        yield lambda: any(words.text().startswith("Saved ") for words in self.findChildren(Words))
        qWarning(f"invented trouble with {name}")
        tell("typed")
        yield lambda: len(lines.read) == 3
        if lines.read[2] == "lock":
            QTest.keyClick(focus(), Qt.Key.Key_L, CTRL)
        else:
            self.close()
        yield lambda: False

    @property
    def desk(self) -> FieldDesk:
        assert isinstance(self.screen_shown, FieldDesk)
        return self.screen_shown


class Lines:
    """What arrived on standard input; nothing waits for it."""

    def __init__(self) -> None:
        self._arrived = b""
        self._notifier = QSocketNotifier(0, QSocketNotifier.Type.Read)
        self._notifier.activated.connect(self._take)

    @property
    def read(self) -> list[str]:
        return self._arrived.decode().split("\n")[:-1]

    def _take(self, *_: object) -> None:
        self._arrived += os.read(0, 1024)


def focus() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def tell(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.addaudithook(
        lambda event, _: sys.stderr.write(f"{event}\n") if event.startswith("tempfile.") else None
    )
    program.MainWindow = DrivenWindow  # the same window, and somebody in front of it
    sys.exit(program.run())
