"""Short pieces of text to be read aloud one by one, in columns."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from interview_kit_ui import theme
from interview_kit_ui.theme import TextRole, Tone


class GroupGrid(QWidget):
    """Pieces four to a row, two without room. Setter: ``set_groups(["12345", …])``."""

    def __init__(self, role: TextRole, tone: Tone = "ink", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._role: TextRole = role
        self._tone: Tone = tone
        self._groups: tuple[str, ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_groups(self, groups: Sequence[str]) -> None:
        """Show these pieces, read row by row."""
        self._groups = tuple(groups)
        self.setAccessibleDescription(" ".join(self._groups))
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return math.ceil(len(self._groups) / self._columns(width)) * self._row_height()

    def sizeHint(self) -> QSize:
        width = 4 * self._least_width()
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        width = 2 * self._least_width()
        return QSize(width, self._row_height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        shown = theme.current()
        painter = QPainter(self)
        painter.setFont(shown.font(self._role, tabular=True))
        painter.setPen(shown.colour(self._tone))
        columns = self._columns(self.width())
        width, height = self.width() / columns, self._row_height()
        for position, group in enumerate(self._groups):
            row, column = divmod(position, columns)
            box = QRectF(column * width, row * height, width, height)
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, group)
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()

    def _columns(self, width: int) -> int:
        return 4 if width >= 4 * self._least_width() else 2

    def _least_width(self) -> int:
        shown = theme.current()
        metrics = QFontMetricsF(shown.font(self._role, tabular=True))
        widest = max((metrics.horizontalAdvance(group) for group in self._groups), default=0)
        return math.ceil(widest) + shown.px(16)

    def _row_height(self) -> int:
        shown = theme.current()
        return shown.line_height(self._role) + shown.px(4)
