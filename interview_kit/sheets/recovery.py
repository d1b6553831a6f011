"""The recovery sheet.

It says nothing of what the program is for, nor whose it is: it may be found without the laptop.
"""

from __future__ import annotations

from typing import Final

from fpdf import FPDF

from interview_kit.messages import say
from interview_kit.sheets.page import FONT, MARGIN, WIDTH, line, new_page

_IN_A_ROW: Final = 4
_STEPS: Final = (
    "sheets.recovery-step-1",
    "sheets.recovery-step-2",
    "sheets.recovery-step-3",
    "sheets.recovery-step-4",
)


def recovery_sheet(groups: tuple[str, ...], number: str, day: str, language: str, *, practice: bool) -> bytes:
    """Return an A4 page with a recovery code. ``number`` tells this sheet from those it replaces."""
    page = new_page()
    line(page, 24, say("sheets.recovery-title", language), bold=True, space=2)
    line(page, 11, say("sheets.recovery-which", language, number=number, day=day), space=3)
    if practice:
        line(page, 12, say("sheets.practice", language), bold=True)
    line(page, 12, say("sheets.recovery-about", language), space=8)
    draw_groups(page, groups, _IN_A_ROW)
    for step in _STEPS:
        line(page, 12, say(step, language), space=2.5)
    return bytes(page.output())


def draw_groups(page: FPDF, groups: tuple[str, ...], in_a_row: int) -> None:
    """Draw groups of six digits in numbered boxes."""
    width, height = WIDTH / in_a_row, 22.0
    for start in range(0, len(groups), in_a_row):
        for column, group in enumerate(groups[start : start + in_a_row]):
            left, top = MARGIN + column * width, page.get_y()
            page.rect(left, top, width, height)
            page.set_xy(left, top + 2)
            page.set_font(FONT, "", 9)
            page.cell(width, 4, str(start + column + 1), align="C")
            page.set_xy(left, top + 8)
            page.set_font(FONT, "B", 21)
            page.cell(width, 10, f"{group[:3]} {group[3:]}", align="C")
            page.set_xy(MARGIN, top)
        page.set_xy(MARGIN, page.get_y() + height)
    page.ln(10)
