"""Choosing files and folders, without leaving a trace of where one has been.

Qt's own dialog writes the last folder and its history into the person's settings when it goes. Neither a
stick's name nor a folder's belongs there.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import ClassVar, Final

from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from interview_kit_ui.language import tr


class Wanted(Enum):
    """What is to be chosen."""

    FOLDER = "folder"
    FILE = "file"
    FILES = "files"
    NEW_FILE = "new file"


@dataclass(frozen=True)
class Wish:
    """What is asked for: ``suffix`` without a dot; ``name`` is offered for a new file."""

    wanted: Wanted
    title_key: str
    suffix: str = ""
    name: str = ""


#: Asks for what is wished and hands over the paths; calls nothing if the person thinks better of it.
Ask = Callable[[QWidget, Wish, Callable[[list[Path]], None]], None]

_MODES: Final = {
    Wanted.FOLDER: QFileDialog.FileMode.Directory,
    Wanted.FILE: QFileDialog.FileMode.ExistingFile,
    Wanted.FILES: QFileDialog.FileMode.ExistingFiles,
    Wanted.NEW_FILE: QFileDialog.FileMode.AnyFile,
}
_LABELS: Final = {
    QFileDialog.DialogLabel.LookIn: "supervisor.choose-in",
    QFileDialog.DialogLabel.FileName: "supervisor.choose-name",
    QFileDialog.DialogLabel.FileType: "supervisor.choose-type",
    QFileDialog.DialogLabel.Accept: "supervisor.choose",
    QFileDialog.DialogLabel.Reject: "widgets.cancel",
}


def ask_in_dialog(parent: QWidget, wish: Wish, then: Callable[[list[Path]], None]) -> None:
    """Ask in a window of our own. It is not modal, so that the lock key works while it is open."""
    _leave_no_trace()
    dialog = _FileDialog(parent, wish)

    def chosen(names: list[str]) -> None:
        paths = [Path(name) for name in names]
        _Last.folder = paths[0] if wish.wanted is Wanted.FOLDER else paths[0].parent
        then(paths)

    dialog.filesSelected.connect(chosen)
    dialog.destroyed.connect(_leave_no_trace)
    dialog.show()


class _FileDialog(QFileDialog):
    """One at a time: a second one takes the place of the first."""

    def __init__(self, parent: QWidget, wish: Wish) -> None:
        for other in parent.findChildren(_FileDialog):
            other.reject()
        super().__init__(parent, tr(wish.title_key), str(_Last.folder))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setOption(QFileDialog.Option.DontUseNativeDialog)
        self.setOption(QFileDialog.Option.DontConfirmOverwrite)  # the core refuses what is already there
        self.setHistory([])
        self.setSidebarUrls([])
        self.setFileMode(_MODES[wish.wanted])
        if wish.suffix:
            self.setNameFilter(f"*.{wish.suffix}")
            self.setDefaultSuffix(wish.suffix)
        if wish.wanted is Wanted.NEW_FILE:
            self.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
            self.selectFile(wish.name)
        for label, key in _LABELS.items():
            self.setLabelText(label, tr(key))

    def accept(self) -> None:
        # of a wrong name Qt would tell in a modal dialog, behind which nothing can be locked
        opening = self.acceptMode() == QFileDialog.AcceptMode.AcceptOpen
        if not opening or all(Path(name).exists() for name in self.selectedFiles()):
            super().accept()


class _Last:
    """The folder last chosen from, for as long as the program runs."""

    folder: ClassVar[Path] = Path.home()


def _leave_no_trace() -> None:
    """Send what Qt's dialog would write about itself nowhere, and remove what it wrote on Windows."""
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, os.devnull)
    if os.name == "nt":
        settings = QSettings(QSettings.Scope.UserScope, "QtProject")
        for name in ("history", "lastVisited"):
            settings.remove(f"FileDialog/{name}")
