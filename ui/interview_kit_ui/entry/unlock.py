"""Where the passphrase of a workspace is typed. Shown at once; the core is loaded meanwhile."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from interview_kit.errors import InputError, KitError
from interview_kit_ui.entry.entry_screen import EntryScreen
from interview_kit_ui.language import bind_text
from interview_kit_ui.preferences import Preferences
from interview_kit_ui.widgets.buttons import BareButton, PrimaryButton
from interview_kit_ui.widgets.card import Card
from interview_kit_ui.widgets.passphrase_field import PassphraseField
from interview_kit_ui.widgets.words import Words
from interview_kit_ui.worker import Lane

if TYPE_CHECKING:
    from interview_kit_ui.entry.recover_form import RecoverForm
    from interview_kit_ui.widgets.notice import Notice, NoticeKind
    from interview_kit_ui.widgets.progress_view import ProgressView

_SECOND_MS: Final = 1000


class Unlock(EntryScreen):
    """Signals: ``unlock_wanted(str)`` the passphrase, ``recover_wanted(str, str)`` a recovery code and a new
    passphrase, ``other_wanted()``. Setters: ``set_kind(key)`` what kind of workspace it is, ``set_busy``,
    ``set_wait(seconds)`` until another passphrase may be tried, ``show_refusal(error)``. ``lane`` looks at
    what is typed.
    """

    unlock_wanted = Signal(str)
    recover_wanted = Signal(str, str)
    other_wanted = Signal()

    def __init__(
        self, preferences: Preferences, folder: Path, lane: Lane, parent: QWidget | None = None
    ) -> None:
        super().__init__(preferences, parent)
        self.folder = folder
        self._lane = lane
        self._left = 0
        self._kind = Words(role="guidance", tone="soft")
        self._passphrase = PassphraseField()
        self._wait = Words(role="guidance", tone="soft")
        self._open = PrimaryButton(key="Enter")
        self._other, self._lost = BareButton(), BareButton()
        self._recover: RecoverForm | None = None
        self._second = QTimer(self)
        self._second.setInterval(_SECOND_MS)
        self._second.setTimerType(Qt.TimerType.PreciseTimer)  # a coarse one would let go before the core does
        self._second.timeout.connect(lambda: self.set_wait(self._left - 1))
        self._build(folder.name or str(folder))
        self._connect()
        self.setFocusProxy(self._passphrase)

    def set_kind(self, key: str) -> None:
        """Say below the folder's name what kind of workspace it is."""
        bind_text(self._kind.setText, key)

    def set_busy(self, busy: bool) -> None:
        """Show that the passphrase is being tried; nothing can be changed meanwhile."""
        if busy:
            self._notice.clear()
        self._progress.setVisible(busy)
        if self._recover is not None:
            self._recover.set_busy(busy)
        self._buttons.setVisible(not busy)
        self._passphrase.setEnabled(not busy)

    def set_wait(self, seconds: int) -> None:
        """Count down until the next passphrase may be tried; what is typed meanwhile stays."""
        self._left = max(0, seconds)
        self._open.setEnabled(not self._left)
        self._wait.setVisible(bool(self._left))
        if self._left:
            bind_text(self._wait.setText, "entry.wait", seconds=self._left)
            self._second.start()
        else:
            self._second.stop()

    def show_refusal(self, error: KitError) -> None:
        """Say calmly why it did not open, and let the person try again."""
        self.set_busy(False)
        if self._recover is not None and self._recover.isVisibleTo(self):
            self._recover.show_refusal(error)
            return
        self._passphrase.setFocus()
        if error.code == "vault.wait":  # it was never tried, so it stays
            self._notice.clear()
            self.set_wait(int(error.parameters["seconds"]))
            return
        kind: NoticeKind = "warn" if isinstance(error, InputError) else "error"
        self._notice.say(kind, error.code, **error.parameters)
        self._passphrase.clear()

    def _build(self, name: str) -> None:
        title = Words(name, role="title")
        card = Card()
        card.body.setSpacing(10)
        self._buttons = QWidget()
        row = QHBoxLayout(self._buttons)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._open)
        row.addStretch(1)
        row.addWidget(self._lost)
        row.addWidget(self._other)
        self._known = QWidget()
        self._column = QVBoxLayout(self._known)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(10)
        for widget in (self._passphrase, self._wait, self._buttons):
            self._column.addWidget(widget)
        card.body.addWidget(title)
        card.body.addWidget(self._kind)
        card.body.addSpacing(6)
        self._ways = QVBoxLayout()
        self._ways.addWidget(self._known)
        card.body.addLayout(self._ways)
        bind_text(self._kind.setText, "entry.unlock")
        bind_text(self._open.set_label, "entry.unlock-action")
        bind_text(self._lost.set_label, "entry.passphrase-lost")
        bind_text(self._other.set_label, "entry.other-workspace")
        self._wait.hide()
        self.add_card(card)

    def _connect(self) -> None:
        self._passphrase.submitted.connect(self._submit)
        self._open.clicked.connect(self._submit)
        self._other.clicked.connect(self.other_wanted)
        self._lost.clicked.connect(lambda: self._show_recovery(True))

    def _show_recovery(self, shown: bool) -> None:
        """Show the way in by the recovery sheet in place of the one by passphrase, or the reverse."""
        recover = self._recover = self._recover or self._recover_form()
        recover.clear()
        self._notice.clear()
        self._known.setVisible(not shown)
        recover.setVisible(shown)
        way = recover if shown else self._passphrase
        self.setFocusProxy(way)
        way.setFocus()

    # Made when they are first needed, so that no start waits for them.

    @cached_property
    def _notice(self) -> Notice:
        from interview_kit_ui.widgets.notice import Notice

        notice = Notice()
        self._column.insertWidget(1, notice)
        return notice

    @cached_property
    def _progress(self) -> ProgressView:
        from interview_kit_ui.widgets.progress_view import ProgressView

        progress = ProgressView()
        bind_text(progress.set_text, "entry.unlocking")
        progress.set_cancellable(False)
        progress.hide()
        self._ways.addWidget(progress)
        return progress

    def _recover_form(self) -> RecoverForm:
        """Make the way in by the recovery sheet."""
        from interview_kit_ui.entry.recover_form import RecoverForm

        form = RecoverForm(self._lane)
        form.hide()
        self._ways.insertWidget(1, form)
        form.left.connect(lambda: self._show_recovery(False))
        form.recover_wanted.connect(self.recover_wanted)
        return form

    def _submit(self) -> None:
        if self._passphrase.text() and self._progress.isHidden() and not self._left:
            self.unlock_wanted.emit(self._passphrase.text())
