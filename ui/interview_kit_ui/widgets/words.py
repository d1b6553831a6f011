"""Text as people read it: lines break between words, never inside one, and stand well apart."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from interview_kit_ui import theme
from interview_kit_ui.theme import TextRole, Tone, Weight

#: A no-break space is no place to break.
_SPACES: Final = re.compile(r"[ \t\u3000]+")


def wrap(text: str, metrics: QFontMetricsF, width: float) -> list[str]:
    """Return the lines of ``text`` at ``width`` pixels.

    Lines break at spaces and line ends only. A word wider than a whole line is cut between its
    characters, because it could not be read otherwise.
    """
    lines: list[str] = []
    for paragraph in text.split("\n"):
        words = _SPACES.split(paragraph.strip())
        line = " ".join(words)
        if metrics.horizontalAdvance(line) <= width:
            lines.append(line)
            continue
        line = ""
        for word in _fitting(words, metrics, width):
            longer = f"{line} {word}" if line else word
            if line and metrics.horizontalAdvance(longer) > width:
                lines.append(line)
                line = word
            else:
                line = longer
        lines.append(line)
    return lines


def _fitting(words: list[str], metrics: QFontMetricsF, width: float) -> Iterator[str]:
    for word in words:
        rest = word
        while len(rest) > 1 and metrics.horizontalAdvance(rest) > width:
            cut = len(rest) - 1
            while cut > 1 and (
                metrics.horizontalAdvance(rest[:cut]) > width or unicodedata.combining(rest[cut])
            ):
                cut -= 1
            yield rest[:cut]
            rest = rest[cut:]
        yield rest


class Lines:
    """The wrapped lines of one widget's text, measured once per width."""

    def __init__(self, role: TextRole, weight: Weight | None = None, *, tabular: bool = False) -> None:
        self._role = role
        self._weight = weight
        self._tabular = tabular
        self._text = ""
        self._scale = 0.0
        self._at: dict[int, list[str]] = {}

    @property
    def font(self) -> QFont:
        """The font in which the text is measured."""
        return theme.current().font(self._role, self._weight, tabular=self._tabular)

    @property
    def line_height(self) -> int:
        """The height of one line."""
        return theme.current().line_height(self._role)

    def at(self, text: str, width: int) -> list[str]:
        """Return the lines of ``text`` at ``width``."""
        scale = theme.current().text_scale
        if (text, scale) != (self._text, self._scale):
            self._text, self._scale, self._at = text, scale, {}
        if width not in self._at:
            self._at[width] = wrap(text, QFontMetricsF(self.font), width)
        return self._at[width]

    def height(self, text: str, width: int) -> int:
        """Return the height of ``text`` at ``width``."""
        return len(self.at(text, width)) * self.line_height

    def natural_width(self, text: str) -> int:
        """Return the width at which no line needs to break."""
        metrics = QFontMetricsF(self.font)
        return math.ceil(max(metrics.horizontalAdvance(line) for line in text.split("\n")))


def paint_lines(
    painter: QPainter,
    lines: list[str],
    box: QRectF,
    line_height: float,
    alignment: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> None:
    """Paint wrapped lines from the top of ``box`` with the painter's font and pen."""
    metrics = QFontMetricsF(painter.font())
    baseline = (line_height - metrics.ascent() - metrics.descent()) / 2 + metrics.ascent()
    for number, line in enumerate(lines):
        slack = box.width() - metrics.horizontalAdvance(line)
        left = box.x()
        if alignment & Qt.AlignmentFlag.AlignRight:
            left += slack
        elif alignment & Qt.AlignmentFlag.AlignHCenter:
            left += slack / 2
        painter.drawText(QPointF(left, box.y() + number * line_height + baseline), line)


class Words(QLabel):
    """A label of plain text in one role and tone of the theme.

    It wraps between words and takes the height it needs. With ``single_line`` it stays on one
    line and ends in an ellipsis where there is no room; with ``tabular`` all digits are equally
    wide. Setters: ``setText``, ``set_tone``, ``setAlignment``.
    """

    def __init__(
        self,
        text: str = "",
        role: TextRole = "body",
        tone: Tone = "ink",
        weight: Weight | None = None,
        *,
        single_line: bool = False,
        tabular: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._lines = Lines(role, weight, tabular=tabular)
        self._tone = tone
        self._single_line = single_line
        self.setTextFormat(Qt.TextFormat.PlainText)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(not single_line)
        self.setSizePolicy(policy)

    def setText(self, text: str) -> None:
        super().setText(text)
        self.updateGeometry()
        self.update()

    def set_tone(self, tone: Tone) -> None:
        """Show the text in another tone."""
        self._tone = tone
        self.update()

    def lines(self) -> list[str]:
        """Return the lines as they stand at the present width."""
        if not self._single_line:
            return self._lines.at(self.text(), self.width())
        metrics = QFontMetricsF(self._lines.font)
        return [metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())]

    def hasHeightForWidth(self) -> bool:
        return not self._single_line

    def heightForWidth(self, width: int) -> int:
        if self._single_line:
            return self._lines.line_height
        return self._lines.height(self.text(), width)

    def sizeHint(self) -> QSize:
        text = self.text()
        lines = text.count("\n") + 1
        return QSize(self._lines.natural_width(text) + 1, lines * self._lines.line_height)

    def minimumSizeHint(self) -> QSize:
        px = theme.current().px
        words = self._lines.natural_width(_SPACES.sub("\n", self.text())) + 1
        least = min(words, px(48) if self._single_line else px(160))
        return QSize(least, self._lines.line_height)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self._lines.font)
        painter.setPen(theme.current().colour(self._tone if self.isEnabled() else "faint"))
        box = QRectF(self.rect())
        height = self._lines.line_height
        if self._single_line:
            box.moveTop((box.height() - height) / 2)
        paint_lines(painter, self.lines(), box, height, self.alignment())
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()
