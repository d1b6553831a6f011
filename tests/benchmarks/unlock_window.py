"""The two windows whose start is compared, each a process of its own: ours, and the same in bare Qt.

A process writes a line as soon as a person could type the passphrase: the window is painted, the field has
the focus, and the event loop has come round. Then it ends.

The same in bare Qt is what can be seen of ours and nothing more, put together from Qt's own classes: the
same fonts, style sheet, palette, icon and size, a card of the same look, and as many labels and buttons with
the same words. It keeps no settings, speaks one language, locks nothing and loads no core.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QPalette
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

FOOT = ("한국어", "English", "Español", "Dark", "A−", "A+", "Help  F1")


class FirstKey(QObject):
    """Tells of the moment in which the first key would be heard. It listens only to the line."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        app.focusChanged.connect(self._follow)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt override
        if event.type() == QEvent.Type.Paint and watched.hasFocus():  # type: ignore[attr-defined]  # it is the line
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self._tell)
        return False

    def _follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        if isinstance(now, QLineEdit):
            now.installEventFilter(self)

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


def bare(look: str) -> int:
    """Show the same as ours. ``look`` is a folder with what ours was measured to look like."""
    shown = json.loads(Path(look, "look.json").read_text("utf-8"))
    app = QApplication(sys.argv[:1])
    app.setStyle("Fusion")
    for file in sorted(Path(shown["fonts"]).glob("*.otf")):
        QFontDatabase.addApplicationFont(str(file))
    app.setPalette(QPalette(QColor(shown["paper"]), QColor(shown["ground"])))
    font = QFont("Pretendard")
    font.setPixelSize(14)
    app.setFont(font)
    app.setStyleSheet(shown["sheet"])
    observed = FirstKey(app)
    window, field = QWidget(), QLineEdit()
    window.setWindowTitle("Interview Kit")
    window.setWindowIcon(QIcon(shown["icon"]))
    column = QVBoxLayout(window)
    column.addStretch(1)
    column.addWidget(card(field), 0, Qt.AlignmentFlag.AlignHCenter)
    column.addStretch(2)
    foot = QHBoxLayout()
    for words in FOOT:
        foot.addWidget(button(words, "bare"))
    foot.addStretch(1)
    column.addLayout(foot)
    window.resize(1280, 800)
    window.show()
    window.activateWindow()
    field.setFocus()
    status = app.exec()
    observed.deleteLater()
    return status


def card(field: QLineEdit) -> QFrame:
    """Return the card: what workspace it is, the passphrase, and what can be done."""
    made = QFrame()
    made.setObjectName("card")
    made.setFixedWidth(520)
    inside = QVBoxLayout(made)
    inside.setContentsMargins(23, 20, 23, 20)
    for words, name in (("laptop", "title"), ("The workspace on this laptop", "kind")):
        label = QLabel(words)
        label.setObjectName(name)
        inside.addWidget(label)
    field.setEchoMode(QLineEdit.EchoMode.Password)
    field.setPlaceholderText("Passphrase")
    typing, row = QHBoxLayout(), QHBoxLayout()
    typing.addWidget(field, 1)
    typing.addWidget(button("Show", "quiet"))
    row.addWidget(button("Open  Enter", "primary"))
    row.addStretch(1)
    for words in ("I have lost the passphrase", "Another workspace"):
        row.addWidget(button(words, "bare"))
    inside.addLayout(typing)
    inside.addLayout(row)
    return made


def button(words: str, kind: str) -> QPushButton:
    """Return a button that the style sheet dresses as ``kind``."""
    made = QPushButton(words)
    made.setProperty("kind", kind)
    return made


if __name__ == "__main__":
    sys.exit(ours(sys.argv[2]) if sys.argv[1] == "ours" else bare(sys.argv[2]))
