"""Sheets to print, as PDF: the recovery sheet.

A sheet says nothing of what the program is for, nor whose it is: it may be found without the laptop. The
library behind it takes a second to import, so whoever needs a sheet imports this module then.
"""

from __future__ import annotations

from typing import Final

from fpdf import FPDF

from interview_kit.data import shipped
from interview_kit.messages import say

_MARGIN: Final = 22.0
_WIDTH: Final = 210.0 - 2 * _MARGIN
_FONT: Final = "Pretendard"
_IN_A_ROW: Final = 4
_STEPS: Final = (
    "sheets.recovery-step-1",
    "sheets.recovery-step-2",
    "sheets.recovery-step-3",
    "sheets.recovery-step-4",
)


def recovery_sheet(groups: tuple[str, ...], number: str, day: str, language: str, *, practice: bool) -> bytes:
    """Return an A4 page with a recovery code. ``number`` tells this sheet from those it replaces."""
    page = FPDF(format="A4")
    page.set_producer("Interview Kit")
    page.set_margins(_MARGIN, _MARGIN)
    for style, name in (("", "Regular"), ("B", "SemiBold")):
        page.add_font(_FONT, style, str(shipped("resources", "fonts", f"Pretendard-{name}.otf")))
    page.add_page()

    def line(size: float, text: str, *, bold: bool = False, space: float = 4.0) -> None:
        page.set_font(_FONT, "B" if bold else "", size)
        page.multi_cell(_WIDTH, size * 0.53, text, align="L", new_x="LMARGIN", new_y="NEXT")
        page.ln(space)

    line(24, say("sheets.recovery-title", language), bold=True, space=2)
    line(11, say("sheets.recovery-which", language, number=number, day=day), space=3)
    if practice:
        line(12, say("sheets.practice", language), bold=True)
    line(12, say("sheets.recovery-about", language), space=8)
    _code(page, groups)
    for step in _STEPS:
        line(12, say(step, language), space=2.5)
    return bytes(page.output())


def _code(page: FPDF, groups: tuple[str, ...]) -> None:
    width, height = _WIDTH / _IN_A_ROW, 22.0
    for start in range(0, len(groups), _IN_A_ROW):
        for column, group in enumerate(groups[start : start + _IN_A_ROW]):
            left, top = _MARGIN + column * width, page.get_y()
            page.rect(left, top, width, height)
            page.set_xy(left, top + 2)
            page.set_font(_FONT, "", 9)
            page.cell(width, 4, str(start + column + 1), align="C")
            page.set_xy(left, top + 8)
            page.set_font(_FONT, "B", 21)
            page.cell(width, 10, f"{group[:3]} {group[3:]}", align="C")
            page.set_xy(_MARGIN, top)
        page.set_xy(_MARGIN, page.get_y() + height)
    page.ln(10)
