"""The handover sheet: which files change hands, to be compared and signed by both.

It travels beside the stick, so it holds what the stick shows anyway, and numbers; nothing of a person.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from fpdf import FPDF

from interview_kit.messages import say
from interview_kit.sheets.page import FONT, MARGIN, WIDTH, line, new_page, table

_GROUP: Final = 16
_BLANKS: Final = ("sheets.handed-over-by", "sheets.received-by")


@dataclass(frozen=True, slots=True)
class HandedOver:
    """One file that changes hands."""

    number: int
    file: str
    size: int
    #: SHA-256 of the file and of its manifest, hex.
    digest: str
    bundle: str


def handover_sheet(
    rows: Sequence[HandedOver], fingerprint: str, day: str, language: str, *, practice: bool
) -> bytes:
    """Return the sheet for files that one laptop, known by its fingerprint, hands over on a day."""
    page = new_page()
    line(page, 20, say("sheets.handover-title", language), bold=True, space=2)
    if practice:
        line(page, 12, say("sheets.handover-practice", language), bold=True)
    line(page, 10.5, say("sheets.handover-about", language, count=len(rows), day=day), space=2)
    line(page, 10.5, say("sheets.handover-laptop", language, fingerprint=fingerprint), space=5)
    table(
        page,
        [say(f"sheets.column-{name}", language) for name in ("number", "file", "digests")],
        [(str(one.number), f"{one.file}\n{one.size:,} B", _digests(one)) for one in rows],
        (9, 40, 117),
        8.5,
    )
    line(page, 10.5, say("sheets.handover-check", language), space=6)
    for key in _BLANKS:
        _blank(page, say(key, language), say("sheets.signature", language))
    return bytes(page.output())


def _digests(one: HandedOver) -> str:
    return "\n".join(
        " ".join(text[start : start + _GROUP] for start in range(0, len(text), _GROUP))
        for text in (one.digest, one.bundle)
    )


def _blank(page: FPDF, who: str, signature: str) -> None:
    """Draw room for a name, a day and a signature; never at the foot of a page."""
    if page.get_y() > page.h - MARGIN - 30:
        page.add_page()
    page.set_font(FONT, "B", 10.5)
    page.cell(WIDTH, 6, who, new_x="LMARGIN", new_y="NEXT")
    page.ln(12)
    page.line(MARGIN, page.get_y(), MARGIN + WIDTH, page.get_y())
    page.set_font(FONT, "", 8.5)
    page.cell(WIDTH, 5, signature, new_x="LMARGIN", new_y="NEXT")
    page.ln(5)
