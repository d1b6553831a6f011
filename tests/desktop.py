"""A person at the desktop program: real window, real workspace, real worker; keys and mouse, no screen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from interview_kit_ui.entry.unlock import Unlock
from interview_kit_ui.field.conduct import ConductDesk
from interview_kit_ui.field.desk import FieldDesk
from interview_kit_ui.field.home import HomeDesk
from interview_kit_ui.field.question_view import QuestionView
from interview_kit_ui.file_choice import Choice
from interview_kit_ui.garbage import GarbageCollection
from interview_kit_ui.language import LANGUAGE
from interview_kit_ui.preferences import Preferences
from interview_kit_ui.session import State
from interview_kit_ui.sound.machine import Machine, NoMachine
from interview_kit_ui.widgets.buttons import Button, PrimaryButton
from interview_kit_ui.widgets.chip import Chip
from interview_kit_ui.widgets.notice import Notice
from interview_kit_ui.widgets.option_finder import OptionFinder
from interview_kit_ui.widgets.option_grid import OptionGrid
from interview_kit_ui.widgets.option_levels import GROUP
from interview_kit_ui.widgets.option_row import OptionRow
from interview_kit_ui.widgets.sheet import Sheet
from interview_kit_ui.widgets.words import Words
from interview_kit_ui.window import MainWindow
from interview_kit_ui.worker import Lane, Worker

W = TypeVar("W", bound=QWidget)
NONE = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
#: How long anything may take on a busy machine, in milliseconds.
PATIENCE = 15_000


class Person:
    """Somebody in front of the window. ``paths`` are given, in order, to whatever asks for a file.

    ``machine`` is what the computer has for sound: nothing, unless a story needs a microphone.
    """

    def __init__(
        self, qtbot: QtBot, folder: Path | None, settings: Path, machine: Callable[[], Machine] = NoMachine
    ) -> None:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self._qtbot = qtbot
        self._watch = _OtherWindows()
        app.installEventFilter(self._watch)
        self.paths: list[Path] = []
        #: Where the program started over: the folder to unlock, or None.
        self.started_over: list[Path | None] = []
        self.worker = Worker()
        self.preferences = Preferences(self.worker, settings)
        self.preferences.use_language("en")
        self.window = MainWindow(
            self.worker,
            self.preferences,
            folder,
            replace=self.started_over.append,
            choose=self._choose,
            machine=machine,
        )
        GarbageCollection(self.window)  # as the program does: never on the worker's thread
        self.window.fit_into(QRect(0, 0, 1920, 1080))
        qtbot.addWidget(self.window)
        with qtbot.waitActive(self.window):
            self.window.show()
            self.window.activateWindow()
        self.window.load_core()

    def _choose(self, _: QWidget, _lane: Lane, _choice: Choice, on_chosen: Callable[[Path], None]) -> None:
        on_chosen(self.paths.pop(0))

    def go_away(self) -> None:
        """Close everything, as the end of the process would."""
        self.window.close()
        if self.window.session is not None:
            self.until(lambda: self.window.session.state in _AT_REST)  # type: ignore[union-attr]
        self.worker.shutdown()
        LANGUAGE.use("en")
        QApplication.instance().removeEventFilter(self._watch)  # type: ignore[union-attr]
        assert not self._watch.seen, f"windows of their own flashed up: {self._watch.seen}"

    # Waiting and finding ----------------------------------------------------------------------

    def until(self, holds: Callable[[], object]) -> None:
        self._qtbot.waitUntil(lambda: bool(holds()), timeout=PATIENCE)

    def screen(self, kind: type[W]) -> W:
        """Wait for a screen and return it."""
        self.until(lambda: isinstance(self.window.screen_shown, kind))
        shown = self.window.screen_shown
        assert isinstance(shown, kind)
        return shown

    def reads(self, words: str) -> bool:
        """Whether these words can be read anywhere in the window."""
        return any(words in label.text() for label in self.window.findChildren(Words) if label.isVisible())

    def buttons(self, label: str) -> list[Button]:
        """Return the buttons that say this and can be pushed."""
        found = [one for one in self.window.findChildren(Button) if one.label == label]
        return [one for one in found if one.isVisible() and one.isEnabled()]

    def notices(self) -> list[str]:
        return [one.accessibleDescription() for one in self.window.findChildren(Notice) if one.isVisible()]

    # Keys and mouse ---------------------------------------------------------------------------

    @property
    def focus(self) -> QWidget:
        """What has the keyboard focus."""
        widget = QApplication.focusWidget()
        assert widget is not None, "nothing has the focus"
        return widget

    def focus_in(self, path: str) -> bool:
        """Whether the focus is on the card of this question."""
        return self.question(path).isAncestorOf(self.focus)

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
        QTest.keyClick(self.focus, key, modifiers)

    def click(self, widget: QWidget) -> None:
        assert widget.isVisible()
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, NONE, QPoint(8, widget.height() // 2))

    def push(self, label: str) -> None:
        """Click a button as soon as it is there."""
        self.until(lambda: self.buttons(label))
        self.click(self.buttons(label)[-1])

    def type(self, text: str) -> None:
        """Type into what has the focus; Hangul arrives syllable by syllable, as from an input method."""
        for character in text:
            if character == "\n":
                self.press(Qt.Key.Key_Return)
            elif character.isascii():
                QTest.keyClicks(self.focus, character)
            else:
                self.compose(character)
                self.compose("", character)

    def compose(self, preedit: str, commit: str = "") -> None:
        event = QInputMethodEvent(preedit, [])
        event.setCommitString(commit)
        QApplication.sendEvent(self.focus, event)

    # The interviewer's room -------------------------------------------------------------------

    def unlock(self, passphrase: str) -> None:
        self.screen(Unlock)
        self.type(passphrase)
        self.press(Qt.Key.Key_Return)
        self.until(lambda: self.home.picture is not None if self._field() else False)

    def _field(self) -> FieldDesk | None:
        shown = self.window.screen_shown
        return shown if isinstance(shown, FieldDesk) else None

    @property
    def home(self) -> HomeDesk:
        field = self._field()
        assert field is not None, "no field workspace is open"
        return field.home

    @property
    def conduct(self) -> ConductDesk:
        field = self._field()
        assert field is not None
        assert field.conduct is not None, "no interview is open"
        return field.conduct

    @property
    def conducting(self) -> bool:
        field = self._field()
        return field is not None and field.conduct is not None

    def begin(self) -> None:
        """Begin an interview under the short protocol."""
        self.press(Qt.Key.Key_N, CTRL)
        (sheet,) = [one for one in self.window.findChildren(Sheet) if one.isVisible()]
        self.click(next(row for row in sheet.findChildren(OptionRow) if row.name.startswith("ed-short@")))
        self.click(sheet.findChildren(PrimaryButton)[-1])
        self.until(lambda: self.conducting)

    def question(self, path: str) -> QuestionView:
        """Return the card of a question by its readable path, as soon as it is built."""

        def found() -> list[QuestionView]:
            return [view for view in self.conduct.findChildren(QuestionView) if view.node.path == path]

        self.until(found)
        return found()[0]

    def on_screen(self, path: str) -> bool:
        views = self.conduct.findChildren(QuestionView)
        return any(view.node.path == path and view.isVisible() for view in views)

    def go_to(self, path: str) -> QuestionView:
        """Put the focus on a question of the section that is shown."""
        view = self.question(path)
        view.focus_answer()
        return view

    def pick(self, path: str, *values: str) -> None:
        """Click options, after having asked openly where that comes first."""
        view = self.question(path)
        if not isinstance(view.answer, OptionGrid | OptionFinder):
            self.go_to(path)
            self.press(Qt.Key.Key_Return)
        for value in values:
            grid = view.answer
            assert isinstance(grid, OptionGrid | OptionFinder)
            row = next((row for row in grid.rows if row.name == value), None) or self._opened(grid, value)
            self.until(row.isVisible)
            self.click(row)
            self.saved()

    def _opened(self, options: OptionGrid | OptionFinder, value: str) -> OptionRow:
        """Open one group after the other until the option is there."""
        for at in range(len(options.rows)):
            if options.rows[at].name.startswith(GROUP):
                self.click(options.rows[at])
                for row in options.rows:
                    if row.name == value:
                        return row
                self.press(Qt.Key.Key_Backspace)
        raise AssertionError(f"{value} is not offered")

    def chip(self, path: str, text: str) -> Chip:
        return next(chip for chip in self.question(path).findChildren(Chip) if chip.text() == text)

    def saved(self) -> None:
        """Wait until the top bar says that everything is saved."""
        self.until(lambda: self.saved_text.startswith("Saved"))

    def worked(self) -> None:
        """Wait until all that was handed in so far is done, and was told."""
        told: list[object] = []
        self.worker.run(lambda: None, told.append, told.append)
        self.until(lambda: told)

    @property
    def saved_text(self) -> str:
        bar = self.conduct.desk.top_bar
        texts = [label.text() for label in bar.findChildren(Words) if label.isVisible()]
        return next(text for text in texts if text.startswith(("Saved", "Saving", "Not saved")))

    def answer(self, path: str) -> object:
        """Return what the last picture says was answered."""
        picture = self.conduct.picture
        assert picture is not None
        (given,) = [node.answer for node in picture.nodes.values() if node.path == path]
        return given.to_short_json() if given else None


_AT_REST = (State.CLOSED, State.CLOSING)


class _OtherWindows(QObject):
    """Notes every window that appears beside the one there should be."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt override
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            popup = watched.windowType() in (Qt.WindowType.Popup, Qt.WindowType.ToolTip)
            if not popup and not isinstance(watched, MainWindow):
                self.seen.append(type(watched).__name__)
        return False
