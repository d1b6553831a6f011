"""An error that no screen answers for, told on a sheet over the window."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from interview_kit.errors import KitError
from interview_kit_ui.language import bind_text
from interview_kit_ui.widgets.buttons import PrimaryButton
from interview_kit_ui.widgets.notice import Notice
from interview_kit_ui.widgets.sheet import Sheet


def show_error(window: QWidget, error: KitError) -> None:
    """Say what happened, what is safe and what to do next, until the person has read it."""
    sheet = Sheet(window)
    bind_text(sheet.set_title, "widgets.notice-error")
    notice = Notice()
    sheet.body.addWidget(notice)
    notice.show_error(error)
    open_to_read(sheet)


def open_to_read(sheet: Sheet) -> None:
    """Show a sheet until the person says it was read; then it is gone."""
    read = PrimaryButton(key="Esc")
    bind_text(read.set_label, "entry.understood")
    read.clicked.connect(sheet.cancel)
    sheet.add_button(read)
    sheet.cancelled.connect(sheet.deleteLater)
    sheet.open()
