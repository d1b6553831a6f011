"""X11 offers whatever is marked to every other program. Testimony is not for offering."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QClipboard, QGuiApplication


class PrimarySelectionGuard(QObject):
    """Withdraws, before anyone can ask for it, what a marked text put into the primary selection.

    Create one at start with the application as parent. Copying on purpose (Ctrl+C) is not touched.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._clipboard = QGuiApplication.clipboard()
        self._clipboard.selectionChanged.connect(self._withdraw)

    def _withdraw(self) -> None:
        if self._clipboard.ownsSelection():
            self._clipboard.clear(QClipboard.Mode.Selection)
