"""The few buttons by which a person makes the program their own, at the foot of every screen."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QWidget

from interview_kit.settings import IDLE_MINUTES
from interview_kit_ui.language import LANGUAGE, bind_text, tr
from interview_kit_ui.language_choice import LanguageChoice
from interview_kit_ui.preferences import Preferences
from interview_kit_ui.widgets.buttons import BareButton
from interview_kit_ui.widgets.wrapping_row import WrappingRow

HELP_KEY: Final = "F1"


class ViewSwitch(WrappingRow):
    """Languages, theme, smaller and larger text; in as many rows as there is need of.

    The last one opens the guide. With ``locking``, where a workspace is open, also after how long nobody
    touched it it locks.
    """

    def __init__(
        self, preferences: Preferences, parent: QWidget | None = None, *, locking: bool = False
    ) -> None:
        super().__init__(gap=0, parent=parent)
        self._preferences = preferences
        self._theme, self._smaller, self._larger = BareButton(), BareButton(), BareButton()
        self._idle = BareButton(parent=self)
        self._idle.setVisible(locking)
        bind_text(self._smaller.set_label, "entry.text-smaller")
        bind_text(self._larger.set_label, "entry.text-larger")
        languages, help_ = LanguageChoice(preferences, self), BareButton(key=HELP_KEY)
        bind_text(help_.set_label, "help.title")
        help_.clicked.connect(self._open_help)
        self.set_widgets([*languages, self._theme, self._smaller, self._larger, self._idle, help_])
        self._theme.clicked.connect(preferences.use_next_theme)
        self._smaller.clicked.connect(lambda: preferences.resize_text(-1))
        self._larger.clicked.connect(lambda: preferences.resize_text(1))
        self._idle.clicked.connect(self._offer_times)
        preferences.changed.connect(self._relabel)
        LANGUAGE.changed.connect(self._relabel)
        self._relabel()

    def _relabel(self) -> None:
        bind_text(self._theme.set_label, f"entry.{self._preferences.next_theme}")
        self._idle.set_label(_time_in_words(self._preferences.idle_minutes))

    def _open_help(self) -> None:
        from interview_kit_ui.help.help_key import open_help

        open_help(self.window())

    def _offer_times(self) -> None:
        """Open the list of times above the button."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName(tr("entry.idle-time"))
        for minutes in (*(time for time in IDLE_MINUTES if time), 0):
            entry = menu.addAction(_time_in_words(minutes))
            entry.setCheckable(True)
            entry.setChecked(minutes == self._preferences.idle_minutes)
            entry.triggered.connect(partial(self._choose_time, minutes))
            if entry.isChecked():
                menu.setActiveAction(entry)
        menu.popup(self._idle.mapToGlobal(QPoint(0, -menu.sizeHint().height())))

    def _choose_time(self, minutes: int, _checked: bool = True) -> None:
        self._preferences.lock_after(minutes)


def _time_in_words(minutes: int) -> str:
    return tr("entry.lock-after", minutes=minutes) if minutes else tr("entry.lock-never")
