"""The log of looks: what was opened, when, and the reason that was given."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from interview_kit.office import archive
from interview_kit.vault.workspace import Workspace
from interview_kit_ui.language import bind_text, tr
from interview_kit_ui.local_time import moment
from interview_kit_ui.office.office_page import OfficePage
from interview_kit_ui.office.record import code
from interview_kit_ui.office.told_list import Item, ToldList
from interview_kit_ui.session import Session
from interview_kit_ui.widgets.data_table import DataTable
from interview_kit_ui.widgets.empty_state import EmptyState
from interview_kit_ui.widgets.rows_model import Column, Row

#: What the core logs, in words.
_WHAT: Final = {
    "identity-read": "supervisor.audit-identity-read",
    "key-written": "supervisor.audit-key-written",
    "laptop-reopened": "supervisor.audit-laptop-reopened",
    "sealed-for": "supervisor.audit-sealed-for",
    "journal-mended": "supervisor.audit-journal-mended",
    "laptop-enrolled": "supervisor.audit-laptop-enrolled",
    "supervisor-added": "supervisor.audit-supervisor-added",
    "supervisor-removed": "supervisor.audit-supervisor-removed",
    "bundle-replaced": "supervisor.audit-bundle-replaced",
    "laptop-revoked": "supervisor.audit-laptop-revoked",
    "bundle-released": "supervisor.audit-bundle-released",
    "bundle-opened": "supervisor.audit-bundle-opened",
    "keys-rotated": "supervisor.audit-keys-rotated",
    "custodian-rotated": "supervisor.audit-custodian-rotated",
    "office-recovered": "supervisor.audit-office-recovered",
    "custodian-recovered": "supervisor.audit-custodian-recovered",
    "recipient-added": "supervisor.audit-recipient-added",
    "recipient-removed": "supervisor.audit-recipient-removed",
}


@dataclass(frozen=True, slots=True)
class _Look:
    time: str
    what: str
    interview: str
    reason: str

    @property
    def words(self) -> str:
        """What was done, in words."""
        return tr(_WHAT[self.what]) if self.what in _WHAT else self.what


class AuditPage(OfficePage):
    """Every look, the latest first; the one under the cursor stands below with its whole reason."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, "supervisor.audit")
        self._looks: list[_Look] = []
        self._empty = EmptyState()
        self._table = DataTable(
            (
                Column("supervisor.column-time"),
                Column("supervisor.column-what"),
                Column("supervisor.column-interview"),
                Column("supervisor.column-reason", stretch=True),
            )
        )
        self._whole = ToldList()
        bind_text(self._table.set_name, "supervisor.audit")
        bind_text(self._empty.set_title, "supervisor.no-looks")
        bind_text(self._empty.set_text, "supervisor.no-looks-text")
        self._table.row_selected.connect(self._show_whole)
        for widget in (self._table, self._whole, self._empty):
            widget.hide()
            self.add(widget)

    def enter(self) -> None:
        self.fetch(_looks, self._show)

    def take_focus(self) -> None:
        (self._table if self._looks else self).setFocus()

    def draw(self) -> None:
        self._table.set_rows(
            Row(
                str(number),
                (
                    moment(look.time),
                    look.words,
                    code(look.interview),
                    " ".join(look.reason.split()),
                ),
            )
            for number, look in enumerate(self._looks)
        )
        self._show_whole(self._table.selected)

    def _show(self, looks: list[_Look]) -> None:
        self._looks = looks
        self.trouble.clear()
        self._table.setVisible(bool(looks))
        self._empty.setVisible(not looks)
        self.draw()
        if looks and self.isVisible():
            self._table.select(self._table.selected or "0")
            self.take_focus()

    def _show_whole(self, name: str) -> None:
        items = []
        if name:
            look = self._looks[int(name)]
            happened = f"{look.words} · {code(look.interview)}".removesuffix(" · ")
            items.append(Item(moment(look.time), look.reason or happened, happened if look.reason else ""))
        self._whole.set_items(items)


def _looks(workspace: Workspace) -> list[_Look]:
    return [
        _Look(time, what, str(detail.get("interview", "")), str(detail.get("reason", "")))
        for time, what, detail in archive.audit(workspace)
    ]
