"""A new recovery sheet, step by step: onto paper or a stick, and then a look whether it came out readable.

The code is made when there is somewhere for it to go, and lives in this widget alone.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from interview_kit.errors import InputError, KitError
from interview_kit.trust import ways_in
from interview_kit.trust.ways_in import RecoverySheet
from interview_kit_ui.care import printing
from interview_kit_ui.care.code_view import CodeView
from interview_kit_ui.file_choice import Choice, Wanted
from interview_kit_ui.language import LANGUAGE, bind_text
from interview_kit_ui.session import Session
from interview_kit_ui.widgets.buttons import BareButton, PrimaryButton, QuietButton
from interview_kit_ui.widgets.notice import Notice
from interview_kit_ui.widgets.option_grid import OptionGrid
from interview_kit_ui.widgets.text_line import TextLine
from interview_kit_ui.widgets.words import Words
from interview_kit_ui.widgets.wrapping_row import WrappingRow

T = TypeVar("T")
#: Asks for a file or folder over the whole window, and calls back with the path, or never.
Ask = Callable[[Choice, Callable[[Path], None]], object]
_STICK = Choice(Wanted.FOLDER, "care.save-sheet", "care.save-here")


class RecoverySteps(QWidget):
    """Signals: ``finished()`` the sheet is in hand, ``left()`` later. ``sheet`` is one that is in force
    already, as after all keys were renewed.
    """

    finished = Signal()
    left = Signal()

    def __init__(
        self, session: Session, ask: Ask, sheet: RecoverySheet | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._ask, self._sheet = session, ask, sheet
        self._gone = self._busy = False
        self._asked = 1 + secrets.randbelow(8)
        self._notice = Notice()
        self._printers, self._code = OptionGrid(), CodeView()
        self._print, self._save = PrimaryButton(), QuietButton()
        self._show_code, self._later = QuietButton(), BareButton()
        self._which = Words(role="second", weight="medium")
        self._typed, self._done = TextLine(), PrimaryButton()
        self._check = QWidget()
        self._build()
        self._connect()
        self.setFocusProxy(self._print)

    @property
    def asked(self) -> int:
        """Which group is to be typed from the sheet."""
        return self._asked

    def leave(self) -> None:
        """Forget the code and say that this is for later."""
        self._forget()
        self.left.emit()

    def _build(self) -> None:
        bind_text(self._print.set_label, "care.print")
        bind_text(self._save.set_label, "care.save-sheet")
        bind_text(self._show_code.set_label, "care.show-code")
        bind_text(self._later.set_label, "care.later")
        bind_text(self._done.set_label, "care.in-hand")
        bind_text(self._printers.set_question, "care.which-printer")
        bind_text(self._which.setText, "care.which-group", number=self._asked)
        bind_text(self._typed.setAccessibleName, "care.which-group", number=self._asked)
        about = Words(role="second", tone="soft")
        bind_text(about.setText, "care.sheet-about")
        buttons = WrappingRow(gap=8)
        buttons.set_widgets((self._print, self._save, self._show_code), (self._later,))
        check = QVBoxLayout(self._check)
        check.setContentsMargins(0, 8, 0, 0)
        check.addWidget(self._which)
        row = QHBoxLayout()
        row.addWidget(self._typed, 1)
        row.addWidget(self._done)
        check.addLayout(row)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(about)
        for widget in (self._printers, self._code, self._notice, self._check):
            layout.addWidget(widget)
        layout.addWidget(buttons)
        for hidden in (self._printers, self._code, self._check):
            hidden.hide()

    def _connect(self) -> None:
        for signal, act in (
            (self._print.clicked, self._ask_for_printer),
            (self._save.clicked, lambda: self._ask(_STICK, self._save_in)),
            (self._show_code.clicked, lambda: self._with_sheet(self._show_on_screen)),
            (self._typed.returnPressed, self._compare),
            (self._done.clicked, self._compare),
        ):
            signal.connect(partial(self._when_free, act))
        self._printers.picked.connect(self._picked)
        self._later.clicked.connect(self.leave)

    def _when_free(self, act: Callable[[], object], *_: object) -> None:
        """Act, unless something is on its way; what has the focus stays enabled, or Esc would go nowhere."""
        if not self._busy:
            act()

    def _with_sheet(self, then: Callable[[RecoverySheet], None]) -> None:
        """Hand over the sheet; the first time a code is made for it, and older sheets are void."""
        if self._sheet is not None:
            then(self._sheet)
            return

        def made(sheet: RecoverySheet) -> None:
            self._sheet = sheet
            self._allow(True)
            then(sheet)

        self._allow(False)
        self._session.run(ways_in.new_sheet, self._while_here(made), self._while_here(self._refuse))

    def _while_here(self, callback: Callable[[T], None]) -> Callable[[T], None]:
        """Let a result that comes after the person has left find nobody."""

        def call(result: T) -> None:
            if not self._gone:
                callback(result)

        return call

    def _on_the_side(self, operation: Callable[[], T], then: Callable[[T], None]) -> None:
        side = self._session.worker.side
        side.run(operation, self._while_here(then), self._while_here(self._refuse))

    # To a printer -----------------------------------------------------------------------------

    def _ask_for_printer(self) -> None:
        def offer(names: tuple[str, ...]) -> None:
            self._allow(True)
            if not names:
                self._notice.say("warn", "care.no-printer")
                return
            self._notice.clear()
            self._printers.set_options([(name, name) for name in names])
            self._printers.show()
            self._printers.focus_answer()

        self._allow(False)
        self._on_the_side(printing.printer_names, offer)

    def _picked(self, names: tuple[str, ...]) -> None:
        if names and not self._busy:
            self._printers.set_chosen(names)
            self._with_sheet(lambda sheet: self._send(sheet, names[0]))

    def _send(self, sheet: RecoverySheet, printer: str) -> None:
        language = LANGUAGE.code

        def sent(_none: None) -> None:
            self._printers.hide()
            self._ask_for_group("care.printed", name=printer)

        self._begin()
        self._on_the_side(lambda: printing.send(sheet, language, printer), sent)

    # To a stick, or the screen ----------------------------------------------------------------

    def _save_in(self, folder: Path) -> None:
        self._allow(False)

        def write(_none: None) -> None:
            self._with_sheet(lambda sheet: self._write(sheet, folder))

        self._session.run(
            lambda workspace: ways_in.must_be_a_stick(workspace, folder),
            self._while_here(write),
            self._while_here(self._refuse),
        )

    def _write(self, sheet: RecoverySheet, folder: Path) -> None:
        language = LANGUAGE.code
        self._begin()
        self._on_the_side(
            lambda: sheet.save(folder, language),
            lambda file: self._ask_for_group("care.sheet-saved", name=file.name),
        )

    def _show_on_screen(self, sheet: RecoverySheet) -> None:
        self._code.set_groups(sheet.groups)
        self._code.show()
        self._ask_for_group("care.copy-code")

    # In hand ----------------------------------------------------------------------------------

    def _ask_for_group(self, key: str, **parameters: str) -> None:
        self._allow(True)
        self._notice.say("info", key, **parameters)
        self._check.show()
        self._print.setProperty("kind", "quiet")  # what is to be done now is to confirm
        self._print.style().polish(self._print)
        self._typed.setFocus(Qt.FocusReason.OtherFocusReason)

    def _compare(self) -> None:
        self._typed.commit_composition()
        sheet = self._sheet
        if sheet is None:
            return
        if not sheet.shows(self._asked, self._typed.text()):
            self._notice.say("warn", "care.group-differs", number=self._asked)
            self._typed.selectAll()
            self._typed.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._allow(False)
        self._session.run(
            ways_in.sheet_in_hand, self._while_here(self._finish), self._while_here(self._refuse)
        )

    def _finish(self, _none: None) -> None:
        self._forget()
        self.finished.emit()

    def _forget(self) -> None:
        self._gone = True
        self._sheet = None
        self._code.set_groups(())
        self._code.hide()
        self._typed.clear()

    def _refuse(self, error: KitError) -> None:
        self._allow(True)
        if isinstance(error, InputError):
            self._notice.say("warn", error.code, **error.parameters)
        else:
            self._notice.show_error(error)

    def _begin(self) -> None:
        self._allow(False)
        self._notice.say("info", "care.sending")

    def _allow(self, allowed: bool) -> None:
        self._busy = not allowed
