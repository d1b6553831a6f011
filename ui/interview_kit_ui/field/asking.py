"""Questions that must be settled first, on sheets over the window: destroy, remove, go on, which protocol."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from interview_kit.errors import Parameter
from interview_kit_ui.language import bind_text
from interview_kit_ui.widgets.buttons import Button, PrimaryButton, QuietButton
from interview_kit_ui.widgets.notice import Notice
from interview_kit_ui.widgets.option_grid import OptionGrid
from interview_kit_ui.widgets.reading_pane import ReadingPane
from interview_kit_ui.widgets.sheet import Sheet
from interview_kit_ui.widgets.text_line import TextLine
from interview_kit_ui.widgets.typing_keys import RETURNS
from interview_kit_ui.widgets.words import Words

_EIGHT_LINES: Final = 184


def ask_to_destroy(window: QWidget, question: str, then: Callable[[], object]) -> None:
    """Ask whether everything ever answered to ``question`` is to be destroyed."""
    sheet = question_sheet(window, "field.destroy-title", "field.destroy-text", question=question)
    sheet.offer(PrimaryButton(), "field.destroy", then)
    sheet.open()


def ask_to_remove(window: QWidget, about: str, then: Callable[[str], object]) -> None:
    """Ask for the reason why an instance is to be removed."""
    sheet = question_sheet(window, "field.remove-title", "field.remove-text", about=about)
    reason, notice = TextLine(), Notice()
    bind_text(reason.setAccessibleName, "field.reason")
    bind_text(reason.setPlaceholderText, "field.reason")
    sheet.body.addWidget(reason)
    sheet.body.addWidget(notice)
    remove = PrimaryButton()
    bind_text(remove.set_label, "field.remove-instance")

    def take() -> None:
        reason.commit_composition()
        if reason.text().strip():
            sheet.settle()
            then(reason.text().strip())
        else:
            notice.say("warn", "interview.reason-needed")

    reason.returnPressed.connect(take)
    remove.clicked.connect(take)
    sheet.add_button(remove)
    sheet.open()
    reason.setFocus(Qt.FocusReason.PopupFocusReason)


def ask_to_promote(
    window: QWidget, protocol: str, carried: int, left: Sequence[str], then: Callable[[], object]
) -> None:
    """Ask whether to go on under a fuller protocol; ``left`` are the questions not carried over."""
    sheet = question_sheet(window, "field.promote", "field.promote-text", protocol=protocol, count=carried)
    sheet.body.setSpacing(4)
    if left:
        heading, questions = Words(role="guidance"), ReadingPane(most=_EIGHT_LINES)
        questions.show_words(Words(line, role="guidance", tone="soft") for line in left)
        bind_text(heading.setText, "field.promote-left", count=len(left))
        bind_text(questions.setAccessibleName, "field.promote-left", count=len(left))
        sheet.body.addWidget(heading)
        sheet.body.addWidget(questions)
    go_on = PrimaryButton(key="Enter")
    sheet.offer(go_on, "field.go-on", then)
    sheet.open()
    go_on.setFocus(Qt.FocusReason.PopupFocusReason)


def ask_for_protocol(
    window: QWidget, offered: Sequence[tuple[str, str]], then: Callable[[str], object]
) -> None:
    """Ask under which protocol to begin; ``offered`` are keys and titles, the first one is proposed."""
    grid = always_one(offered, "field.which-protocol")
    begin = PrimaryButton(key="Enter")
    sheet = _filled(_Choosing(window, grid, begin), "field.new-interview", "field.which-protocol")
    sheet.body.addWidget(grid)
    sheet.offer(begin, "field.begin", lambda: then(grid.chosen[0]))
    sheet.open()
    begin.setFocus(Qt.FocusReason.PopupFocusReason)


def always_one(options: Sequence[tuple[str, str]], question: str) -> OptionGrid:
    """Return options for a ``question`` of which one is always chosen, the first to begin with."""
    grid = OptionGrid(options)
    bind_text(grid.set_question, question)
    grid.set_chosen([options[0][0]])
    grid.picked.connect(lambda names: grid.set_chosen(names) if names else None)
    return grid


def question_sheet(window: QWidget, title: str, text: str, **parameters: Parameter) -> Sheet:
    """Return a sheet with these messages, and a button that leaves everything as it is."""
    return _filled(Sheet(window), title, text, **parameters)


class _Choosing(Sheet):
    """A sheet to choose on: number keys choose and Enter settles it, wherever on it the focus is."""

    def __init__(self, window: QWidget, grid: OptionGrid, settles: Button) -> None:
        super().__init__(window)
        self._grid, self._settles = grid, settles

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in RETURNS:
            self._settles.click()
        elif Qt.Key.Key_1 <= event.key() <= Qt.Key.Key_9:
            self._grid.keyPressEvent(event)
        else:
            super().keyPressEvent(event)


def _filled(sheet: Sheet, title: str, text: str, **parameters: Parameter) -> Sheet:
    bind_text(sheet.set_title, title, **parameters)
    bind_text(sheet.set_text, text, **parameters)
    leave = QuietButton(key="Esc")
    bind_text(leave.set_label, "widgets.cancel")
    leave.clicked.connect(sheet.cancel)
    sheet.cancelled.connect(sheet.deleteLater)
    sheet.add_button(leave)
    return sheet
