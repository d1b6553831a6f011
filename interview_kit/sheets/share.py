"""A sheet with one share of a recovery key. Like the recovery sheet, it says nothing of whose it is."""

from __future__ import annotations

from typing import Final

from interview_kit.messages import say
from interview_kit.sheets.page import line, new_page
from interview_kit.sheets.recovery import draw_groups

_IN_A_ROW: Final = 3
_STEPS: Final = ("sheets.share-step-1", "sheets.share-step-2", "sheets.share-step-3")


def share_sheet(
    groups: tuple[str, ...],
    number: int,
    count: int,
    threshold: int,
    kind: str,
    day: str,
    language: str,
    *,
    practice: bool,
) -> bytes:
    """Return an A4 page with one share of ``count``; ``kind`` tells its set from others."""
    page = new_page()
    line(page, 24, say("sheets.share-title", language, number=number, count=count), bold=True, space=2)
    line(page, 11, say("sheets.share-which", language, kind=kind, day=day), space=3)
    if practice:
        line(page, 12, say("sheets.practice", language), bold=True)
    line(page, 12, say("sheets.share-about", language, threshold=threshold, count=count), space=8)
    draw_groups(page, groups, _IN_A_ROW)
    for step in _STEPS:
        line(page, 12, say(step, language), space=2.5)
    return bytes(page.output())
