"""One question and what was answered to it, to be read and not changed."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from interview_kit.interview.reading import AnswerInWords, Line
from interview_kit_ui import theme
from interview_kit_ui.language import tr
from interview_kit_ui.widgets.chip import Chip
from interview_kit_ui.widgets.shapes import paint_tinted
from interview_kit_ui.widgets.words import Words
from interview_kit_ui.widgets.wrapping_row import WrappingRow

EDGE: Final = 10


class AnswerLine(QWidget):
    """The question at the left, the answer at the right with what stands beside it.

    An identifying answer that was opened lies on a tint, so that nobody reads it aloud by mistake.
    """

    def __init__(self, line: Line, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tinted = line.identifying and line.answer is not None
        question = Words(line.question, role="guidance", tone="soft")
        right = QVBoxLayout()
        right.setSpacing(3)
        for part in _parts(line):
            right.addWidget(part)
        row = QHBoxLayout(self)
        row.setContentsMargins(EDGE, 7, EDGE, 7)
        row.setSpacing(20)
        left = QVBoxLayout()
        left.setContentsMargins(0, 3, 0, 0)  # the first line stands on the answer's
        left.addWidget(question)
        left.addStretch(1)
        right.addStretch(1)
        row.addLayout(left, 2)
        row.addLayout(right, 3)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._tinted:
            return
        painter = QPainter(self)
        paint_tinted(painter, QRectF(self.rect()), 8, theme.current(), "warn_soft")
        painter.end()


class ChipInWords(Chip):
    """What stands beside an answer, only read: no key and no mouse reaches it."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setAccessibleName(text)
        self.setCheckable(False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)


def _parts(line: Line) -> list[QWidget]:
    answer = line.answer
    if answer is None:
        return [Words(tr("supervisor.with-custodian"), role="second", tone="soft")]
    words = Words(answer.words, role="answer" if not answer.missing else "second")
    words.set_tone("soft" if answer.missing else "ink")
    parts: list[QWidget] = [words]
    if answer.understood:
        parts.append(Words(answer.understood, role="guidance", tone="soft", tabular=True))
    if answer.said:
        parts.append(Words(f"“{answer.said}”", role="body", tone="soft"))
    beside = _beside(answer)
    if line.calculated:
        beside.append(tr("supervisor.calculated"))
    if beside:
        parts.append(_chips(beside))
    return parts


def _beside(answer: AnswerInWords) -> list[str]:
    return [text for text in (answer.source, answer.certainty, answer.anchor) if text]


def _chips(texts: list[str]) -> WrappingRow:
    row = WrappingRow()
    row.set_widgets([ChipInWords(text) for text in texts])
    return row
