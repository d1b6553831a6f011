"""What one writes on: boxes to tick, lines, frames; each measured before it is drawn.

A piece that does not fit on the rest of a page begins the next one, together with what must stand beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from fpdf import FPDF

from interview_kit.sheets.page import FONT, MARGIN, WIDTH

_LINE: Final = 0.46
_BOX: Final = 3.0
_GREY: Final = 236
_HAIR: Final = 0.15
_CODE: Final = 6.0
#: How long options may be to stand three or two beside each other; how many they must be to break instead.
_NARROW: Final = 20
_MIDDLE: Final = 44
_MANY: Final = 6
#: Millimetres left free above the foot of a page.
FOOT: Final = 20.0


@dataclass(frozen=True, slots=True)
class Piece:
    """Something of a known height; ``draw`` is told where its top is."""

    height: float
    draw: Callable[[float], None]


@dataclass(frozen=True, slots=True)
class Option:
    """One box: its number where the screen has a key for it, what it says, and its code."""

    words: str
    code: str = ""
    number: str = ""


class Pencil:
    """Makes pieces for one document, and lays them out."""

    def __init__(self, page: FPDF) -> None:
        self.page = page
        #: What stands at the head of every further page; of a repeat, which sheet it belongs to.
        self.heading: tuple[Piece, ...] = ()
        self._top = MARGIN
        page.set_auto_page_break(False)
        page.c_margin = 0
        page.set_line_width(_HAIR)

    # Laying out -------------------------------------------------------------------------------

    @property
    def room(self) -> float:
        """Millimetres left on this page."""
        return float(self.page.h) - FOOT - float(self.page.get_y())

    @property
    def fresh(self) -> bool:
        """Whether nothing stands on this page yet."""
        return float(self.page.get_y()) <= self._top + 0.1

    def new_page(self) -> None:
        """Go on with the next page, unless this one is empty."""
        if self.fresh:
            return
        self.page.add_page()
        for piece in self.heading:
            self._draw(piece)
        self._top = float(self.page.get_y())

    def put(self, pieces: Sequence[Piece], *, together: int = 2, after: float = 3.0) -> None:
        """Draw pieces below each other, on one page if they fit on one; the first ones never alone."""
        whole = sum(piece.height for piece in pieces)
        high = float(self.page.h) - MARGIN - FOOT
        needed = whole if whole < high / 4 else sum(piece.height for piece in pieces[: together + 1])
        if needed > self.room:
            self.new_page()
        for piece in pieces:
            if piece.height > self.room:
                self.new_page()
            self._draw(piece)
        self.page.ln(after)

    def _draw(self, piece: Piece) -> None:
        top = float(self.page.get_y())
        piece.draw(top)
        self.page.set_xy(MARGIN, top + piece.height)

    # Pieces -----------------------------------------------------------------------------------

    def words(
        self, size: float, text: str, *, bold: bool = False, indent: float = 0.0, number: str = ""
    ) -> Piece:
        """A paragraph; ``number`` stands before its first line, in the indent."""
        width, high = WIDTH - indent, size * _LINE

        def draw(top: float) -> None:
            if number:
                self.page.set_font(FONT, "B", 9)
                self.page.set_xy(MARGIN, top)
                self.page.cell(indent, high, number)
            self._set(size, bold)
            self.page.set_xy(MARGIN + indent, top)
            self.page.multi_cell(width, high, text, align="L")

        return Piece(self._height(size, text, width, bold=bold) + 0.8, draw)

    def aside(self, text: str, *, indent: float = 0.0, size: float = 8.5) -> Piece:
        """A paragraph that is never read aloud: on grey, with a bar beside it."""
        left, width = MARGIN + indent, WIDTH - indent - 5
        high = self._height(size, text, width) + 1.8

        def draw(top: float) -> None:
            self.page.set_fill_color(_GREY)
            self.page.rect(left, top, WIDTH - indent, high, style="F")
            self.page.set_fill_color(90)
            self.page.rect(left, top, 0.8, high, style="F")
            self._set(size)
            self.page.set_xy(left + 3, top + 0.9)
            self.page.multi_cell(width, size * _LINE, text, align="L")

        return Piece(high + 1.2, draw)

    def boxes(
        self, options: Sequence[Option], *, columns: int, indent: float, size: float = 9.5
    ) -> list[Piece]:
        """Rows of boxes to tick, read line by line."""
        width = (WIDTH - indent) / columns
        rows = (options[start : start + columns] for start in range(0, len(options), columns))
        return [self._row(row, width, indent, size) for row in rows]

    def line(self, label: str = "", *, indent: float = 0.0, height: float = 8.0, width: float = 0.0) -> Piece:
        """One line to write on, what it is for in small letters before it."""

        def draw(top: float) -> None:
            self._write_line(MARGIN + indent, width or WIDTH - indent, top, height, label)

        return Piece(height, draw)

    def lines_beside(self, labels: Sequence[str], *, indent: float = 0.0, height: float = 7.0) -> Piece:
        """Several short lines beside each other."""
        width = (WIDTH - indent) / max(1, len(labels))

        def draw(top: float) -> None:
            for place, label in enumerate(labels):
                left = MARGIN + indent + place * width
                self._write_line(left, width - (3 if place < len(labels) - 1 else 0), top, height, label)

        return Piece(height, draw)

    def frames(self, labels: Sequence[str], height: float, *, indent: float = 0.0, width: float) -> Piece:
        """Empty frames beside each other, to sign, to draw or to press a thumb into."""

        def draw(top: float) -> None:
            self._set(7.5)
            for place, label in enumerate(labels):
                left = MARGIN + indent + place * (width + 4)
                self.page.rect(left, top, width, height)
                self.page.set_xy(left + 1.5, top + 1)
                self.page.multi_cell(width - 3, 3.4, label, align="L")

        return Piece(height + 1.5, draw)

    def band(self, text: str, size: float = 13.0) -> Piece:
        """A heading on black-ruled ground."""
        high = self._height(size, text, WIDTH, bold=True) + 3

        def draw(top: float) -> None:
            self.page.set_line_width(0.5)
            self.page.line(MARGIN, top, MARGIN + WIDTH, top)
            self.page.set_line_width(_HAIR)
            self._set(size, bold=True)
            self.page.set_xy(MARGIN, top + 1.5)
            self.page.multi_cell(WIDTH, size * _LINE, text, align="L")

        return Piece(high, draw)

    def _row(self, options: Sequence[Option], width: float, indent: float, size: float) -> Piece:
        inner, high = width - 9.5, size * _LINE
        shown = [self._broken(size, one.words, inner) or [""] for one in options]
        fits = [
            self._code_fits(size, lines[-1], one, inner) for lines, one in zip(shown, options, strict=True)
        ]

        def draw(top: float) -> None:
            for place, one in enumerate(options):
                left = MARGIN + indent + place * width
                self._set(7)
                self.page.set_xy(left, top)
                self.page.cell(4, high, one.number, align="C")
                self.page.rect(left + 4, top + (high - _BOX) / 2, _BOX, _BOX)
                self._set(size)
                for down, text in enumerate(shown[place]):
                    self.page.text(left + 8.2, top + (down + 0.78) * high, text)
                end = self.page.get_string_width(shown[place][-1]) + 2.5 if fits[place] else 0
                down = len(shown[place]) - (1 if fits[place] else 0)
                self._code(left + 8.2 + end, top + (down + 0.78) * high, one.code)

        lines = max(len(one) + (not fit) for one, fit in zip(shown, fits, strict=True))
        return Piece(lines * high + 1.1, draw)

    def _code_fits(self, size: float, last: str, one: Option, width: float) -> bool:
        self._set(size)
        used = self.page.get_string_width(last) + 2.5
        self._set(_CODE)
        return bool(used + self.page.get_string_width(one.code) <= width)

    def _code(self, left: float, base: float, code: str) -> None:
        self._set(_CODE)
        self.page.set_text_color(95)
        self.page.text(left, base, code)
        self.page.set_text_color(0)

    def _write_line(self, left: float, width: float, top: float, height: float, label: str) -> None:
        self._set(7.5)
        start = left
        if label:
            self.page.set_xy(left, top + height - 4.6)
            self.page.cell(width, 4, label)
            start = left + min(self.page.get_string_width(label) + 2.5, width)
        self.page.line(start, top + height - 1, left + width, top + height - 1)

    def _height(self, size: float, text: str, width: float, *, bold: bool = False) -> float:
        return max(1, len(self._broken(size, text, width, bold=bold))) * size * _LINE

    def _broken(self, size: float, text: str, width: float, *, bold: bool = False) -> list[str]:
        """Return the lines that a text takes."""
        self._set(size, bold)
        lines = self.page.multi_cell(width, size * _LINE, text, align="L", dry_run=True, output="LINES")
        assert isinstance(lines, list)
        return lines

    def _set(self, size: float, bold: bool = False) -> None:
        self.page.set_font(FONT, "B" if bold else "", size)


def columns_for(options: Sequence[Option]) -> int:
    """Return how many options stand beside each other, by how long they are and how many."""
    longest = max((_wide(f"{one.words} {one.code}") for one in options), default=0)
    if longest <= _NARROW:
        return 3
    return 2 if longest <= _MIDDLE or len(options) > _MANY else 1


def _wide(text: str) -> int:
    """Return about how wide a text is, in Latin letters."""
    return sum(2 if character >= "\u1100" else 1 for character in text)
