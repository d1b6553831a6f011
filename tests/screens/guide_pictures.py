"""Render the pictures of the guide into ``resources/help/pictures/<language>/`` from the registered screens.

Run it as a program (``make guide``). The same screens give the same bytes, because fonts ship
with the program.
"""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path
from typing import Final

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PIL import Image
from PySide6.QtCore import QBuffer, QIODevice, QRect
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication
from render import picture
from screen_registry import Setting, load_screens

from interview_kit.data import shipped
from interview_kit.messages import LANGUAGES
from interview_kit_ui import theme

WIDTH: Final = 1024
#: Name of each picture: the screen, how high the window is, and what of it is shown. Never the top bar of an
#: interview, which tells the time.
PICTURES: Final[dict[str, tuple[str, int, tuple[int, int, int, int]]]] = {
    "create": ("entry-create-field", 900, (110, 0, 804, 560)),
    "recovery": ("care-sheet", 640, (226, 96, 640, 250)),
    "office": ("field-setup-done", 640, (220, 56, 804, 560)),
    "protocol": ("field-new-interview", 640, (226, 116, 572, 312)),
    "question": ("field-witness", 720, (220, 84, 804, 480)),
    "locked": ("field-locked", 640, (0, 56, 1024, 400)),
    "options": ("field-harm", 2600, (220, 400, 804, 480)),
    "date": ("field-harm-when", 1000, (220, 690, 804, 300)),
    "place": ("field-place", 640, (220, 200, 804, 440)),
    "cards": ("field-harm", 2600, (220, 56, 804, 400)),
    "sound": ("sound-panel", 640, (186, 88, 652, 428)),
    "alarm": ("sound-warning", 640, (220, 56, 804, 112)),
    "table": ("field-table", 640, (186, 60, 652, 492)),
    "break": ("field-break", 640, (220, 56, 804, 400)),
    "seal-left": ("field-seal-left", 640, (220, 56, 804, 480)),
    "seal": ("field-seal", 640, (220, 56, 804, 420)),
    "list": ("field-home", 720, (220, 56, 804, 600)),
    "recover": ("entry-recover", 640, (226, 0, 572, 580)),
    "workspace": ("care-room", 640, (220, 56, 804, 470)),
    "team": ("office-team", 640, (220, 336, 804, 304)),
    "intake": ("office-intake", 640, (220, 84, 804, 300)),
    "paper": ("field-paper", 640, (226, 76, 572, 440)),
}
_COLOURS: Final = 48


def small(taken: QPixmap) -> bytes:
    """Return a picture as PNG with few colours: text on plain grounds needs no more."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    taken.save(buffer, "PNG")
    image = Image.open(io.BytesIO(buffer.data().data())).convert("RGB")
    packed = io.BytesIO()
    image.quantize(_COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(
        packed, "PNG", optimize=True
    )
    return packed.getvalue()


def render(folder: Path) -> None:
    """Write every picture in every language below ``folder``."""
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    theme.prepare(app)
    screens = load_screens()
    for language in LANGUAGES:
        (folder / language).mkdir(parents=True, exist_ok=True)
        for name, (screen, height, part) in PICTURES.items():
            taken = picture(app, screens[screen], Setting(language, theme.LIGHT, (WIDTH, height)))
            (folder / language / f"{name}.png").write_bytes(small(taken.copy(QRect(*part))))


if __name__ == "__main__":
    render(shipped("resources", "help") / "pictures")
