"""What all sheets are made of: A4, one typeface, lines and tables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from fpdf import FPDF
from fpdf.enums import TableBordersLayout

from interview_kit.data import shipped

MARGIN: Final = 22.0
WIDTH: Final = 210.0 - 2 * MARGIN
FONT: Final = "Pretendard"
#: Millimetres of a line, for each point of its letters.
_LINE: Final = 0.53


class _Footed(FPDF):
    """A document with a line and a number at the foot of each page."""

    foot = ""
    numbered = ""

    def footer(self) -> None:
        if not self.foot:
            return
        self.set_y(-15)
        self.set_font(FONT, "", 7)
        self.cell(WIDTH - 26, 4, self.foot)
        numbers = self.numbered.format(page=self.page_no(), pages=self.str_alias_nb_pages)
        self.cell(26, 4, numbers, align="R")


def new_page(foot: str = "", numbered: str = "{page} / {pages}") -> FPDF:
    """Return a document with one empty page, which says nothing of when it was made and by whom.

    ``foot`` stands at the foot of every page, beside ``numbered``.
    """
    page = _Footed(format="A4")
    page.foot, page.numbered = foot, numbered
    page.set_producer("Interview Kit")
    page.set_margins(MARGIN, MARGIN)
    for style, name in (("", "Regular"), ("B", "SemiBold")):
        page.add_font(FONT, style, str(shipped("resources", "fonts", f"Pretendard-{name}.otf")))
    page.add_page()
    return page


def line(page: FPDF, size: float, text: str, *, bold: bool = False, space: float = 4.0) -> None:
    """Write a paragraph in letters of ``size`` points, with ``space`` millimetres after it."""
    page.set_font(FONT, "B" if bold else "", size)
    page.multi_cell(WIDTH, size * _LINE, text, align="L", new_x="LMARGIN", new_y="NEXT")
    page.ln(space)


def table(
    page: FPDF, columns: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[int], size: float = 9
) -> None:
    """Draw a table; ``widths`` are in parts of the page's width. It goes on over pages, its head repeated."""
    page.set_font(FONT, "", size)
    with page.table(
        col_widths=tuple(widths),
        width=WIDTH,
        line_height=size * _LINE,
        borders_layout=TableBordersLayout.HORIZONTAL_LINES,
        text_align="LEFT",
        padding=1.2,
    ) as drawn:
        for row in (columns, *rows):
            cells = drawn.row()
            for cell in row:
                cells.cell(cell)
    page.ln(6)
