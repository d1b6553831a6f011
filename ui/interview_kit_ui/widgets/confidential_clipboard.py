"""What is copied from the program is marked as nothing to keep, and does not stay in the clipboard."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QMimeData, QObject, QTimer
from PySide6.QtGui import QClipboard, QGuiApplication

#: For how long something copied may be pasted.
STAYS: Final = 60_000

_WINDOWS: Final = 'application/x-qt-windows-mime;value="{}"'
#: By which we know what we copied, where the system does not tell whose the clipboard is.
_OURS: Final = "application/x-interview-kit"
#: What clipboard histories look for: KDE's and those that follow it, and Windows with its cloud.
MARKS: Final = {
    _OURS: b"1",
    "x-kde-passwordManagerHint": b"secret",
    _WINDOWS.format("ExcludeClipboardContentFromMonitorProcessing"): bytes(4),
    _WINDOWS.format("CanIncludeInClipboardHistory"): bytes(4),
    _WINDOWS.format("CanUploadToCloudClipboard"): bytes(4),
}
#: Where the system tells whether the clipboard is ours. To look into another program's is to wait for it.
_TELLING: Final = ("xcb", "wayland", "windows")


def confidential(text: str) -> QMimeData:
    """Return ``text`` as it may be copied. Never in its rich form: that is the same text again."""
    marked = QMimeData()
    marked.setText(text)
    for name, value in MARKS.items():
        marked.setData(name, value)
    return marked


class ConfidentialClipboard(QObject):
    """Create one with the window. ``forget`` empties the clipboard at once if what it holds is ours.

    Fields mark what they copy. Some of Qt's editing keys copy past them; that is marked here, before the
    event loop turns and so before any other program can have received it.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._clipboard = QGuiApplication.clipboard()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(STAYS)
        self._timer.timeout.connect(self.forget)
        self._clipboard.dataChanged.connect(self._follow)
        app = QGuiApplication.instance()
        assert app is not None, "there is a clipboard only with it"
        app.aboutToQuit.connect(self.forget)

    def forget(self) -> None:
        """Empty the clipboard, unless somebody else has put something there meanwhile."""
        self._timer.stop()
        if self._is_ours():
            self._clipboard.clear(QClipboard.Mode.Clipboard)

    def _follow(self) -> None:
        if not self._is_ours():
            self._timer.stop()
            return
        self._timer.start()
        copied = self._clipboard.mimeData()
        if copied is not None and copied.hasText() and not copied.hasFormat(_OURS):
            self._clipboard.setMimeData(confidential(copied.text()))

    def _is_ours(self) -> bool:
        if QGuiApplication.platformName().startswith(_TELLING):
            return self._clipboard.ownsClipboard()
        copied = self._clipboard.mimeData()
        return copied is not None and copied.hasFormat(_OURS)  # None, though not declared, when it is empty
