"""How this person wants the program: language, theme, text size, idle time. Kept from day to day."""

from __future__ import annotations

import dataclasses
import os
from pathlib import Path
from typing import Final

from PySide6.QtCore import QLocale, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QStyleHints
from PySide6.QtWidgets import QApplication

from interview_kit import portable, settings
from interview_kit.messages import DEFAULT_LANGUAGE, LANGUAGES
from interview_kit.settings import Settings
from interview_kit_ui import theme
from interview_kit_ui.language import LANGUAGE
from interview_kit_ui.worker import Worker, be_content

#: The sizes of text a person steps through.
TEXT_STEPS: Final = (0.9, 1.0, 1.15, 1.3, 1.45, 1.6)


class Preferences(QObject):
    """The settings in force. Every change shows at once and is written by the worker.

    Signal ``changed()`` after theme, size or idle time changed. The file is a convenience: if it cannot be
    written, a change holds until the program ends.
    """

    changed = Signal()

    def __init__(self, worker: Worker, file: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._worker = worker
        self._file = file
        self._settings = settings.load(file)
        # held, because what it leads to goes with it
        self._system = _system_hints()
        if self._system is not None:
            self._system.accessibility().contrastPreferenceChanged.connect(self._follow_system)

    @property
    def theme(self) -> str:
        """The theme on screen, one of ``settings.THEMES``: what was chosen, else what the system asks for."""
        return self._settings.theme or (
            settings.CONTRAST if self._system_wants_contrast() else settings.LIGHT
        )

    @property
    def next_theme(self) -> str:
        """The theme that comes after it."""
        names = settings.THEMES
        return names[(names.index(self.theme) + 1) % len(names)]

    @property
    def last_folder(self) -> Path | None:
        """The workspace that was open last."""
        if not self._settings.last_folder:
            return None
        return Path(os.path.normpath(self._file.parent / self._settings.last_folder))

    @property
    def idle_minutes(self) -> int:
        """After how many minutes without a touch to lock; 0 is never."""
        return self._settings.idle_minutes

    def show(self) -> None:
        """Put language and theme on the program, once at its start."""
        self._show_language()
        self._show_theme()

    def use_language(self, code: str) -> None:
        """Speak ``code`` from now on."""
        self._adopt(dataclasses.replace(self._settings, language=code))

    def use_next_theme(self) -> None:
        """Go from light to dark, from dark to high contrast, and from there back to light."""
        self._adopt(dataclasses.replace(self._settings, theme=self.next_theme))

    def resize_text(self, steps: int) -> None:
        """Make text larger or, with negative ``steps``, smaller."""
        now = min(range(len(TEXT_STEPS)), key=lambda at: abs(TEXT_STEPS[at] - self._settings.text_scale))
        scale = TEXT_STEPS[max(0, min(now + steps, len(TEXT_STEPS) - 1))]
        self._adopt(dataclasses.replace(self._settings, text_scale=scale))

    def lock_after(self, minutes: int) -> None:
        """Lock after so many minutes without a touch, one of ``settings.IDLE_MINUTES``."""
        self._adopt(dataclasses.replace(self._settings, idle_minutes=minutes))

    def remember_folder(self, folder: Path) -> None:
        """Offer this workspace first next time."""
        self._adopt(dataclasses.replace(self._settings, last_folder=portable.remembered(folder, self._file)))

    def _adopt(self, chosen: Settings) -> None:
        before, self._settings = self._settings, chosen
        new_look = (chosen.theme, chosen.text_scale) != (before.theme, before.text_scale)
        if chosen.language != before.language:
            self._show_language()
        if new_look:
            self._show_theme()
        if new_look or chosen.idle_minutes != before.idle_minutes:
            self.changed.emit()
        if chosen != before:
            self._worker.run(lambda: settings.save(chosen, self._file), be_content, be_content)

    def _show_language(self) -> None:
        system = QLocale.system().name()[:2]
        LANGUAGE.use(self._settings.language or (system if system in LANGUAGES else DEFAULT_LANGUAGE))

    def _system_wants_contrast(self) -> bool:
        if self._system is None:
            return False
        return self._system.accessibility().contrastPreference() is Qt.ContrastPreference.HighContrast

    def _follow_system(self) -> None:
        if not self._settings.theme:
            self._show_theme()
            self.changed.emit()

    def _show_theme(self) -> None:
        app = QApplication.instance()
        if isinstance(app, QApplication):
            chosen = theme.THEMES[self.theme]
            theme.apply(app, dataclasses.replace(chosen, text_scale=self._settings.text_scale))


def _system_hints() -> QStyleHints | None:
    """Return what the system tells of its person's needs; None without an application."""
    return QGuiApplication.styleHints() if QGuiApplication.instance() is not None else None
