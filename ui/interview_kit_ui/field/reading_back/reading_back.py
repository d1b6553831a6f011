"""Reading back in an open interview: which question is read for, and where one is after a correction."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from interview_kit.interview.answer import Answer
from interview_kit.interview.picture import InterviewPicture, NodePicture
from interview_kit.interview.reading_back import questions_that_read, to_read_back
from interview_kit.protocol.model import BaseType
from interview_kit_ui.field.conductor import Conductor
from interview_kit_ui.field.reading_back.reading_sheet import ReadingSheet
from interview_kit_ui.field.wording import Wording

READ_KEY: Final = "Ctrl+R"


class ReadingBack(QObject):
    """Signal ``jump_wanted(str)``: to the question that is corrected, or was just answered.

    ``follow`` tells it how the interview stands; ``open`` shows the sheet.
    """

    jump_wanted = Signal(str)

    def __init__(self, conductor: Conductor, over: QWidget) -> None:
        super().__init__(over)
        self._conductor, self._over = conductor, over
        self._picture: InterviewPicture | None = None
        self._wording: Wording | None = None
        self._sheet: ReadingSheet | None = None
        #: Stable paths of what is read for, and of the line that was left to be corrected; empty for none.
        self._reading, self._corrected = "", ""

    def follow(self, picture: InterviewPicture, wording: Wording) -> None:
        """Keep up with the interview; an open sheet shows it anew."""
        self._picture, self._wording = picture, wording
        if self._sheet is not None:
            self._show(self._sheet)

    @property
    def offered(self) -> bool:
        """Whether the protocol says anywhere what is to be read back."""
        return self._picture is not None and bool(questions_that_read(self._picture))

    def open(self, at: str = "") -> None:
        """Read for the question ``at``, else go on after a correction, else for the first not answered."""
        question = self._question(at)
        if question is None or self._wording is None:
            return
        if question.stable != self._reading:
            self._reading, self._corrected = question.stable, ""
        definition, wording = question.definition, self._wording
        picks = definition.type is BaseType.SELECT_ONE
        options = [(one.value, wording.told(one.label)) for one in question.choices] if picks else []
        sheet = self._sheet = ReadingSheet(self._over.window(), wording.asked(definition.label), options)
        self._show(sheet)
        sheet.spoken.mark(self._corrected)
        sheet.correction_wanted.connect(partial(self._leave_for, sheet))
        sheet.picked.connect(partial(self._pick, sheet))
        sheet.cancelled.connect(self._forget_sheet)
        sheet.open()

    def _question(self, at: str) -> NodePicture | None:
        if self._picture is None:
            return None
        asked = {one.stable: one for one in questions_that_read(self._picture)}
        if at not in asked and self._corrected:
            at = self._reading
        left = (one for one in asked.values() if not one.answered)
        return asked.get(at) or next(left, None) or next(iter(asked.values()), None)

    def _show(self, sheet: ReadingSheet) -> None:
        protocol, picture, wording = self._conductor.protocol, self._picture, self._wording
        if protocol is None or picture is None or wording is None:
            return
        question = picture.nodes[self._reading]
        sheet.show_parts(to_read_back(picture, question, protocol, wording.witness))
        value = question.answer.value if question.answer is not None else None
        sheet.options.set_chosen([value] if isinstance(value, str) else [])

    def _leave_for(self, sheet: ReadingSheet, stable: str) -> None:
        self._corrected = stable
        sheet.cancel()
        self.jump_wanted.emit(stable)

    def _pick(self, sheet: ReadingSheet, names: tuple[str, ...]) -> None:
        question = self._picture.nodes.get(self._reading) if self._picture is not None else None
        if question is not None:
            before = question.answer or Answer()
            value = names[0] if names else None
            self._conductor.answer(question.stable, replace(before, value=value, missing=None))
        self._corrected = ""
        sheet.cancel()
        self.jump_wanted.emit(self._reading)

    def _forget_sheet(self) -> None:
        self._sheet = None
