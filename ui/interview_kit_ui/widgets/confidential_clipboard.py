"""What is copied from the program is marked as nothing to keep, and does not stay in the clipboard."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QMimeData, QObject, QTimer
from PySide6.QtGui import QClipboard, QGuiApplication

#: For how long something copied may be pasted.
STAYS: Final = 60_000

_WINDOWS: Final = 'application/x-qt-windows-mime;value="{}"'
#: What clipboard histories look for: KDE's and those that follow it, and Windows with its cloud.
MARKS: Final = {
    "x-kde-passwordManagerHint": b"secret",
    _WINDOWS.format("ExcludeClipboardContentFromMonitorProcessing"): bytes(4),
    _WINDOWS.format("CanIncludeInClipboardHistory"): bytes(4),
    _WINDOWS.format("CanUploadToCloudClipboard"): bytes(4),
}


class ConfidentialClipboard(QObject):
    """Create one with the window. ``forget`` empties the clipboard at once if what it holds is ours.

    It watches the clipboard and not the fields, so that no field can be forgotten. What was copied is
    marked before the event loop turns, and so before any other program can have received it.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._clipboard = QGuiApplication.clipboard()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(STAYS)
        self._timer.timeout.connect(self.forget)
        self._clipboard.dataChanged.connect(self._mark)
        app = QGuiApplication.instance()
        assert app is not None, "there is a clipboard only with it"
        app.aboutToQuit.connect(self.forget)

    def forget(self) -> None:
        """Empty the clipboard, unless somebody else has put something there meanwhile."""
        self._timer.stop()
        if self._clipboard.ownsClipboard():
            self._clipboard.clear(QClipboard.Mode.Clipboard)

    def _mark(self) -> None:
        if not self._clipboard.ownsClipboard():
            self._timer.stop()
            return
        copied = self._clipboard.mimeData()
        if not copied.hasText() or copied.hasFormat(next(iter(MARKS))):
            return
        marked = QMimeData()
        marked.setText(copied.text())  # never its rich form: that names fonts and colours, and is text again
        for name, value in MARKS.items():
            marked.setData(name, value)
        self._timer.start()
        self._clipboard.setMimeData(marked)
