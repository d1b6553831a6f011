"""What the pages of the office have in common."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut

from interview_kit.vault.workspace import Workspace
from interview_kit_ui.file_choice import Choice
from interview_kit_ui.language import LANGUAGE, bind_text
from interview_kit_ui.session import Session, State
from interview_kit_ui.widgets.buttons import Button
from interview_kit_ui.widgets.notice import Notice
from interview_kit_ui.widgets.page import Page

T = TypeVar("T")

#: Asks for a file or folder over the whole window, and calls back with the path, or never.
Ask = Callable[[Choice, Callable[[Path], None]], object]


class OfficePage(Page):
    """A page that asks the session for what it shows each time it comes to the front.

    ``enter`` asks, ``take_focus`` puts the keyboard where work begins, ``leave`` forgets what nobody should
    read later, ``draw`` shows the last results again, as at a change of language. ``trouble`` says
    what went wrong.
    """

    def __init__(self, session: Session, title_key: str = "") -> None:
        super().__init__()
        self.session = session
        self.trouble = Notice()
        self.add(self.trouble)
        if title_key:
            bind_text(self.set_title, title_key)
        LANGUAGE.changed.connect(self.draw)

    def fetch(self, operation: Callable[[Workspace], T], show: Callable[[T], None]) -> None:
        """Ask the workspace for what is shown, unless it is being closed."""
        if self.session.state is State.OPEN:
            self.session.run(operation, show, self.trouble.show_error)

    def enter(self) -> None:
        """Come to the front."""

    def take_focus(self) -> None:
        """Put the keyboard where work on this page begins."""

    def leave(self) -> None:
        """Make room for another page."""

    def draw(self) -> None:
        """Show the last results in the language on screen."""

    def give_key(self, button: Button, key: str) -> None:
        """Let ``key`` press ``button`` wherever the focus is, as long as this page is in front."""
        button.set_key(key)
        shortcut = QShortcut(QKeySequence(key), self)
        shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
        shortcut.activated.connect(button.click)
