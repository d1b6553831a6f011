"""A fingerprint to be read aloud and compared, group by group."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from interview_kit_ui import theme
from interview_kit_ui.language import bind_text
from interview_kit_ui.widgets.shapes import paint_box

_EDGE = 16


class FingerprintView(QFrame):
    """Digits, four groups to a row, two without room. Setter: ``set_fingerprint("12345 67890 …")``."""

    def __init__(self, fingerprint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._groups: list[str] = []
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        bind_text(self.setAccessibleName, "widgets.fingerprint")
        self.set_fingerprint(fingerprint)

    def set_fingerprint(self, fingerprint: str) -> None:
        """Show the groups of ``fingerprint``."""
        self._groups = fingerprint.split()
        self.setAccessibleDescription(" ".join(self._groups))
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        rows = -(-len(self._groups) // self._columns(width))
        return rows * self._row_height() + 2 * _EDGE

    def sizeHint(self) -> QSize:
        width = 4 * self._cell_width() + 2 * _EDGE
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(2 * self._cell_width() + 2 * _EDGE, self._row_height() + 2 * _EDGE)

    def paintEvent(self, _event: QPaintEvent) -> None:
        shown = theme.current()
        painter = QPainter(self)
        paint_box(painter, QRectF(self.rect()), 12, shown.colour("accent_soft"))
        painter.setFont(shown.font("title", tabular=True))
        painter.setPen(shown.colour("ink"))
        columns = self._columns(self.width())
        width, height = (self.width() - 2 * _EDGE) / columns, self._row_height()
        for position, group in enumerate(self._groups):
            row, column = divmod(position, columns)
            box = QRectF(_EDGE + column * width, _EDGE + row * height, width, height)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, group)
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()

    def _columns(self, width: int) -> int:
        return 4 if width >= 4 * self._cell_width() + 2 * _EDGE else 2

    def _cell_width(self) -> int:
        shown = theme.current()
        metrics = QFontMetricsF(shown.font("title", tabular=True))
        widest = max((metrics.horizontalAdvance(group) for group in self._groups), default=0)
        return round(widest) + shown.px(24)

    def _row_height(self) -> int:
        return theme.current().line_height("title") + 8
