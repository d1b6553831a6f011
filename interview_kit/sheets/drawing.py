"""Drawing a sheet by its name. The library behind it takes a second to import, so it waits until then."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from interview_kit.errors import InputError
from interview_kit.protocol.library import LoadedProtocol

QUESTIONS: Final = "questions"
CONSENT: Final = "consent"

#: Told how much is drawn, of how much.
Report = Callable[[int, int], None]


def draw_paper(
    loaded: LoadedProtocol,
    part: str,
    language: str,
    *,
    practice: bool = False,
    report: Report = lambda _done, _total: None,
) -> bytes:
    """Return the questions of a protocol or its consent sheet as PDF; ``report`` may raise to stop it.

    Raises :class:`InputError` ``sheets.no-consent`` where a protocol asks for none.
    """
    from interview_kit.sheets.blank import blank_protocol
    from interview_kit.sheets.consent import consent_sheet

    if part == QUESTIONS:
        return blank_protocol(loaded, language, practice=practice, report=report)
    sheet = consent_sheet(loaded, language, practice=practice)
    if not sheet:
        raise InputError("sheets.no-consent", key=loaded.protocol.key)
    return sheet
