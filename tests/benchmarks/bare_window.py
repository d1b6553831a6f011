"""The same window in bare Qt, in a process that ends once its line could be typed into: see ``startup.py``.

It is what can be seen of ours and nothing more, put together from Qt's own classes: the same fonts, style
sheet, palette, icon and size, a card of the same look, and as many labels and buttons with the same words. It
keeps no settings, speaks one language, locks nothing and loads no core.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from first_key import FirstKey
from PySide6.QtCore import Qt
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


def main(look: str) -> int:
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
    sys.exit(main(sys.argv[1]))
