"""The team: this office as its laptops know it, and the laptops it knows and may revoke."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QWidget

from interview_kit.protocol.model import Texts
from interview_kit.trust import comparing, team
from interview_kit.trust.comparing import Comparable
from interview_kit.trust.roster import Laptop, roster
from interview_kit.vault import protocols
from interview_kit.vault.workspace import Workspace
from interview_kit_ui.file_choice import Choice, Wanted
from interview_kit_ui.language import bind_text, tr
from interview_kit_ui.local_time import day
from interview_kit_ui.office.enrol_card import EnrolCard
from interview_kit_ui.office.office_page import Ask, OfficePage
from interview_kit_ui.office.pack_card import PackCard
from interview_kit_ui.office.revoke_sheet import RevokeSheet
from interview_kit_ui.session import Session
from interview_kit_ui.widgets.buttons import QuietButton
from interview_kit_ui.widgets.data_table import DataTable
from interview_kit_ui.widgets.notice import Notice
from interview_kit_ui.widgets.rows_model import Column, Row, State
from interview_kit_ui.widgets.words import Words
from interview_kit_ui.widgets.wrapping_row import WrappingRow

PACK_KEY = "Ctrl+P"
REQUEST_KEY = "Ctrl+O"
_GROUPS_SHOWN = 2
_TEAM_PACK = Choice(
    Wanted.NEW_FILE, "supervisor.write-team-pack", "supervisor.write-here", suffix=".ikp", name="team.ikp"
)


@dataclass(frozen=True, slots=True)
class _Team:
    fingerprint: Comparable
    protocols: list[tuple[Texts, str]]
    laptops: list[Laptop]


class TeamPage(OfficePage):
    """The office's fingerprint and packs, enrolling, who is enrolled, and revoking."""

    def __init__(self, session: Session, ask: Ask, over: QWidget) -> None:
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
                Column("supervisor.column-counts"),
            )
        )
        self._sheet = RevokeSheet(session, over)
        self._revoke = QuietButton()
        bind_text(self._revoke.set_label, "supervisor.revoke")
        self._revoke.clicked.connect(self._ask_to_revoke)
        self._table.row_selected.connect(lambda _key: self._show_choice())
        self._told = Notice()
        self._write = QuietButton()
        bind_text(self._write.set_label, "supervisor.write-team-pack")
        self._write.clicked.connect(lambda: ask(_TEAM_PACK, self._write_team_pack))
        self._of_row = WrappingRow((self._revoke, self._write), gap=8)
        bind_text(self._laptops_title.setText, "supervisor.laptops")
        bind_text(self._nobody.setText, "supervisor.no-laptops")
        bind_text(self._table.set_name, "supervisor.laptops")
        self.give_key(self._pack.write, PACK_KEY)
        self.give_key(self._enrol.choose, REQUEST_KEY)
        self._enrol.enrolled.connect(self._ask_again)
        self._table.hide()
        self._nobody.hide()
        self._of_row.hide()
        for widget in (
            self._pack,
            self._enrol,
            self._laptops_title,
            self._nobody,
            self._told,
            self._table,
            self._of_row,
        ):
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
                    _counts(laptop),
                ),
            )
            for laptop in self._laptops
        )
        self._show_choice()

    def leave(self) -> None:
        self._sheet.cancel()
        self._told.clear()

    def _chosen(self) -> Laptop | None:
        return next((one for one in self._laptops if one.key == self._table.selected), None)

    def _show_choice(self) -> None:
        chosen = self._chosen()
        self._revoke.setEnabled(chosen is not None and chosen.ended is None)

    def _ask_to_revoke(self) -> None:
        if (chosen := self._chosen()) is not None:
            self._sheet.ask(chosen, self._revoked)

    def _write_team_pack(self, file: Path) -> None:
        def done(number: int) -> None:
            self._told.say("ok", "supervisor.team-pack-written", number=number, name=file.name)

        self.session.run(
            lambda workspace: team.write_team_pack(workspace, file), done, self.trouble.show_error
        )

    def _revoked(self, number: int, held: int) -> None:
        self._told.say("warn", "supervisor.revoked", number=number, held=held)
        self._ask_again()

    def _ask_again(self) -> None:
        self.fetch(_team, self._show)

    def _show(self, found: _Team) -> None:
        self._laptops = found.laptops
        self.trouble.clear()
        self._pack.show_office(found.fingerprint, found.protocols)
        self._table.setVisible(bool(found.laptops))
        self._of_row.setVisible(bool(found.laptops))
        self._nobody.setVisible(not found.laptops)
        self.draw()
        if found.laptops and not self._table.selected:
            self._table.select(found.laptops[0].key)


def _counts(laptop: Laptop) -> State:
    if laptop.ended is None:
        return State(tr("supervisor.counts-all"), "ok")
    key = f"supervisor.counts-{laptop.ended.why}"
    return State(tr(key, number=laptop.ended.number), "record" if laptop.ended.why == "revoked" else "soft")


def _team(workspace: Workspace) -> _Team:
    return _Team(
        comparing.office(workspace),
        [(one.protocol.title, one.protocol.version) for one in protocols.offered(workspace)],
        list(roster(workspace).values()),
    )
