"""The sheet on which a file or folder is chosen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from interview_kit import portable
from interview_kit.values import sizes
from interview_kit_ui.file_choice import Choice, Wanted
from interview_kit_ui.folder_listing import FolderEntry, FolderListing, list_folder
from interview_kit_ui.language import LANGUAGE, bind_text, tr
from interview_kit_ui.widgets.buttons import PrimaryButton, QuietButton
from interview_kit_ui.widgets.chip import Chip
from interview_kit_ui.widgets.data_table import DataTable
from interview_kit_ui.widgets.notice import Notice
from interview_kit_ui.widgets.rows_model import Column, Row
from interview_kit_ui.widgets.sheet import Sheet
from interview_kit_ui.widgets.text_line import TextLine
from interview_kit_ui.widgets.words import Words
from interview_kit_ui.widgets.wrapping_row import WrappingRow
from interview_kit_ui.worker import Lane

_LIST_HEIGHT: Final = 280
#: In a small window the list gives way to the rest of the sheet, down to three rows.
_LEAST_HEIGHT: Final = 148


class _Last:
    """Where the person chose last; it ends with the process."""

    folder = portable.start_folder()


def open_choice(window: QWidget, lane: Lane, choice: Choice, on_chosen: Callable[[Path], None]) -> FileChoice:
    """Ask on a sheet over ``window``; ``lane`` reads folders. Begins where the person chose last."""
    sheet = FileChoice(window, lane, choice, on_chosen)
    sheet.go_to(_Last.folder)
    sheet.open()
    return sheet


class FileChoice(Sheet):
    """The sheet. Enter opens a folder or takes a file, Backspace goes up, Esc leaves."""

    def __init__(
        self, window: QWidget, lane: Lane, choice: Choice, on_chosen: Callable[[Path], None]
    ) -> None:
        super().__init__(window)
        self._lane, self._choice, self._on_chosen = lane, choice, on_chosen
        self._folder = portable.start_folder()
        self._settled = False
        self._asked = 0
        self._entries: dict[str, FolderEntry] = {}
        self._places = WrappingRow()
        self._here = Words(role="guidance", tone="soft")
        self._notice = Notice()
        self._name = TextLine()
        self._up, self._take, self._leave = QuietButton(), PrimaryButton(), QuietButton(key="Esc")
        self._table = _List(
            (
                Column("entry.column-name", stretch=True),
                Column("entry.column-size"),
                Column("entry.column-day"),
            )
        )
        self._build()
        self._connect()

    def go_to(self, folder: Path) -> None:
        """Show what is in ``folder`` as soon as it is read."""
        self._asked += 1
        asked, suffix = self._asked, self._choice.suffix
        self._lane.run(
            lambda: list_folder(folder, suffix),
            lambda listing: self._show_listing(listing) if self._awaits(asked) else None,
            lambda error: self._notice.show_error(error) if self._awaits(asked) else None,
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Backspace:
            self.go_to(self._folder.parent)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._name.hasFocus():
            self._choose()
        else:
            super().keyPressEvent(event)

    def _build(self) -> None:
        bind_text(self.set_title, self._choice.title_key)
        bind_text(self._up.set_label, "entry.folder-up")
        bind_text(self._take.set_label, self._choice.action_key)
        bind_text(self._leave.set_label, "widgets.cancel")
        bind_text(self._table.set_name, "entry.files")
        bind_text(self._name.setAccessibleName, "entry.file-name")
        self._name.setText(self._choice.name)
        where = QHBoxLayout()
        where.addWidget(self._here, 1, Qt.AlignmentFlag.AlignVCenter)
        where.addWidget(self._up)
        self.body.setSpacing(8)
        self.body.addWidget(self._places)
        self.body.addLayout(where)
        for widget in (self._notice, self._table, self._name):
            self.body.addWidget(widget)
        self._name.setVisible(self._choice.wanted is Wanted.NEW_FILE)
        self.add_button(self._leave)
        self.add_button(self._take)

    def _connect(self) -> None:
        self._up.clicked.connect(lambda: self.go_to(self._folder.parent))
        self._take.clicked.connect(self._choose)
        self._leave.clicked.connect(self.cancel)
        self._table.row_opened.connect(self._open_entry)
        self.cancelled.connect(self._go_away)
        LANGUAGE.changed.connect(self._retell)

    def _show_listing(self, listing: FolderListing) -> None:
        self._notice.clear()
        self._folder = listing.folder
        self._entries = {entry.name: entry for entry in listing.entries}
        self._here.setText(str(listing.folder))
        self._places.set_widgets([self._place(path) for path in listing.places])
        self._retell()
        if self._entries:
            self._table.select(next(iter(self._entries)))
        if self._choice.wanted is not Wanted.NEW_FILE:
            self._table.setFocus(Qt.FocusReason.OtherFocusReason)
        elif not self._table.hasFocus():  # Enter saves here, except where folders are gone through
            self._name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _retell(self) -> None:
        self._table.set_rows(
            Row(entry.name, (entry.name, self._size(entry), entry.day)) for entry in self._entries.values()
        )

    def _awaits(self, asked: int) -> bool:
        """Whether this is the folder that was asked for last; a slow stick may answer late, or too late."""
        return asked == self._asked and not self._settled

    def _place(self, path: Path) -> Chip:
        chip = Chip(tr("entry.home-folder") if path == Path.home() else path.name or str(path))
        chip.setCheckable(False)  # it goes somewhere; nothing is chosen by it
        chip.clicked.connect(lambda: self.go_to(path))
        return chip

    def _size(self, entry: FolderEntry) -> str:
        if entry.is_folder:
            return tr("entry.is-folder")
        return sizes.in_words(entry.size)

    def _open_entry(self, name: str) -> None:
        entry = self._entries.get(name)
        if entry is None:
            return
        if entry.is_folder:
            self.go_to(self._folder / name)
        elif self._choice.wanted is Wanted.FILE:
            self._finish(self._folder / name)
        elif self._choice.wanted is Wanted.NEW_FILE:
            self._name.setText(name)

    def _choose(self) -> None:
        if self._choice.wanted is Wanted.FOLDER:
            self._finish(self._folder)
        elif self._choice.wanted is Wanted.FILE:
            self._open_entry(self._table.selected)
        else:
            self._choose_name()

    def _choose_name(self) -> None:
        self._name.commit_composition()
        name = self._name.text().strip()
        if not name or name in (".", "..") or set(name) & set('/\\:*?"<>|\0'):
            self._notice.say("warn", "entry.file-name-unusable")
            return
        named = name if name.endswith(self._choice.suffix) else name + self._choice.suffix
        if named in self._entries:
            self._notice.say("warn", "entry.file-name-taken", name=named)
            return
        self._finish(self._folder / named)

    def _finish(self, path: Path) -> None:
        _Last.folder = self._folder
        self.close_sheet()
        self._go_away()
        self._on_chosen(path)

    def _go_away(self) -> None:
        self._settled = True
        self.deleteLater()


class _List(DataTable):
    """What is in the folder; as high in an empty folder as in a full one, so that nothing jumps."""

    def __init__(self, columns: Sequence[Column]) -> None:
        super().__init__(columns)
        self.setMinimumHeight(_LEAST_HEIGHT)
        self.setMaximumHeight(_LIST_HEIGHT)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), _LIST_HEIGHT)
