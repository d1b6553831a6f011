"""Somebody who works at the office's desk as people do: presses, types, reads what is visible."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from interview_kit.errors import KitError
from interview_kit.vault.workspace import Workspace
from interview_kit_ui.file_choice import Choice
from interview_kit_ui.language import LANGUAGE, tr
from interview_kit_ui.office.check_line import CheckLine
from interview_kit_ui.office.desk import OfficeDesk
from interview_kit_ui.office.question_sheet import QuestionSheet
from interview_kit_ui.session import Session, State
from interview_kit_ui.widgets.buttons import Button
from interview_kit_ui.widgets.chip import Chip
from interview_kit_ui.widgets.data_table import DataTable
from interview_kit_ui.widgets.rows_model import CELL_ROLE, Share
from interview_kit_ui.widgets.rows_model import State as StateCell
from interview_kit_ui.widgets.sheet import Sheet
from interview_kit_ui.widgets.text_line import TextLine
from interview_kit_ui.widgets.words import Words
from interview_kit_ui.worker import Lane, Worker

T = TypeVar("T")
PATIENCE = 20_000


class Supervisor:
    """``choose`` is the path that will be chosen when next one is asked for."""

    def __init__(self, qtbot: QtBot, folder: Path, passphrase: str) -> None:
        self.qtbot = qtbot
        self.choose = folder
        self.relaunched: list[Path | None] = []
        self.worker = Worker()
        self.session = Session(self.worker, self.relaunched.append)
        self.session.unlock(folder, passphrase, _unwanted)
        self.wait(lambda: self.session.state is State.OPEN)
        assert self.session.picture is not None
        self.desk = OfficeDesk(self.session, self.session.picture, self._choose)
        self.desk.resize(1280, 800)
        self.desk.show()
        self.wait_until_quiet()

    def stand_up(self) -> None:
        """Close the office, and let the desk go at once.

        Were it to go later, a collection on the next worker's thread could let it go twice.
        """
        self.desk.close()
        self.desk.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        if self.session.state is State.OPEN:
            gone: list[bool] = []
            self.session.quit(lambda: gone.append(True))
            self.wait(lambda: bool(gone))
        self.worker.shutdown()

    # Doing ------------------------------------------------------------------------------------

    def go(self, number: int) -> None:
        """Change rooms by the key."""
        QTest.keyClick(self.desk, str(number), Qt.KeyboardModifier.ControlModifier)
        self.wait_until_quiet()

    def press(self, key: str) -> None:
        """Press the button whose label is the text of ``key``, and wait for what comes of it."""
        self.button(key).click()
        self.wait_until_quiet()

    def press_in_sheet(self, key: str) -> None:
        """Press the button on the open sheet whose label is the text of ``key``."""
        (sheet,) = self.seen(Sheet)
        next(one for one in sheet.findChildren(Button) if one.label == tr(key)).click()
        self.wait_until_quiet()

    def type_into(self, key: str, text: str) -> None:
        """Type into the field that ``key`` names."""
        field = next(line for line in self.seen(TextLine) if line.accessibleName() == tr(key))
        field.setFocus()
        field.clear()
        QTest.keyClicks(field, text)

    def count_by(self, path: str) -> None:
        """Choose a question to count by."""
        self.press("supervisor.choose-question")
        (sheet,) = self.seen(QuestionSheet)
        (table,) = sheet.findChildren(DataTable)
        table.select(path)
        QTest.keyClick(table, Qt.Key.Key_Return)
        self.wait_until_quiet()

    def speak(self, language: str) -> None:
        """Switch the program's language."""
        LANGUAGE.use(language)
        self.wait_until_quiet()

    def with_workspace(self, operation: Callable[[Workspace], T]) -> T:
        """Ask the open office something, as screens do."""
        told: list[T] = []
        self.session.run(operation, told.append, _unwanted)
        self.wait(lambda: bool(told))
        return told[0]

    def wait_until_quiet(self) -> None:
        """Wait until the worker has done everything it was asked, and the screen has been told."""
        quiet: list[bool] = []
        for _ in range(2):  # an answer may ask for one thing more
            quiet.clear()
            self.session.worker.run(lambda: True, quiet.append, _unwanted)
            self.wait(lambda: bool(quiet))

    def wait(self, condition: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(condition, timeout=PATIENCE)

    # Seeing -----------------------------------------------------------------------------------

    def seen(self, kind: type[T]) -> list[T]:
        """Return what is visible of one kind."""
        return [one for one in self.desk.findChildren(kind) if one.isVisible()]  # type: ignore[type-var,attr-defined]

    def button(self, key: str) -> Button:
        """Return the visible button whose label is the text of ``key``."""
        return next(button for button in self.seen(Button) if button.label == tr(key))

    def words(self) -> str:
        """Return every visible text, one to a line."""
        texts = [words.text() for words in self.seen(Words)]
        texts += [chip.text() for chip in self.seen(Chip)]
        texts += [button.label for button in self.seen(Button)]
        texts += [line.text() for line in self.seen(CheckLine)]
        return "\n".join(texts)

    def table(self) -> DataTable:
        """Return the table on the page."""
        (table,) = self.seen(DataTable)
        return table

    def rows(self) -> list[list[str]]:
        """Return the table's cells as they read."""
        model = self.table().model()
        return [
            [_read(model.index(row, column).data(CELL_ROLE)) for column in range(model.columnCount())]
            for row in range(model.rowCount())
        ]

    def _choose(
        self, _window: QWidget, _lane: Lane, _choice: Choice, on_chosen: Callable[[Path], None]
    ) -> None:
        on_chosen(self.choose)


def _read(cell: object) -> str:
    return cell.text if isinstance(cell, StateCell | Share) else str(cell)


def _unwanted(error: KitError) -> None:
    raise AssertionError(error)
