"""The way in without the passphrase: the code from the recovery sheet, and a new passphrase."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from interview_kit.errors import InputError, KitError
from interview_kit_ui.entry.code_field import CodeField
from interview_kit_ui.entry.new_passphrase import OF_A_PASSPHRASE, NewPassphrase
from interview_kit_ui.language import bind_text
from interview_kit_ui.widgets.buttons import BareButton, PrimaryButton
from interview_kit_ui.widgets.notice import Notice
from interview_kit_ui.widgets.words import Words
from interview_kit_ui.worker import Lane

#: Errors after which the code is looked at again.
_OF_THE_CODE = {"crypto.recovery-length", "crypto.recovery-groups", "vault.recovery-wrong"}


class RecoverForm(QWidget):
    """Signals: ``recover_wanted(str, str)`` the code as typed and the new passphrase, ``left()``.

    Setters: ``set_busy``, ``show_refusal(error)``, ``clear``. ``lane`` looks at groups and passphrase.
    """

    recover_wanted = Signal(str, str)
    left = Signal()

    def __init__(self, lane: Lane, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lane = lane
        self._code, self._new = CodeField(), NewPassphrase(lane)
        self._notice = Notice()
        self._empty, self._open, self._leave = BareButton(), PrimaryButton(), BareButton()
        self._build()
        self._code.edited.connect(self._look_at_groups)
        self._code.submitted.connect(self._new.setFocus)
        self._new.submitted.connect(self._submit)
        self._empty.clicked.connect(self._code.clear)
        self._open.clicked.connect(self._submit)
        self._leave.clicked.connect(self.left)
        self.setFocusProxy(self._code)

    def set_busy(self, busy: bool) -> None:
        """Let nothing be changed while the code is tried."""
        if busy:
            self._notice.clear()
        self._parts.setEnabled(not busy)
        self._buttons.setVisible(not busy)

    def show_refusal(self, error: KitError) -> None:
        """Say why it did not open, and go where it can be mended. What was typed stays."""
        if error.code in OF_A_PASSPHRASE:
            self._new.refuse(error)
        elif isinstance(error, InputError):
            self._notice.say("warn", error.code, **error.parameters)
        else:
            self._notice.show_error(error)
        if error.code in _OF_THE_CODE:
            self._code.setFocus()

    def clear(self) -> None:
        """Forget what was typed."""
        self._code.clear()
        self._new.clear()
        self._notice.clear()

    def _build(self) -> None:
        about, new = Words(role="guidance", tone="soft"), Words(role="guidance", tone="soft")
        self._wrong = Words(role="guidance", tone="record")
        self._wrong.hide()
        bind_text(about.setText, "entry.code-about")
        bind_text(new.setText, "entry.new-about")
        bind_text(self._empty.set_label, "entry.code-clear")
        bind_text(self._open.set_label, "entry.recover")
        bind_text(self._leave.set_label, "entry.back")
        below = QHBoxLayout()
        below.addWidget(self._wrong, 1)
        below.addStretch(0)
        below.addWidget(self._empty)
        self._parts, self._buttons = QWidget(), QWidget()
        parts = QVBoxLayout(self._parts)
        parts.setContentsMargins(0, 0, 0, 0)
        parts.setSpacing(6)
        parts.addWidget(about)
        parts.addWidget(self._code)
        parts.addLayout(below)
        parts.addWidget(new)
        parts.addWidget(self._new)
        buttons = QHBoxLayout(self._buttons)
        buttons.setContentsMargins(0, 0, 0, 0)
        buttons.addWidget(self._open)
        buttons.addStretch(1)
        buttons.addWidget(self._leave)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._parts)
        layout.addWidget(self._notice)
        layout.addWidget(self._buttons)

    def _look_at_groups(self) -> None:
        groups = self._code.groups

        def look() -> tuple[int, ...]:
            from interview_kit.trust.ways_in import wrong_groups

            return wrong_groups(groups)

        def show(wrong: tuple[int, ...]) -> None:
            if isValid(self) and groups == self._code.groups:  # the screen may be gone by now
                self._code.set_wrong(wrong)
                self._wrong.setVisible(bool(wrong))
                bind_text(self._wrong.setText, "crypto.recovery-groups", groups=", ".join(map(str, wrong)))

        self._lane.run(look, show, self.show_refusal)

    def _submit(self) -> None:
        if self._buttons.isHidden():
            return
        fault = self._new.fault()
        if not self._code.text:
            self._notice.say("warn", "entry.code-needed")
            self._code.setFocus()
        elif fault:
            self._notice.say("warn", fault)
            self._new.focus_fault()
        else:
            self.recover_wanted.emit(self._code.text, self._new.text())
