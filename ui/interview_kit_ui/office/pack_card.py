"""The office as its team meets it: its fingerprint and its pack."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from interview_kit.errors import InputError, KitError
from interview_kit.protocol.model import Texts, text_in
from interview_kit.trust import packs
from interview_kit.trust.comparing import Comparable
from interview_kit.vault import protocols
from interview_kit.vault.workspace import Workspace
from interview_kit_ui.file_choice import Choice, Wanted
from interview_kit_ui.language import LANGUAGE, bind_text, tr
from interview_kit_ui.office.office_page import Ask
from interview_kit_ui.session import Session
from interview_kit_ui.widgets.buttons import PrimaryButton
from interview_kit_ui.widgets.card import Card
from interview_kit_ui.widgets.fingerprint_view import FingerprintView
from interview_kit_ui.widgets.notice import Notice
from interview_kit_ui.widgets.words import Words

_PACK = Choice(
    Wanted.NEW_FILE, "supervisor.write-pack", "supervisor.write-here", suffix=".ikp", name="office.ikp"
)


class PackCard(Card):
    """Shows the fingerprint and writes the team's pack. ``write`` is its button."""

    def __init__(self, session: Session, ask: Ask, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._titles: list[tuple[Texts, str]] = []
        self.write = PrimaryButton()
        self._fingerprint = FingerprintView()
        self._holds = Words(role="guidance", tone="soft")
        self._notice = Notice()
        title, text = Words(role="second", weight="semibold"), Words(tone="soft")
        bind_text(title.setText, "supervisor.office-fingerprint")
        bind_text(text.setText, "supervisor.office-fingerprint-text")
        bind_text(self.write.set_label, "supervisor.write-pack")
        self.write.clicked.connect(lambda: ask(_PACK, self._write))
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.write)
        row.addWidget(self._holds, 1, Qt.AlignmentFlag.AlignVCenter)
        for widget in (title, text, self._fingerprint):
            self.body.addWidget(widget)
        self.body.addSpacing(4)
        self.body.addLayout(row)
        self.body.addWidget(self._notice)

    def show_office(self, fingerprint: Comparable, titles: list[tuple[Texts, str]]) -> None:
        """Show the office's fingerprint, and title and version of the protocols its pack will hold."""
        self._titles = titles
        self._fingerprint.set_fingerprint(fingerprint)
        self.draw()

    def draw(self) -> None:
        """Show the last results in the language on screen."""
        titles = [f"{text_in(title, LANGUAGE.code, 'en')} {version}" for title, version in self._titles]
        self._holds.setText(tr("supervisor.pack-holds", protocols=", ".join(titles)))

    def _write(self, path: Path) -> None:
        self.write.setEnabled(False)
        self._session.run(
            lambda workspace: _write_pack(workspace, path), lambda _none: self._written(path), self._refused
        )

    def _written(self, path: Path) -> None:
        self.write.setEnabled(True)
        self._notice.say("ok", "supervisor.pack-written", file=path.name)

    def _refused(self, error: KitError) -> None:
        self.write.setEnabled(True)
        self._notice.show_error(error)


def _write_pack(workspace: Workspace, path: Path) -> None:
    if path.exists():
        raise InputError("office.file-exists", path=str(path))
    packs.write_pack(workspace, path, protocols.offered(workspace))
