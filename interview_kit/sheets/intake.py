"""The report of an import, on paper: what was accepted, what is held, what waits in quarantine and why."""

from __future__ import annotations

from collections.abc import Sequence

from interview_kit.messages import say
from interview_kit.sheets.page import line, new_page, table

#: Title, columns and rows of one part of the report.
Part = tuple[str, Sequence[str], Sequence[Sequence[str]], Sequence[int]]


def intake_report(parts: Sequence[Part], day: str, summary: str, language: str, *, practice: bool) -> bytes:
    """Return the report; parts without rows are left out."""
    page = new_page()
    line(page, 20, say("sheets.intake-title", language), bold=True, space=2)
    if practice:
        line(page, 12, say("sheets.handover-practice", language), bold=True)
    line(page, 10.5, day, space=2)
    line(page, 10.5, summary, space=6)
    for title, columns, rows, widths in parts:
        if rows:
            line(page, 13, title, bold=True, space=2)
            table(page, columns, rows, widths)
    return bytes(page.output())
