"""One table of counts."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from interview_kit.office import statistics
from interview_kit.office.statistics import Field, Table
from interview_kit.protocol.model import Texts, text_in
from interview_kit.vault.workspace import Workspace
from interview_kit_ui.language import LANGUAGE, bind_text, tr
from interview_kit_ui.office.office_page import OfficePage
from interview_kit_ui.office.question_sheet import Question, QuestionSheet
from interview_kit_ui.session import Session
from interview_kit_ui.widgets.buttons import PrimaryButton, QuietButton
from interview_kit_ui.widgets.card import Card
from interview_kit_ui.widgets.data_table import DataTable
from interview_kit_ui.widgets.empty_state import EmptyState
from interview_kit_ui.widgets.rows_model import Column, Row, Share
from interview_kit_ui.widgets.words import Words

CHOOSE_KEY = "Ctrl+K"


@dataclass(frozen=True, slots=True)
class _Count:
    fields: list[Field]
    table: Table

    @property
    def field(self) -> Field | None:
        """The question counted by, or None where interviews are counted by their protocol."""
        return next((field for field in self.fields if field.path == self.table.by), None)


class StatisticsPage(OfficePage):
    """Counts the archive by one question. Signal: ``intake_wanted``, where there is nothing to count."""

    intake_wanted = Signal()

    def __init__(self, session: Session, over: QWidget) -> None:
        super().__init__(session, "supervisor.statistics")
        self.sheet = QuestionSheet(over)
        self._count: _Count | None = None
        self._by = statistics.PROTOCOL
        self._empty = EmptyState()
        self._to_intake = PrimaryButton(key="Ctrl+1")
        self._question = Words(role="question")
        self._choose = QuietButton()
        self._table = DataTable(
            (
                Column("supervisor.column-value", stretch=True),
                Column("supervisor.column-count"),
                Column("supervisor.column-share"),
            )
        )
        self._said = Words(tone="soft")
        self._card = self._counted_by()
        bind_text(self._table.set_name, "supervisor.statistics")
        bind_text(self._to_intake.set_label, "supervisor.to-intake")
        bind_text(self._empty.set_title, "supervisor.nothing-to-count")
        bind_text(self._empty.set_text, "supervisor.nothing-to-count-text")
        self._empty.set_action(self._to_intake)
        self._to_intake.clicked.connect(self.intake_wanted)
        self._choose.clicked.connect(self._ask_by_what)
        self.sheet.chosen.connect(self._count_by)
        for widget in (self._card, self._table, self._said, self._empty):
            widget.hide()
            self.add(widget)

    def enter(self) -> None:
        self._ask()

    def leave(self) -> None:
        self.sheet.cancel()

    def take_focus(self) -> None:
        (self._to_intake if self._count and not self._count.fields else self._choose).setFocus()

    def draw(self) -> None:
        count = self._count
        if count is None:
            return
        field = count.field
        self._question.setText(_read(field.label) if field else tr("supervisor.by-protocol"))
        self._table.set_rows(_rows(count.table))
        self._said.setText(_in_words(count.table, field))
        self.sheet.set_questions(_questions(count.fields))

    def _counted_by(self) -> Card:
        card, caption = Card(), Words(role="guidance", tone="soft")
        bind_text(caption.setText, "supervisor.counted-by")
        bind_text(self._choose.set_label, "supervisor.choose-question")
        self.give_key(self._choose, CHOOSE_KEY)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self._question, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._choose, 0, Qt.AlignmentFlag.AlignTop)
        card.body.setSpacing(4)
        card.body.addWidget(caption)
        card.body.addLayout(row)
        return card

    def _ask_by_what(self) -> None:
        if self._count is not None and not self.sheet.isVisible():
            self.sheet.ask(_questions(self._count.fields), self._by)

    def _count_by(self, by: str) -> None:
        self._by = by
        self._ask()

    def _ask(self) -> None:
        self.fetch(partial(_count, by=self._by), self._show)

    def _show(self, count: _Count) -> None:
        self._count = count
        self.trouble.clear()
        self.draw()
        for widget in (self._card, self._table, self._said):
            widget.setVisible(bool(count.fields))
        self._empty.setVisible(not count.fields)
        if self.isVisible():
            self.take_focus()


def _count(workspace: Workspace, by: str) -> _Count:
    return _Count(statistics.fields(workspace), statistics.table(workspace, by))


def _read(texts: Texts) -> str:
    return text_in(texts, LANGUAGE.code, "en")


def _questions(fields: list[Field]) -> list[Question]:
    by_protocol = Question(statistics.PROTOCOL, tr("supervisor.by-protocol"), "")
    return [by_protocol, *(Question(one.path, _read(one.label), _read(one.section)) for one in fields)]


def _rows(table: Table) -> list[Row]:
    """Return a row for each value found, and one for what cannot be told: it stays in the total."""
    rows = [Row(row.value, (_read(row.label), row.count, Share(row.percent / 100))) for row in table.rows]
    if table.not_determinable:
        share = Share(table.not_determinable / table.denominator)
        rows.append(Row("not determinable", (tr("supervisor.cannot-tell"), table.not_determinable, share)))
    return rows


def _in_words(table: Table, field: Field | None) -> str:
    """Say what was counted, what could not be told, and who was left out."""
    if field is not None and field.repeat is not None:
        counted = tr("supervisor.counted-records", count=table.denominator, what=_read(field.repeat))
    else:
        counted = tr("supervisor.counted-interviews", count=table.denominator)
    sentences = [counted]
    if table.not_determinable:
        sentences.append(tr("supervisor.not-determinable", count=table.not_determinable))
    if sum(row.count for row in table.rows) > table.denominator:
        sentences.append(tr("supervisor.several-each"))
    if table.left_out:
        sentences.append(tr("supervisor.left-out", count=table.left_out))
    return "\n".join(sentences)
