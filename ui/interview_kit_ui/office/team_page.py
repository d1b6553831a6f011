"""The team: this office as its laptops know it, and the laptops it knows."""

from __future__ import annotations

from dataclasses import dataclass

from interview_kit.protocol.model import Texts
from interview_kit.trust import packs
from interview_kit.trust.roster import Laptop, roster
from interview_kit.vault import protocols
from interview_kit.vault.workspace import Workspace
from interview_kit_ui.language import bind_text
from interview_kit_ui.local_time import day
from interview_kit_ui.office.enrol_card import EnrolCard
from interview_kit_ui.office.office_page import Ask, OfficePage
from interview_kit_ui.office.pack_card import PackCard
from interview_kit_ui.session import Session
from interview_kit_ui.widgets.data_table import DataTable
from interview_kit_ui.widgets.rows_model import Column, Row
from interview_kit_ui.widgets.words import Words

PACK_KEY = "Ctrl+P"
REQUEST_KEY = "Ctrl+O"
_GROUPS_SHOWN = 2


@dataclass(frozen=True, slots=True)
class _Team:
    fingerprint: str
    protocols: list[tuple[Texts, str]]
    laptops: list[Laptop]


class TeamPage(OfficePage):
    """The office's fingerprint and pack, enrolling, and who is enrolled."""

    def __init__(self, session: Session, ask: Ask) -> None:
        super().__init__(session, "supervisor.team")
        self._laptops: list[Laptop] = []
        self._pack = PackCard(session, ask)
        self._enrol = EnrolCard(session, ask)
        self._laptops_title = Words(role="second", weight="semibold")
        self._nobody = Words(tone="soft")
        self._table = DataTable(
            (
                Column("supervisor.column-laptop", stretch=True),
                Column("supervisor.column-fingerprint"),
                Column("supervisor.column-enrolled"),
            )
        )
        bind_text(self._laptops_title.setText, "supervisor.laptops")
        bind_text(self._nobody.setText, "supervisor.no-laptops")
        bind_text(self._table.set_name, "supervisor.laptops")
        self.give_key(self._pack.write, PACK_KEY)
        self.give_key(self._enrol.choose, REQUEST_KEY)
        self._enrol.enrolled.connect(self._ask_again)
        self._table.hide()
        self._nobody.hide()
        for widget in (self._pack, self._enrol, self._laptops_title, self._nobody, self._table):
            self.add(widget)

    def enter(self) -> None:
        self._ask_again()
        self.take_focus()

    def take_focus(self) -> None:
        self._enrol.choose.setFocus()

    def draw(self) -> None:
        self._pack.draw()
        self._table.set_rows(
            Row(
                laptop.key,
                (
                    laptop.name,
                    " ".join(laptop.fingerprint.split()[:_GROUPS_SHOWN]) + " …",
                    day(laptop.enrolled),
                ),
            )
            for laptop in self._laptops
        )

    def _ask_again(self) -> None:
        self.fetch(_team, self._show)

    def _show(self, team: _Team) -> None:
        self._laptops = team.laptops
        self.trouble.clear()
        self._pack.show_office(team.fingerprint, team.protocols)
        self._table.setVisible(bool(team.laptops))
        self._nobody.setVisible(not team.laptops)
        self.draw()


def _team(workspace: Workspace) -> _Team:
    return _Team(
        packs.office_fingerprint(workspace),
        [(one.protocol.title, one.protocol.version) for one in protocols.offered(workspace)],
        list(roster(workspace).values()),
    )
