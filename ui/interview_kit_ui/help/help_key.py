"""F1 opens the guide, whatever has the focus. Like the key that locks, it asks for no active window."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from interview_kit_ui.input_events import hear_input


class HelpKey(QObject):
    """Watches every key of the program for ``window``. Create it after what locks, which hears keys first."""

    def __init__(self, app: QCoreApplication, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        hear_input(app, self)

    def hear(self, event: QEvent) -> bool:
        """Open the guide if this is the key."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() != Qt.Key.Key_F1 or event.modifiers() != Qt.KeyboardModifier.NoModifier:
            return False
        open_help(self._window)
        return True


def open_help(window: QWidget) -> None:
    """Open the guide over ``window`` at the chapter about what has the focus; under a cover, nothing."""
    from interview_kit_ui.cover import Cover
    from interview_kit_ui.help.chapters import chapter_about
    from interview_kit_ui.help.help_sheet import HelpSheet
    from interview_kit_ui.widgets.sheet import lies_over

    covered = any(cover.isVisible() for cover in window.findChildren(Cover))
    if covered or lies_over(window, HelpSheet):
        return
    while (popup := QApplication.activePopupWidget()) is not None:
        popup.close()
    chapter = chapter_about(QApplication.focusWidget(), getattr(window, "screen_shown", None))
    HelpSheet(window).open_at(chapter)
