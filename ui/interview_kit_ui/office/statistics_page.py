"""One table of counts."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox

from interview_kit.office import statistics
from interview_kit.office.statistics import Field, Table
from interview_kit.protocol.model import Texts, text_in
from interview_kit.vault.workspace import Workspace
from interview_kit_ui.language import LANGUAGE, bind_text, tr
from interview_kit_ui.office.office_page import OfficePage
from interview_kit_ui.session import Session
from interview_kit_ui.widgets.buttons import PrimaryButton
from interview_kit_ui.widgets.card import Card
from interview_kit_ui.widgets.data_table import DataTable
from interview_kit_ui.widgets.empty_state import EmptyState
from interview_kit_ui.widgets.rows_model import Column, Row, Share
from interview_kit_ui.widgets.words import Words


@dataclass(frozen=True, slots=True)
class _Count:
    fields: list[Field]
    table: Table


class StatisticsPage(OfficePage):
    """Counts the archive by one question. Signal: ``intake_wanted``, where there is nothing to count."""

    intake_wanted = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(session, "supervisor.statistics")
        self._count: _Count | None = None
        self._by = statistics.PROTOCOL
        self._empty = EmptyState()
        self._choice = QComboBox()
        self._table = DataTable(
            (
                Column("supervisor.column-value", stretch=True),
                Column("supervisor.column-count"),
                Column("supervisor.column-share"),
            )
        )
        self._said = Words(tone="soft")
        self._card = self._counting()
        self._to_intake = PrimaryButton(key="Ctrl+1")
        bind_text(self._to_intake.set_label, "supervisor.to-intake")
        bind_text(self._empty.set_title, "supervisor.nothing-to-count")
        bind_text(self._empty.set_text, "supervisor.nothing-to-count-text")
        self._empty.set_action(self._to_intake)
        self._to_intake.clicked.connect(self.intake_wanted)
        for widget in (self._card, self._table, self._said, self._empty):
            widget.hide()
            self.add(widget)

    def enter(self) -> None:
        self._ask()

    def take_focus(self) -> None:
        (self._to_intake if self._count and not self._count.fields else self._choice).setFocus()

    def draw(self) -> None:
        count = self._count
        if count is None:
            return
        self._draw_choice(count.fields)
        field = next((one for one in count.fields if one.path == count.table.by), None)
        self._table.set_rows(_rows(count.table))
        self._said.setText(_in_words(count.table, field))

    def _counting(self) -> Card:
        card, words = Card(), Words(role="guidance", tone="soft")
        bind_text(words.setText, "supervisor.count-by")
        bind_text(self._choice.setAccessibleName, "supervisor.count-by")
        bind_text(self._table.set_name, "supervisor.statistics")
        self._choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._choice.setMaxVisibleItems(16)
        self._choice.activated.connect(self._choose)
        card.body.addWidget(words)
        card.body.addWidget(self._choice)
        return card

    def _draw_choice(self, fields: list[Field]) -> None:
        """Fill the list of questions, each section under its title, which cannot be chosen."""
        self._choice.clear()
        self._choice.addItem(tr("supervisor.by-protocol"), statistics.PROTOCOL)
        section = ""
        for field in fields:
            if (title := _read(field.section)) != section:
                section = title
                self._choice.addItem(title)
                heading = self._choice.model().index(self._choice.count() - 1, 0)
                self._choice.model().setData(heading, Qt.ItemFlag.NoItemFlags, Qt.ItemDataRole.UserRole - 1)
            self._choice.addItem(_read(field.label), field.path)
        self._choice.setCurrentIndex(self._choice.findData(self._by))

    def _choose(self) -> None:
        self._by = str(self._choice.currentData())
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
