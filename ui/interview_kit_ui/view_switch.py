"""The few buttons by which a person makes the program their own, at the foot of every screen."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QMenu, QSizePolicy, QWidget

from interview_kit.messages import LANGUAGES
from interview_kit.settings import IDLE_MINUTES
from interview_kit_ui.language import LANGUAGE, bind_text, tr
from interview_kit_ui.preferences import Preferences
from interview_kit_ui.widgets.buttons import BareButton


class ViewSwitch(QWidget):
    """Language, light or dark, smaller and larger text; in one row, or two where there is no room.

    With ``locking``, where a workspace is open, also after how long nobody touched it it locks.
    """

    def __init__(
        self, preferences: Preferences, parent: QWidget | None = None, *, locking: bool = False
    ) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self._language, self._dark = BareButton(), BareButton()
        self._smaller, self._larger = BareButton(), BareButton()
        self._idle = BareButton(parent=self)
        self._buttons = (self._language, self._dark, self._smaller, self._larger)
        self._idle.setVisible(locking)
        self._locking = locking
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
        self._idle.clicked.connect(self._offer_times)
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
        minutes = self._preferences.idle_minutes
        self._idle.set_label(_time_in_words(minutes))
        self._arrange()

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

    def _arrange(self) -> None:
        holder = self.parentWidget()
        room = holder.width() if holder is not None else 0
        wanted = sum(button.sizeHint().width() for button in self._buttons)
        columns = 4 if wanted <= room - 16 else 2
        for position, button in enumerate(self._buttons):
            self._layout.addWidget(button, *divmod(position, columns))
        if self._locking:
            self._layout.addWidget(self._idle, 4 // columns, 0, 1, columns)


def _time_in_words(minutes: int) -> str:
    return tr("entry.lock-after", minutes=minutes) if minutes else tr("entry.lock-never")
