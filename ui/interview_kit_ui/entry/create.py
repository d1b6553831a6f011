"""Making a workspace: whose it is, real or practice, where it lies, and what opens it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from interview_kit import portable
from interview_kit.errors import KitError
from interview_kit_ui.entry.entry_screen import EntryScreen
from interview_kit_ui.entry.new_passphrase import OF_A_PASSPHRASE, NewPassphrase
from interview_kit_ui.language import LANGUAGE, bind_text, tr
from interview_kit_ui.preferences import Preferences
from interview_kit_ui.widgets.buttons import PrimaryButton, QuietButton
from interview_kit_ui.widgets.card import Card
from interview_kit_ui.widgets.notice import Notice
from interview_kit_ui.widgets.option_grid import OptionGrid
from interview_kit_ui.widgets.progress_view import ProgressView
from interview_kit_ui.widgets.revealing import reveal
from interview_kit_ui.widgets.text_line import TextLine
from interview_kit_ui.widgets.words import Words
from interview_kit_ui.worker import Lane

FIELD: Final = "field"
OFFICE: Final = "office"
REAL: Final = "real"
PRACTICE: Final = "practice"
_FOLDERS: Final = {FIELD: "interview-kit", OFFICE: "interview-kit-office"}


@dataclass(frozen=True, slots=True)
class NewWorkspace:
    """What is to be made. ``custodian`` is the custodian's passphrase, of an office alone."""

    office: bool
    practice: bool
    name: str
    folder: Path
    passphrase: str
    custodian: str


class Create(EntryScreen):
    """Signals: ``create_wanted(NewWorkspace)``, ``folder_wanted()`` the person wants to choose where,
    ``left()``. Setters: ``set_place(folder)``, ``set_busy``, ``show_refusal(error)``. ``lane`` judges
    passphrases.
    """

    create_wanted = Signal(object)
    folder_wanted = Signal()
    left = Signal()

    def __init__(self, preferences: Preferences, lane: Lane, parent: QWidget | None = None) -> None:
        super().__init__(preferences, parent)
        self._role, self._purpose = FIELD, REAL
        self._place = portable.start_folder()
        self._roles, self._purposes = OptionGrid(), OptionGrid()
        self._name, self._folder = TextLine(), TextLine()
        self._where = Words(role="answer", tone="soft")
        self._choose = QuietButton()
        self._passphrase = NewPassphrase(
            lane, "widgets.passphrase", "entry.passphrase-again", self._easily_known
        )
        self._custodian = NewPassphrase(
            lane, "entry.custodian-passphrase", "entry.custodian-again", self._easily_known
        )
        self._custodian_part = QWidget()
        self._notice, self._progress = Notice(), ProgressView()
        self._make, self._leave = PrimaryButton(), QuietButton()
        self._build()
        self._connect()
        self._retell()
        self._show_kind()
        self.set_place(self._place)
        self.setFocusProxy(self._roles)

    def set_place(self, place: Path) -> None:
        """Make the workspace's folder inside ``place``."""
        self._place = place
        self._where.setText(str(place))

    def set_busy(self, busy: bool) -> None:
        """Show that the workspace is being made; nothing can be changed meanwhile."""
        if busy:
            self._notice.clear()
            reveal(self._progress)
        self._progress.setVisible(busy)
        for card in self._cards:
            card.setEnabled(not busy)
        self._buttons.setVisible(not busy)

    def show_refusal(self, error: KitError) -> None:
        """Say why it was not made, and go to the passphrase that is to blame."""
        self.set_busy(False)
        if error.code in OF_A_PASSPHRASE:
            office = self._role == OFFICE and self._passphrase.strength.level == "strong"
            (self._custodian if office else self._passphrase).refuse(error)
        else:
            self.page.put_below(self._cards[-1], self._notice)
            self._notice.show_error(error)

    def _build(self) -> None:
        bind_text(self.page.set_title, "entry.make-new")
        bind_text(self._choose.set_label, "entry.choose-place")
        bind_text(self._make.set_label, "entry.make-action")
        bind_text(self._leave.set_label, "entry.back")
        bind_text(self._progress.set_text, "entry.making")
        bind_text(self._name.setAccessibleName, "entry.name")
        bind_text(self._folder.setAccessibleName, "entry.folder-name")
        self._progress.set_cancellable(False)
        self._progress.hide()
        where = QWidget()
        row = QHBoxLayout(where)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._where, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._choose)
        self._buttons = QWidget()
        row = QHBoxLayout(self._buttons)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._make)
        row.addWidget(self._leave)
        row.addStretch(1)
        custodian = _column(
            self._custodian_part,
            _label("entry.custodian-about"),
            self._custodian,
        )
        self._cards = (
            _card(_label("entry.whose"), self._roles, _label("entry.purpose"), self._purposes),
            _card(
                _label("entry.name"),
                self._name,
                _label("entry.place"),
                where,
                _label("entry.folder-name"),
                self._folder,
            ),
            _card(_label("entry.passphrase-about"), self._passphrase, custodian),
        )
        for widget in (*self._cards, self._notice, self._progress, self._buttons):
            self.page.add(widget)

    def _connect(self) -> None:
        self._roles.picked.connect(lambda names: self._choose_role(*names))
        self._purposes.picked.connect(lambda names: self._choose_purpose(*names))
        self._choose.clicked.connect(self.folder_wanted)
        self._make.clicked.connect(self._submit)
        self._leave.clicked.connect(self.left)
        self._passphrase.submitted.connect(self._go_on)
        self._custodian.submitted.connect(self._submit)
        for new in (self._passphrase, self._custodian):
            self._name.edited.connect(new.judge)
        LANGUAGE.changed.connect(self._retell)

    def _go_on(self) -> None:
        if self._role == OFFICE:
            self._custodian.setFocus()
        else:
            self._submit()

    def _retell(self) -> None:
        self._roles.set_options((role, tr(f"entry.role-{role}")) for role in (FIELD, OFFICE))
        self._purposes.set_options((one, tr(f"entry.purpose-{one}")) for one in (REAL, PRACTICE))
        self._roles.set_question(tr("entry.whose"))
        self._purposes.set_question(tr("entry.purpose"))
        self._show_kind()

    def _easily_known(self) -> tuple[str, ...]:
        return (self._name.text(),)

    def _choose_role(self, role: str = "") -> None:
        untouched = self._folder.text() == _FOLDERS[self._role]
        self._role = role or self._role
        if untouched:
            self._folder.clear()
        self._show_kind()

    def _choose_purpose(self, purpose: str = "") -> None:
        self._purpose = purpose or self._purpose
        self._show_kind()

    def _show_kind(self) -> None:
        self._roles.set_chosen((self._role,))
        self._purposes.set_chosen((self._purpose,))
        self._custodian_part.setVisible(self._role == OFFICE)
        self.set_practice(self._purpose == PRACTICE)
        if not self._folder.text():
            self._folder.setText(_FOLDERS[self._role])

    def _submit(self) -> None:
        for line in (self._name, self._folder):
            line.commit_composition()
        for key, field, fits in self._checks():
            if not fits():
                field.setFocus()
                beside = next(card for card in self._cards if card.isAncestorOf(field))
                self.page.put_below(beside, self._notice)
                self._notice.say("warn", key)
                return
        office = self._role == OFFICE
        self.create_wanted.emit(
            NewWorkspace(
                office,
                self._purpose == PRACTICE,
                self._name.text().strip(),
                self._place / self._folder.text().strip(),
                self._passphrase.text(),
                self._custodian.text() if office else "",
            )
        )

    def _checks(self) -> list[tuple[str, QWidget, Callable[[], bool]]]:
        """Return what must hold, in the order of the page, with the words and the field to go to if not."""
        name, folder = self._name.text().strip(), self._folder.text().strip()
        one, two = self._passphrase.first, self._passphrase.again
        checks: list[tuple[str, QWidget, Callable[[], bool]]] = [
            ("entry.name-needed", self._name, lambda: bool(name)),
            ("entry.folder-needed", self._folder, lambda: bool(folder) and not set(folder) & set("/\\")),
            ("entry.passphrase-needed", one, lambda: bool(one.text())),
            ("entry.passphrases-differ", two, lambda: one.text() == two.text()),
        ]
        if self._role == OFFICE:
            own, again = self._custodian.first, self._custodian.again
            checks += [
                ("entry.custodian-needed", own, lambda: bool(own.text())),
                ("entry.custodian-differs", again, lambda: own.text() == again.text()),
                ("trust.same-passphrase", own, lambda: own.text() != one.text()),
            ]
        return checks


def _label(key: str) -> Words:
    words = Words(role="guidance", tone="soft", weight="medium")
    bind_text(words.setText, key)
    return words


def _card(*widgets: QWidget) -> Card:
    """Return a card with these widgets; a label stands closer to what it is about than to what is above."""
    card = Card()
    for position, widget in enumerate(widgets):
        if position and isinstance(widget, Words):
            card.body.addSpacing(8)
        card.body.addWidget(widget)
    return card


def _column(holder: QWidget, *widgets: QWidget) -> QWidget:
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 8, 0, 0)
    for widget in widgets:
        column.addWidget(widget)
    return holder
