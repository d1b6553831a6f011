"""A QR code for a phone or another laptop held to the screen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from interview_kit_ui import theme
from interview_kit_ui.language import bind_text
from interview_kit_ui.widgets.shapes import paint_box

#: Light modules around the code, as ISO/IEC 18004 wants them.
_QUIET: Final = 4
_MODULE: Final = 4
_RADIUS: Final = 8
#: Dark on light in every theme: some readers do not look for the opposite.
_DARK: Final = QColor("#000000")
_LIGHT: Final = QColor("#FFFFFF")


class QrCode(QWidget):
    """A square as large as its code. Setter: ``set_code(rows)``, where what is true is dark."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[tuple[bool, ...], ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        bind_text(self.setAccessibleName, "widgets.qr-code")

    def set_code(self, rows: Sequence[Sequence[bool]]) -> None:
        """Show a code, given without its light margin."""
        self._rows = tuple(tuple(row) for row in rows)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        side = (len(self._rows) + 2 * _QUIET) * self._module()
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_box(painter, QRectF(self.rect()), _RADIUS, _LIGHT)
        # Whole pixels: edges that are smoothed out leave fine lines between modules.
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        module = self._module()
        for y, row in enumerate(self._rows, start=_QUIET):
            for x, dark in enumerate(row, start=_QUIET):
                if dark:
                    painter.fillRect(x * module, y * module, module, module, _DARK)
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()

    def _module(self) -> int:
        return theme.current().px(_MODULE)
