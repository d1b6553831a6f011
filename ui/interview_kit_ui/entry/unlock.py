"""Where the passphrase of a workspace is typed. Shown at once; the core is loaded meanwhile."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from interview_kit.errors import InputError, KitError
from interview_kit_ui.entry.entry_screen import EntryScreen
from interview_kit_ui.language import bind_text
from interview_kit_ui.preferences import Preferences
from interview_kit_ui.widgets.buttons import BareButton, PrimaryButton
from interview_kit_ui.widgets.card import Card
from interview_kit_ui.widgets.notice import Notice, NoticeKind
from interview_kit_ui.widgets.passphrase_field import PassphraseField
from interview_kit_ui.widgets.progress_view import ProgressView
from interview_kit_ui.widgets.words import Words


class Unlock(EntryScreen):
    """Signals: ``unlock_wanted(str)`` the passphrase, ``other_wanted()``. Setters: ``set_kind(key)`` what
    kind of workspace it is, ``set_busy``, ``show_refusal(error)``.
    """

    unlock_wanted = Signal(str)
    other_wanted = Signal()

    def __init__(self, preferences: Preferences, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(preferences, parent)
        self.folder = folder
        self._kind = Words(role="guidance", tone="soft")
        self._passphrase = PassphraseField()
        self._notice = Notice()
        self._open = PrimaryButton(key="Enter")
        self._other = BareButton()
        self._progress = ProgressView()
        self._build(folder.name or str(folder))
        self._passphrase.submitted.connect(self._submit)
        self._open.clicked.connect(self._submit)
        self._other.clicked.connect(self.other_wanted)
        self.setFocusProxy(self._passphrase)

    def set_kind(self, key: str) -> None:
        """Say below the folder's name what kind of workspace it is."""
        bind_text(self._kind.setText, key)

    def set_busy(self, busy: bool) -> None:
        """Show that the passphrase is being tried; nothing can be changed meanwhile."""
        if busy:
            self._notice.clear()
        self._progress.setVisible(busy)
        self._buttons.setVisible(not busy)
        self._passphrase.setEnabled(not busy)

    def show_refusal(self, error: KitError) -> None:
        """Say calmly why it did not open, and let the person try again."""
        self.set_busy(False)
        kind: NoticeKind = "warn" if isinstance(error, InputError) else "error"
        self._notice.say(kind, error.code, **error.parameters)
        self._passphrase.clear()
        self._passphrase.setFocus()

    def _build(self, name: str) -> None:
        title = Words(name, role="title")
        card = Card()
        card.body.setSpacing(10)
        card.body.addWidget(title)
        card.body.addWidget(self._kind)
        card.body.addSpacing(6)
        card.body.addWidget(self._passphrase)
        card.body.addWidget(self._notice)
        card.body.addWidget(self._progress)
        self._buttons = QWidget()
        row = QHBoxLayout(self._buttons)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._open)
        row.addStretch(1)
        row.addWidget(self._other)
        card.body.addWidget(self._buttons)
        bind_text(self._kind.setText, "entry.unlock")
        bind_text(self._open.set_label, "entry.unlock-action")
        bind_text(self._other.set_label, "entry.other-workspace")
        bind_text(self._progress.set_text, "entry.unlocking")
        self._progress.set_cancellable(False)
        self._progress.hide()
        self.add_card(card)

    def _submit(self) -> None:
        if self._passphrase.text() and self._progress.isHidden():
            self.unlock_wanted.emit(self._passphrase.text())
