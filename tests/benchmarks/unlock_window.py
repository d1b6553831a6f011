"""The two windows whose start is compared, each a process of its own: ours, and the same in bare Qt.

A process writes a line as soon as a person could type the passphrase: the window is painted, the field has
the focus, and the event loop has come round. Then it ends.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

LANGUAGES = ("한국어", "English", "Español")


class FirstKey(QObject):
    """Tells of the moment in which the first key would be heard."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._told = False
        app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt override
        if not self._told and event.type() == QEvent.Type.Paint:
            field = QApplication.focusWidget()
            if isinstance(field, QLineEdit) and watched is field:
                self._told = True
                QTimer.singleShot(0, self._tell)
        return False

    def _tell(self) -> None:
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        os._exit(0)


def ours(folder: str) -> int:
    """Start the program on a workspace."""
    from interview_kit_ui import app as program

    plain = program._application

    def observed(language: str) -> QApplication:
        made = plain(language)
        made.first_key = FirstKey(made)  # type: ignore[attr-defined]  # it only has to live as long
        return made

    program._application = observed
    sys.argv = ["interview-kit-desktop", folder]
    return program.main()


def bare(fonts: str) -> int:
    """Show the same: a card with a heading, the field, three buttons, and the languages at the foot."""
    app = QApplication(sys.argv[:1])
    app.setStyle("Fusion")
    for file in sorted(Path(fonts).glob("*.otf")):
        QFontDatabase.addApplicationFont(str(file))
    observed = FirstKey(app)
    window, card = QWidget(), QFrame()
    inside = QVBoxLayout(card)
    inside.addWidget(QLabel("T-laptop"))
    inside.addWidget(QLabel("A laptop for interviews"))
    field = QLineEdit()
    field.setEchoMode(QLineEdit.EchoMode.Password)
    inside.addWidget(field)
    row = QHBoxLayout()
    for words in ("Open", "I have lost the passphrase", "Another workspace"):
        row.addWidget(QPushButton(words))
    inside.addLayout(row)
    column = QVBoxLayout(window)
    column.addStretch(1)
    column.addWidget(card, 0, Qt.AlignmentFlag.AlignHCenter)
    column.addStretch(1)
    foot = QHBoxLayout()
    for language in LANGUAGES:
        foot.addWidget(QPushButton(language))
    column.addLayout(foot)
    window.resize(1280, 800)
    window.show()
    window.activateWindow()
    field.setFocus()
    status = app.exec()
    observed.deleteLater()
    return status


if __name__ == "__main__":
    sys.exit(ours(sys.argv[2]) if sys.argv[1] == "ours" else bare(sys.argv[2]))
