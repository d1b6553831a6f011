"""Printing a recovery sheet. It goes from memory to the printer; no file of ours is written.

No print dialog of Qt's: it offers to print into a file, and blocks the window behind it.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QMarginsF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPagedPaintDevice, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from interview_kit.errors import StorageError
from interview_kit.messages import say
from interview_kit.trust.ways_in import RecoverySheet
from interview_kit_ui.theme import FAMILY
from interview_kit_ui.widgets.words import paint_lines, wrap

_MARGIN_MM: Final = 22
_IN_A_ROW: Final = 4
_CELL_POINTS: Final = 62
_STEPS: Final = tuple(f"sheets.recovery-step-{number}" for number in range(1, 5))


def printer_names() -> tuple[str, ...]:
    """Return the printers this computer knows. Asks the print system, so never on the GUI thread."""
    return tuple(QPrinterInfo.availablePrinterNames())


def send(sheet: RecoverySheet, language: str, name: str) -> None:
    """Print a sheet on the printer called ``name``.

    Raises :class:`StorageError` ``care.not-printed`` where the print system does not take it.
    """
    printer = QPrinter(QPrinterInfo.printerInfo(name), QPrinter.PrinterMode.HighResolution)
    printer.setDocName("1")  # whoever sees the queue learns nothing from it
    printer.setOutputFormat(QPrinter.OutputFormat.NativeFormat)
    if not printer.isValid() or not paint_sheet(printer, sheet, language):
        raise StorageError("care.not-printed", name=name)


def paint_sheet(device: QPagedPaintDevice, sheet: RecoverySheet, language: str) -> bool:
    """Paint the page; return whether the device took it."""
    device.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    margins = QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM)
    device.setPageMargins(margins, QPageLayout.Unit.Millimeter)
    painter = QPainter()
    if not painter.begin(device):
        return False
    page = _Sheet(painter, device)
    page.text(say("sheets.recovery-title", language), 24, bold=True)
    page.text(say("sheets.recovery-which", language, number=sheet.number, day=sheet.day), 11)
    if sheet.practice:
        page.text(say("sheets.practice", language), 12, bold=True)
    page.text(say("sheets.recovery-about", language), 12)
    page.code(sheet.groups)
    for step in _STEPS:
        page.text(say(step, language), 12)
    return painter.end()


class _Sheet:
    """Goes down one page with text and boxes; sizes in points."""

    def __init__(self, painter: QPainter, device: QPagedPaintDevice) -> None:
        self._painter = painter
        self._device = device
        self._point = device.logicalDpiY() / 72
        self._width = float(device.width())
        self._top = 0.0

    def text(self, text: str, size: float, *, bold: bool = False) -> None:
        """Write a paragraph in lines that break between words."""
        font = self._font(size, bold=bold)
        lines, height = wrap(text, QFontMetricsF(font, self._device), self._width), 1.5 * size * self._point
        self._painter.setFont(font)
        paint_lines(self._painter, lines, QRectF(0, self._top, self._width, 0), height)
        self._top += (len(lines) + 0.6) * height

    def code(self, groups: tuple[str, ...]) -> None:
        """Draw the numbered boxes with their groups."""
        width, height = self._width / _IN_A_ROW, _CELL_POINTS * self._point
        for position, group in enumerate(groups):
            row, column = divmod(position, _IN_A_ROW)
            box = QRectF(column * width, self._top + row * height, width, height)
            self._painter.drawRect(box)
            self._painter.setFont(self._font(9))
            self._painter.drawText(box.adjusted(0, 0, 0, -height * 0.62), _CENTRE, str(position + 1))
            self._painter.setFont(self._font(21, bold=True))
            self._painter.drawText(box.adjusted(0, height * 0.2, 0, 0), _CENTRE, f"{group[:3]} {group[3:]}")
        self._top += (len(groups) // _IN_A_ROW + 0.5) * height

    def _font(self, size: float, *, bold: bool = False) -> QFont:
        font = QFont(FAMILY)
        font.setPointSizeF(size)
        font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
        return font


_CENTRE: Final = Qt.AlignmentFlag.AlignCenter
