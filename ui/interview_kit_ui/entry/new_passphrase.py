"""Choosing a passphrase: typed twice, and judged while it is typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from interview_kit.errors import KitError
from interview_kit_ui.entry.strength_line import StrengthLine
from interview_kit_ui.language import bind_text
from interview_kit_ui.widgets.notice import Notice
from interview_kit_ui.widgets.passphrase_field import PassphraseField
from interview_kit_ui.worker import Lane

#: What is said at the passphrase itself.
OF_A_PASSPHRASE: Final = {"trust.passphrase-short", "trust.passphrase-weak"}


class NewPassphrase(QWidget):
    """Two hidden lines and what the first one is worth. ``about`` returns what is easily known.

    Signals: ``submitted()`` Enter in the second line. ``text`` is what was typed first, ``fault`` the key of
    what is not right yet, or empty; ``focus_fault`` goes there. Setters: ``refuse(error)`` says here
    why it will not do, ``clear``.
    """

    submitted = Signal()

    def __init__(
        self,
        lane: Lane,
        name_key: str = "entry.new-passphrase",
        again_key: str = "entry.new-again",
        about: Callable[[], Sequence[str]] = tuple,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._about = about
        self.first, self.again = PassphraseField(), PassphraseField()
        self.strength = StrengthLine(lane)
        bind_text(self.first.set_name, name_key)
        bind_text(self.again.set_name, again_key)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self._notice = Notice()
        for widget in (self._notice, self.first, self.strength, self.again):
            layout.addWidget(widget)
        self.first.edited.connect(self.judge)
        self.first.edited.connect(self._notice.clear)
        self.first.submitted.connect(self.again.setFocus)
        self.again.submitted.connect(self.submitted)
        self.setFocusProxy(self.first)

    def text(self) -> str:
        """Return what was typed first."""
        return self.first.text()

    def fault(self) -> str:
        """Return the key of what is missing or differs; empty if the two are the same."""
        if not self.first.text():
            return "entry.passphrase-needed"
        return "" if self.first.text() == self.again.text() else "entry.passphrases-differ"

    def focus_fault(self) -> None:
        """Go where something is to be typed."""
        (self.again if self.first.text() else self.first).setFocus()

    def refuse(self, error: KitError) -> None:
        """Say why the passphrase will not do, until it is changed."""
        self._notice.say("warn", error.code, **error.parameters)
        self.first.setFocus()

    def judge(self) -> None:
        """Say again what the passphrase is worth, as when what is easily known has changed."""
        self.strength.judge(self.first.text(), self._about())

    def clear(self) -> None:
        """Empty both lines."""
        self.first.clear()
        self.again.clear()
        self._notice.clear()
        self.judge()
