"""Render every registered screen: Korean and English, every theme, both sizes.

Writes ``<folder>/<name>-<language>-<theme>-<width>.png`` and one contact sheet
``<folder>/<name>.png`` per screen. Run as a program with the names of the screens wanted (none: all of them);
``LANGS=es`` or ``LANGS=ko,es`` in the environment shows other languages.
"""

from __future__ import annotations

import itertools
import os
import sys
from collections.abc import Iterable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QWidget
from screen_registry import Builder, Setting, load_screens

from interview_kit_ui import theme
from interview_kit_ui.language import LANGUAGE

FOLDER = Path("build/screens")
#: Hangul and the language everything is written in first; a third would cost as much again to look at.
SHOWN = tuple(os.environ.get("LANGS", "ko,en").split(","))
SIZES = ((1280, 800), (1024, 640))
#: Layouts settle in rounds: sizes, then wrapped heights, once for each repeat within a repeat.
ROUNDS = 8
_THUMB_WIDTH = 720
_GAP = 24


def settings() -> list[Setting]:
    """Return every setting a screen is rendered for, in the order of the contact sheet."""
    combinations = itertools.product(SHOWN, SIZES, theme.THEMES.values())
    return [Setting(language, shown, size) for language, size, shown in combinations]


def picture(app: QApplication, build: Builder, setting: Setting) -> QPixmap:
    """Build a screen and return what it looks like."""
    LANGUAGE.use(setting.language)
    theme.apply(app, setting.theme)
    widget = build(setting)
    widget.resize(*setting.size)
    chosen = widget.focusWidget()
    widget.show()
    if chosen is None:
        _focus_as_the_window_does(widget)
    for _ in range(ROUNDS):
        app.processEvents()
    taken = widget.grab()
    widget.hide()
    widget.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return taken


def _focus_as_the_window_does(screen: QWidget) -> None:
    """Let the screen say where the focus begins; Qt alone gives it to whatever comes first."""
    if (first := QApplication.focusWidget()) is not None:
        first.clearFocus()
    screen.setFocus()


def contact_sheet(pictures: Iterable[tuple[str, QPixmap]], across: int = 6) -> QPixmap:
    """Return all pictures on one, each under its label; a row holds the themes at both sizes."""
    thumbs = [
        (label, taken.scaledToWidth(_THUMB_WIDTH, Qt.TransformationMode.SmoothTransformation))
        for label, taken in pictures
    ]
    cell_height = max(thumb.height() for _, thumb in thumbs) + 2 * _GAP
    rows = -(-len(thumbs) // across)
    sheet = QPixmap(across * (_THUMB_WIDTH + _GAP) + _GAP, rows * cell_height + _GAP)
    sheet.fill(QColor("#808080"))
    painter = QPainter(sheet)
    painter.setFont(theme.LIGHT.font("body", "semibold"))
    painter.setPen(QColor("#FFFFFF"))
    for position, (label, thumb) in enumerate(thumbs):
        row, column = divmod(position, across)
        at = QPoint(_GAP + column * (_THUMB_WIDTH + _GAP), _GAP // 2 + row * cell_height)
        painter.drawText(QRect(at, thumb.size()), Qt.AlignmentFlag.AlignLeft, label)
        painter.drawPixmap(at + QPoint(0, _GAP), thumb)
    painter.end()
    return sheet


def main(wanted: list[str]) -> int:
    """Render the wanted screens; return the exit status."""
    app = QApplication(sys.argv[:1])
    theme.prepare(app)
    screens = load_screens()
    unknown = set(wanted) - set(screens)
    if unknown:
        sys.stderr.write(f"no such screen: {', '.join(sorted(unknown))}\n")
        return 2
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name in wanted or screens:
        pictures = [(s.label, picture(app, screens[name], s)) for s in settings()]
        for label, taken in pictures:
            taken.save(str(FOLDER / f"{name}-{label}.png"))
        contact_sheet(pictures).save(str(FOLDER / f"{name}.png"))
        sys.stdout.write(f"{FOLDER / name}.png\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
