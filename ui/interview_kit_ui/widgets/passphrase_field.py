"""Where a passphrase is typed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from interview_kit_ui.language import bind_text
from interview_kit_ui.widgets.buttons import QuietButton
from interview_kit_ui.widgets.composition import ANSWER_HINTS
from interview_kit_ui.widgets.text_line import TextLine


class PassphraseField(QWidget):
    """A hidden line with a button that shows and hides it.

    Signals: ``edited(str)``, ``submitted()`` (Enter). ``set_name`` (bindable) names the field for
    screen readers and as placeholder. ``text`` reads, ``clear`` empties and hides it again.
    """

    edited = Signal(str)
    submitted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line = TextLine()
        self._eye = QuietButton()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._line, 1)
        layout.addWidget(self._eye)
        self.setFocusProxy(self._line)
        self._line.edited.connect(self.edited)
        self._line.returnPressed.connect(self._submit)
        self._eye.clicked.connect(lambda: self._show(not self.shown))
        bind_text(self.set_name, "widgets.passphrase")
        self._show(False)

    @property
    def shown(self) -> bool:
        """Whether the passphrase can be read on screen."""
        return self._line.echoMode() == QLineEdit.EchoMode.Normal

    def text(self) -> str:
        """Return what was typed."""
        return self._line.text()

    def clear(self) -> None:
        """Empty the field and hide what is typed next."""
        self._line.clear()
        self._show(False)

    def set_name(self, name: str) -> None:
        """Say which passphrase is meant."""
        self._line.setAccessibleName(name)
        self._line.setPlaceholderText(name)

    def _submit(self) -> None:
        self._line.commit_composition()
        self.submitted.emit()

    def _show(self, shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self._line.setEchoMode(mode)
        self._line.setInputMethodHints(ANSWER_HINTS | Qt.InputMethodHint.ImhHiddenText)
        bind_text(self._eye.set_label, "widgets.hide" if shown else "widgets.show")
