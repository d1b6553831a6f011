"""What looking a workspace over has found: what is damaged, what is safe, what to do."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from interview_kit.vault.checking import Findings
from interview_kit_ui.error_sheet import open_to_read
from interview_kit_ui.language import bind_text
from interview_kit_ui.widgets.notice import Notice
from interview_kit_ui.widgets.sheet import Sheet
from interview_kit_ui.widgets.words import Words


def tell_findings(window: QWidget, found: Findings) -> Sheet:
    """Tell it on a sheet over the window until the person has read it."""
    sheet, notice = Sheet(window), Notice()
    bind_text(sheet.set_title, "care.found-title")
    sheet.body.addWidget(notice)
    notice.say("error", "care.found-mendable" if found.mendable else "care.found-files")
    counts = {
        "care.found-faults": found.faults,
        "care.found-journals": len(found.journals),
        "care.found-attachments": len(found.attachments),
        "care.found-bundles": len(found.bundles),
    }
    for key, count in counts.items():
        if count:
            line = Words(tone="soft")
            bind_text(line.setText, key, count=count)
            sheet.body.addWidget(line)
    open_to_read(sheet)
    return sheet
