"""The few buttons by which the look of the program is changed, at the foot of every screen."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from interview_kit.messages import LANGUAGES
from interview_kit_ui.language import LANGUAGE, bind_text
from interview_kit_ui.preferences import Preferences
from interview_kit_ui.widgets.buttons import BareButton


class ViewSwitch(QWidget):
    """Language, light or dark, smaller and larger text; in one row, or two where there is no room."""

    def __init__(self, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self._language, self._dark = BareButton(), BareButton()
        self._smaller, self._larger = BareButton(), BareButton()
        self._buttons = (self._language, self._dark, self._smaller, self._larger)
        bind_text(self._smaller.set_label, "entry.text-smaller")
        bind_text(self._larger.set_label, "entry.text-larger")
        self._layout = QGridLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._language.clicked.connect(preferences.next_language)
        self._dark.clicked.connect(preferences.toggle_dark)
        self._smaller.clicked.connect(lambda: preferences.resize_text(-1))
        self._larger.clicked.connect(lambda: preferences.resize_text(1))
        preferences.changed.connect(self._relabel)
        LANGUAGE.changed.connect(self._relabel)
        self._relabel()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._arrange()

    def _relabel(self) -> None:
        codes = list(LANGUAGES)
        other = codes[(codes.index(LANGUAGE.code) + 1) % len(codes)]
        self._language.set_label(LANGUAGES[other])
        bind_text(self._dark.set_label, "entry.light" if self._preferences.dark else "entry.dark")
        self._arrange()

    def _arrange(self) -> None:
        holder = self.parentWidget()
        room = holder.width() if holder is not None else 0
        wanted = sum(button.sizeHint().width() for button in self._buttons)
        columns = 4 if wanted <= room - 16 else 2
        for position, button in enumerate(self._buttons):
            self._layout.addWidget(button, *divmod(position, columns))
