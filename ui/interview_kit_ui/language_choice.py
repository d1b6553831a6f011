"""The languages of the program beside each other, each as its speakers write it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QButtonGroup

from interview_kit.messages import LANGUAGES
from interview_kit_ui.language import LANGUAGE, bind_text
from interview_kit_ui.preferences import Preferences
from interview_kit_ui.widgets.buttons import BareButton


class LanguageChoice(QObject):
    """A button for each language, the one in force marked. Iterate for the buttons, to lay them out.

    Tab enters at the one in force; the arrow keys go to the others and choose them.
    """

    def __init__(self, preferences: Preferences, parent: QObject) -> None:
        super().__init__(parent)
        self._buttons = {code: BareButton(name) for code, name in LANGUAGES.items()}
        group = QButtonGroup(self)
        for code, button in self._buttons.items():
            button.setCheckable(True)
            button.setAutoExclusive(True)  # the group sees to it; so a screen reader says one of several
            bind_text(button.setAccessibleDescription, "entry.language")
            button.clicked.connect(partial(preferences.use_language, code))
            group.addButton(button)
        LANGUAGE.changed.connect(self._mark)
        self._mark(LANGUAGE.code)

    def __iter__(self) -> Iterator[BareButton]:
        return iter(self._buttons.values())

    def _mark(self, code: str) -> None:
        self._buttons[code].setChecked(True)
        for other, button in self._buttons.items():
            stop = Qt.FocusPolicy.StrongFocus if other == code else Qt.FocusPolicy.ClickFocus
            button.setFocusPolicy(stop)
