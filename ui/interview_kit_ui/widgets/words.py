"""Text as people read it: lines break between words, never inside one, and stand well apart."""

from __future__ import annotations

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
        line = ""
        for word in _fitting(_SPACES.split(paragraph.strip()), metrics, width):
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
        self._role = role
        self._tone = tone
        self._weight = weight
        self._single_line = single_line
        self._tabular = tabular
        self._wrapped: tuple[int, list[str]] | None = None
        self.setTextFormat(Qt.TextFormat.PlainText)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(not single_line)
        self.setSizePolicy(policy)

    def setText(self, text: str) -> None:
        super().setText(text)
        self._text_changed()

    def set_tone(self, tone: Tone) -> None:
        """Show the text in another tone."""
        self._tone = tone
        self.update()

    def lines(self) -> list[str]:
        """Return the lines as they stand at the present width."""
        return self._lines(self.contentsRect().width())

    def hasHeightForWidth(self) -> bool:
        return not self._single_line

    def heightForWidth(self, width: int) -> int:
        margins = self.contentsMargins()
        inner = width - margins.left() - margins.right()
        return self._height(len(self._lines(inner))) + margins.top() + margins.bottom()

    def sizeHint(self) -> QSize:
        margins = self.contentsMargins()
        text = self.text().split("\n")
        width = max(self._metrics().horizontalAdvance(line) for line in text)
        return QSize(
            int(width) + 2 + margins.left() + margins.right(),
            self._height(len(text)) + margins.top() + margins.bottom(),
        )

    def minimumSizeHint(self) -> QSize:
        least = theme.current().px(48)
        if not self._single_line:
            metrics = self._metrics()
            widest = max((metrics.horizontalAdvance(word) for word in _SPACES.split(self.text())), default=0)
            least = min(int(widest) + 2, theme.current().px(160))
        hint = self.sizeHint()
        return QSize(min(least, hint.width()), self._height(1))

    def paintEvent(self, _event: QPaintEvent) -> None:
        shown = theme.current()
        painter = QPainter(self)
        painter.setFont(self._font())
        painter.setPen(shown.colour(self._tone if self.isEnabled() else "faint"))
        box = QRectF(self.contentsRect())
        lines = self._lines(int(box.width()))
        height = shown.line_height(self._role)
        if self._single_line:
            box.moveTop(box.y() + (box.height() - height) / 2)
        paint_lines(painter, lines, box, height, self.alignment())
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._text_changed()

    def _text_changed(self) -> None:
        self._wrapped = None
        self.updateGeometry()
        self.update()

    def _metrics(self) -> QFontMetricsF:
        return QFontMetricsF(self._font())

    def _font(self) -> QFont:
        return theme.current().font(self._role, self._weight, tabular=self._tabular)

    def _height(self, lines: int) -> int:
        return lines * theme.current().line_height(self._role)

    def _lines(self, width: int) -> list[str]:
        if self._wrapped is None or self._wrapped[0] != width:
            metrics = self._metrics()
            if self._single_line:
                elided = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, width)
                lines = [elided]
            else:
                lines = wrap(self.text(), metrics, width)
            self._wrapped = (width, lines)
        return self._wrapped[1]
