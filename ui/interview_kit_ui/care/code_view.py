"""A recovery code on the screen, large, in the same numbered boxes as on paper."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from interview_kit_ui import theme
from interview_kit_ui.language import bind_text
from interview_kit_ui.widgets.shapes import paint_tinted

_IN_A_ROW: Final = 4
_EDGE: Final = 12


class CodeView(QFrame):
    """Two rows of four groups; painted, so that nothing of it can be copied. Setter: ``set_groups``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._groups: tuple[str, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        bind_text(self.setAccessibleName, "care.code")

    def set_groups(self, groups: tuple[str, ...]) -> None:
        """Show these groups, or forget them."""
        self._groups = groups
        self.setAccessibleDescription(" ".join(groups))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.current().px(440), 2 * self._row_height() + 2 * _EDGE)

    def paintEvent(self, _event: QPaintEvent) -> None:
        shown = theme.current()
        painter = QPainter(self)
        paint_tinted(painter, QRectF(self.rect()), 12, shown, "accent_soft")
        width, height = (self.width() - 2 * _EDGE) / _IN_A_ROW, self._row_height()
        number_height = shown.line_height("caption")
        for position, group in enumerate(self._groups):
            row, column = divmod(position, _IN_A_ROW)
            box = QRectF(_EDGE + column * width, _EDGE + row * height, width, height)
            painter.setFont(shown.font("caption"))
            painter.setPen(shown.colour("soft"))
            painter.drawText(
                box, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, str(position + 1)
            )
            painter.setFont(shown.font("title", tabular=True))
            painter.setPen(shown.colour("ink"))
            painter.drawText(box.adjusted(0, number_height, 0, 0), Qt.AlignmentFlag.AlignHCenter, group)
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()

    def _row_height(self) -> int:
        shown = theme.current()
        return shown.line_height("caption") + shown.line_height("title") + 6
