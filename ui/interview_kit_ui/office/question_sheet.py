"""Choosing what to count by: every question that can be counted, found by typing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from interview_kit_ui.language import bind_text
from interview_kit_ui.widgets.buttons import QuietButton
from interview_kit_ui.widgets.data_table import DataTable
from interview_kit_ui.widgets.rows_model import Column, Row
from interview_kit_ui.widgets.sheet import Sheet
from interview_kit_ui.widgets.text_line import TextLine
from interview_kit_ui.widgets.words import Words

_ROWS_SEEN = 8  # the heading is one of them


@dataclass(frozen=True)
class Question:
    """A question to choose; ``name`` identifies it to whoever asked."""

    name: str
    words: str
    section: str


class QuestionSheet(Sheet):
    """A list of questions and a line that narrows it. Signal: ``chosen(str)``, the name of a question.

    Down goes from the line into the list, Enter takes the question under the cursor.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._questions: list[Question] = []
        self._find = TextLine()
        self._table = DataTable((Column("supervisor.column-question", stretch=True),))
        self._whole = Words(role="guidance", tone="soft")
        self._cancel = QuietButton(key="Esc")
        bind_text(self.set_title, "supervisor.count-by")
        bind_text(self._find.setAccessibleName, "supervisor.find-question")
        bind_text(self._find.setPlaceholderText, "supervisor.find-question")
        bind_text(self._table.set_name, "supervisor.count-by")
        bind_text(self._cancel.set_label, "widgets.cancel")
        self.body.setSpacing(8)
        self.body.addWidget(self._find)
        self.body.addWidget(self._table)
        self.body.addWidget(self._whole)
        self.add_button(self._cancel)
        self._cancel.clicked.connect(self.cancel)
        self._find.edited.connect(self._narrow)
        self._find.returnPressed.connect(lambda: self._take(self._table.selected))
        self._table.row_opened.connect(self._take)
        self._table.row_selected.connect(self._show_whole)

    def ask(self, questions: Iterable[Question], current: str) -> None:
        """Show the questions, the cursor on the current one."""
        self._find.clear()
        rows = self._table.verticalHeader().defaultSectionSize()
        self._table.setMinimumHeight(2 * rows)
        self._table.setMaximumHeight(_ROWS_SEEN * rows)
        self.set_questions(questions)
        self._table.select(current)
        self.open()

    def set_questions(self, questions: Iterable[Question]) -> None:
        """Show these questions, as at a change of language."""
        self._questions = list(questions)
        self._narrow()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and self._find.hasFocus():
            self._table.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)

    def _narrow(self) -> None:
        wanted = self._find.text().strip().casefold()
        rows = [
            Row(one.name, (one.words,))
            for one in self._questions
            if wanted in one.words.casefold() or wanted in one.section.casefold()
        ]
        self._table.set_rows(rows)
        if rows and not self._table.selected:
            self._table.select(rows[0].name)
        self._show_whole(self._table.selected)

    def _show_whole(self, name: str) -> None:
        """Say below the list what the row under the cursor asks, and in which section."""
        question = next((one for one in self._questions if one.name == name), None)
        told = (question.section, question.words) if question else ()
        self._whole.setText(" › ".join(text for text in told if text))

    def _take(self, name: str) -> None:
        if name:
            self.close_sheet()
            self.chosen.emit(name)
