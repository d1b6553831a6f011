"""A protocol on paper: which, what of it, and in which language; then it is drawn beside the window."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from interview_kit.files import write_atomically
from interview_kit.messages import LANGUAGES
from interview_kit.protocol.library import find
from interview_kit.sheets.drawing import CONSENT, QUESTIONS, draw_paper
from interview_kit.vault import protocols
from interview_kit.vault.header import Purpose
from interview_kit.vault.workspace import Workspace
from interview_kit_ui.field.asking import always_one, question_sheet
from interview_kit_ui.file_choice import Choice, Wanted
from interview_kit_ui.language import LANGUAGE, bind_text, tr
from interview_kit_ui.widgets.buttons import PrimaryButton
from interview_kit_ui.widgets.chip import Chip
from interview_kit_ui.widgets.sheet import Sheet
from interview_kit_ui.widgets.words import Words
from interview_kit_ui.widgets.wrapping_row import WrappingRow
from interview_kit_ui.worker import Job

_PARTS: Final = (QUESTIONS, CONSENT)


@dataclass(frozen=True, slots=True)
class Paper:
    """What is to be printed: the key of a protocol, its questions or its consent sheet, a language."""

    key: str
    part: str
    language: str

    @property
    def choice(self) -> Choice:
        """The question where the PDF goes."""
        name = f"{self.key.partition('@')[0]}-{self.part}-{self.language}.pdf"
        return Choice(Wanted.NEW_FILE, "paper.print", "paper.save", ".pdf", name)

    def write(self, workspace: Workspace, job: Job, file: Path) -> None:
        """Draw it and write it; whoever cancels leaves nothing behind."""
        loaded = find(protocols.offered(workspace), self.key)
        practice = workspace.purpose is Purpose.PRACTICE
        sheet = draw_paper(loaded, self.part, self.language, practice=practice, report=job.report)
        job.check()
        write_atomically(file, sheet)


def ask_for_paper(
    window: QWidget, offered: Sequence[tuple[str, str]], then: Callable[[Paper], object]
) -> Sheet:
    """Ask on a sheet; ``offered`` are keys and titles of protocols, the first one is proposed."""
    sheet = question_sheet(window, "paper.print", "paper.about")
    which = always_one(offered, "paper.which")
    sheet.body.addWidget(_heading("paper.which"))
    sheet.body.addWidget(which)
    part = _Chips(sheet, "paper.part", {one: tr(f"paper.{one}") for one in _PARTS}, QUESTIONS)
    language = _Chips(sheet, "paper.language", LANGUAGES, LANGUAGE.code)
    go_on = PrimaryButton(key="Enter")
    sheet.offer(
        go_on, "paper.choose-file", lambda: then(Paper(which.chosen[0], part.chosen, language.chosen))
    )
    sheet.open()
    go_on.setFocus(Qt.FocusReason.PopupFocusReason)
    return sheet


class _Chips:
    """A short question on a sheet, its options beside each other; one of them always holds."""

    def __init__(self, sheet: Sheet, key: str, options: Mapping[str, str], chosen: str) -> None:
        self.chosen = chosen
        self._chips = {name: Chip(text) for name, text in options.items()}
        for name, chip in self._chips.items():
            bind_text(chip.setAccessibleDescription, key)
            chip.clicked.connect(partial(self._choose, name))
        sheet.body.addWidget(_heading(key))
        sheet.body.addWidget(WrappingRow(tuple(self._chips.values()), gap=8))
        self._choose(chosen)

    def _choose(self, chosen: str) -> None:
        self.chosen = chosen
        for name, chip in self._chips.items():
            chip.setChecked(name == chosen)


def _heading(key: str) -> Words:
    heading = Words(role="guidance", tone="soft")
    bind_text(heading.setText, key)
    return heading
